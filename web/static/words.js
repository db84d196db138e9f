// What the script says, in the language of the page.

const words = JSON.parse(document.documentElement.dataset.words);

export function word(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
}
