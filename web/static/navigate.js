// Searches without a reload: the server renders the inside of <main>, this swaps it in. The address
// bar always holds the address that gives the same page without a script. What is no longer wanted
// is no longer waited for; what is shown stays until there is something to show instead.

import { word } from "./words.js";

const main = document.getElementById("main");
const form = document.getElementById("search");
const REST = 250; // milliseconds without a key before what is typed is searched for
const FEW = /^[\u0000-\u2fff]{1,2}$/; // letters that begin too many words to be a search

const unfolded = new Map(); // which facets a shopper opened or closed, however often they are drawn anew
let waiting = null;
let soon = 0;
let shown = location.search;

// `typing`: a search that is not finished. It is one entry of the history however long it takes.
export async function go(path, { remember = true, typing = false } = {}) {
  clearTimeout(soon);
  waiting?.abort();
  const mine = (waiting = new AbortController());
  const url = new URL(path, location.origin);
  main.setAttribute("aria-busy", "true");
  try {
    const headers = typing ? { "X-Typing": "1" } : {};
    const answer = await fetch("/results" + url.search, { signal: mine.signal, headers });
    const html = await answer.text();
    if (mine !== waiting) return false;
    const left = scrollY; // what is shown next may be shorter
    show(html);
    shown = url.search;
    if (remember) keep(url.pathname + url.search, { typing, left });
    if (!typing) form.elements.q.value = url.searchParams.get("q") ?? "";
    leadBackTo(url);
    return true;
  } catch (problem) {
    if (problem.name !== "AbortError") say(word("offline"));
    return false;
  } finally {
    if (mine === waiting) main.removeAttribute("aria-busy");
  }
}

// The search that the form stands for, once the fingers rest and unless something else is asked first.
export function goSoon() {
  clearTimeout(soon);
  if (swaps() && !FEW.test(form.elements.q.value.trim())) soon = setTimeout(() => go(formAddress(), { typing: true }), REST);
}

export function say(words) {
  const trouble = document.getElementById("trouble");
  trouble.textContent = words;
  trouble.hidden = !words;
}

// Only a page of results can be swapped; elsewhere (a product's page) links and forms just work.
export function swaps() {
  return location.pathname === "/" && main.querySelector(".swap") !== null;
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
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain || event.altKey || !swaps()) return;
    event.preventDefault();
    const name = named(link);
    go(link.getAttribute("href")).then((done) => {
      if (!done) return;
      // The same link again, where there is one: whoever chooses a filter by keyboard goes on there.
      const again = [...main.querySelectorAll("a[data-swap]")].find((other) => named(other) === name);
      (again ?? main).focus({ preventScroll: true });
      if (["prev", "next"].includes(link.rel) || link.closest(".card, .shelves")) scrollTo(0, 0);
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
    const scrolled = history.state?.scrolled ?? 0;
    if (swaps()) go(location.href, { remember: false }).then(() => scrollTo(0, scrolled));
    else location.reload();
  });
}

function keep(address, { typing, left }) {
  const same = history.state?.typing || address === location.pathname + location.search;
  if (!same) history.replaceState({ ...history.state, scrolled: left }, "");
  history[same ? "replaceState" : "pushState"]({ typing }, "", address);
}

// Whatever leads back here (who is shopping, the language) leads back to what is shown now.
function leadBackTo(url) {
  const here = new URLSearchParams(url.search);
  here.delete("user");
  const address = url.pathname + (here.size ? "?" + here : "");
  for (const back of document.querySelectorAll('input[name="next"]')) back.value = address;
  for (const link of document.querySelectorAll("a[data-lang]")) {
    const spoken = new URLSearchParams(here);
    spoken.set("lang", link.dataset.lang);
    link.href = url.pathname + "?" + spoken;
  }
}

function named(element) {
  return element.ariaLabel ?? (element.querySelector(".label") ?? element).textContent.trim();
}

// The facets that fold, and what is more in them, by the facet's name.
function folds() {
  return [...main.querySelectorAll(".side details")].map((fold) => [
    fold.className + fold.closest("details.facet").querySelector("h2").textContent,
    fold,
  ]);
}

function show(html) {
  const side = document.getElementById("show-side")?.checked;
  for (const [name, fold] of folds()) unfolded.set(name, fold.open);
  main.innerHTML = html;
  const again = document.getElementById("show-side");
  if (again && side) again.checked = true;
  for (const [name, fold] of folds()) fold.open = unfolded.get(name) ?? fold.open;
  // Outside of what was swapped in: a region that is new itself is not read out.
  document.getElementById("announced").textContent = main.querySelector(".count")?.textContent ?? "";
  document.title = main.querySelector(".swap")?.dataset.title || "Bowerbird";
  say("");
  document.dispatchEvent(new Event("swapped"));
}
