// The page works without this file. With it, a search does not reload the page, a picture can be
// dropped or pasted, and a click is recorded at once.

import { followLinksAndForms } from "./navigate.js";
import { acceptPictures } from "./picture.js";
import { recordClicks } from "./clicks.js";
import { cropPictures } from "./crop.js";
import { forgetPast, suggestWhileTyping } from "./suggest.js";

followLinksAndForms();
suggestWhileTyping();
acceptPictures();
cropPictures();
recordClicks();

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") === "/taste/forget") forgetPast();
});

// A panel closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.pop[open], details.why[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.pop[open], details.why[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
