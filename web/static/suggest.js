// While somebody types: suggestions under the box (the WAI-ARIA combobox pattern, with a list box),
// and the results themselves as soon as the fingers rest. Past searches are kept in this browser and
// nowhere else, and not where personalisation is off.

import { go, goSoon, swaps } from "./navigate.js";
import { word } from "./words.js";

const PAUSE = 90; // milliseconds without a key before suggestions are asked for
const PAST = "bowerbird.past";
const MOST_PAST = 30;
const SHOWN_PAST = 3;

export function suggestWhileTyping() {
  const form = document.getElementById("search");
  const box = form.elements.q;
  const list = document.getElementById("suggestions");
  let options = [];
  let active = -1;
  let asking = null;
  let pause = 0;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-autocomplete", "list");
  close();

  box.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(suggest, PAUSE);
    goSoon();
  });
  box.addEventListener("focus", () => {
    if (!box.value) suggest();
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void suggest();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are options: in it the box itself is what Enter takes.
      activate(((active + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(options[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // or the browser would empty the box
      close();
    }
  });
  form.addEventListener("submit", () => {
    remember(box.value);
    close();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(options[[...list.children].indexOf(option)]);
  });

  async function suggest() {
    asking?.abort();
    const mine = (asking = new AbortController());
    const typed = box.value;
    const past = pastLike(typed).map((text) => ({ kind: "past", text }));
    let found = [];
    if (typed.trim()) {
      try {
        const asked = new URLSearchParams({ q: typed, limit: 8 });
        const answer = await fetch("/api/v1/suggestions?" + asked, { signal: mine.signal });
        if (answer.ok) found = (await answer.json()).suggestions;
      } catch {
        return; // typed on, or offline: the search itself will say so
      }
    }
    if (mine !== asking || document.activeElement !== box || box.value !== typed) return;
    show([...past, ...found]);
  }

  function show(found) {
    options = found;
    list.replaceChildren(...found.map(drawn));
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    activate(-1);
    const count = found.length ? word("suggested", { count: found.length }) : "";
    document.getElementById("suggested").textContent = count;
  }

  function close() {
    asking?.abort();
    clearTimeout(pause);
    show([]);
  }

  function activate(at) {
    list.children[active]?.removeAttribute("aria-selected");
    active = at;
    const option = list.children[at];
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  }

  function choose(option) {
    close();
    if (option.kind === "past") {
      box.value = option.text;
      form.requestSubmit();
    } else if (option.kind === "category" && swaps()) {
      box.value = "";
      go(option.path).then(() => scrollTo(0, 0));
    } else {
      location.assign(option.path);
    }
  }
}

export function forgetPast() {
  localStorage.removeItem(PAST);
}

function drawn(option, at) {
  const item = document.createElement("li");
  item.id = "suggestion-" + at;
  item.className = option.kind;
  item.setAttribute("role", "option");
  const text = document.createElement("span");
  text.className = "text";
  text.textContent = option.text;
  const kind = document.createElement("span");
  kind.className = "kind";
  kind.textContent = option.kind === "category" ? `${option.value.replaceAll(" > ", " › ")} · ${option.count}` : word(option.kind);
  item.append(text, " ", kind);
  return item;
}

function past() {
  try {
    const kept = JSON.parse(localStorage.getItem(PAST) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

function pastLike(typed) {
  const begun = typed.trim().toLowerCase();
  const like = past().filter((text) => text.toLowerCase().includes(begun) && text !== typed.trim());
  return like.slice(0, begun ? SHOWN_PAST : 8);
}

function remember(text) {
  const words = text.trim();
  if (!words || "private" in document.documentElement.dataset) return;
  const kept = [words, ...past().filter((other) => other !== words)].slice(0, MOST_PAST);
  localStorage.setItem(PAST, JSON.stringify(kept));
}
