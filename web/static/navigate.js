// Searches without a reload: the server renders the inside of <main>, this swaps it in. The address
// bar always holds the address that gives the same page without a script.

const main = document.getElementById("main");
const form = document.getElementById("search");
let latest = 0;
let shown = location.search;

export function go(path, { remember = true } = {}) {
  const mine = ++latest;
  const url = new URL(path, location.origin);
  main.setAttribute("aria-busy", "true");
  return fetch("/results" + url.search, { credentials: "same-origin" })
    .then((answer) => answer.text())
    .then((html) => {
      if (mine !== latest) return; // a newer search was started meanwhile
      show(html);
      shown = url.search;
      if (remember) history.pushState({}, "", url.pathname + url.search);
      form.elements.q.value = url.searchParams.get("q") ?? "";
      for (const back of document.querySelectorAll('input[name="next"]')) {
        url.searchParams.delete("user");
        back.value = url.pathname + url.search;
      }
    })
    .catch(() => say("The shop does not answer. Check the connection and try again."))
    .finally(() => {
      if (mine === latest) main.removeAttribute("aria-busy");
    });
}

export function say(words) {
  const trouble = document.getElementById("trouble");
  trouble.textContent = words;
  trouble.hidden = !words;
}

// The address that the search form stands for, with `changes` laid over it.
export function formAddress(changes = {}) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() && !(name in changes)) asked.append(name, value);
  }
  for (const [name, value] of Object.entries(changes)) if (value) asked.append(name, value);
  if (!asked.get("q") || !asked.get("picture")) asked.delete("mix"); // nothing to balance
  return asked.size ? "/?" + asked : "/";
}

export function followLinksAndForms() {
  // Only a page of results can be swapped; elsewhere (a product's page) links and forms just work.
  const swaps = () => location.pathname === "/" && main.querySelector(".swap");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain || event.altKey || !swaps()) return;
    event.preventDefault();
    go(link.href).then(() => {
      if (!document.contains(link)) main.focus({ preventScroll: true });
      if (link.rel === "prev" || link.rel === "next" || link.closest(".card")) scrollTo(0, 0);
    });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (swaps()) go(formAddress()).then(() => scrollTo(0, 0));
    else location.assign(formAddress());
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "mix") go(formAddress());
  });
  addEventListener("popstate", () => {
    if (location.search === shown) return; // the skip link: only the fragment has changed
    if (swaps()) go(location.href, { remember: false });
    else location.reload();
  });
}

function show(html) {
  const open = document.getElementById("show-side")?.checked;
  main.innerHTML = html;
  const side = document.getElementById("show-side");
  if (side && open) side.checked = true;
  document.title = main.querySelector(".swap")?.dataset.title || "Bowerbird";
  say("");
}
