// A picture by drop, paste or choice: it is kept by the server, and the search asks with its name.

import { formAddress, go, say } from "./navigate.js";
import { word } from "./words.js";

const MOST = 20_000_000; // bytes; the server says the same, but only after an upload

export function acceptPictures() {
  const panel = document.getElementById("picture");
  const veil = document.querySelector(".drop-veil");
  const holds = (data) => [...(data?.types ?? [])].includes("Files");

  panel.addEventListener("change", (event) => {
    const file = event.target.files?.[0];
    if (file) send(file).then(() => panel.reset());
  });
  document.addEventListener("paste", (event) => {
    const file = pictureIn(event.clipboardData);
    if (!file) return; // words are pasted as ever
    event.preventDefault();
    send(file);
  });
  document.addEventListener("dragover", (event) => {
    if (!holds(event.dataTransfer)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) veil.hidden = true; // out of the window, not from part to part
  });
  document.addEventListener("drop", (event) => {
    veil.hidden = true;
    if (!holds(event.dataTransfer)) return;
    event.preventDefault(); // or the browser would leave the shop to show the file
    const file = pictureIn(event.dataTransfer);
    if (file) send(file);
    else say(word("notPicture"));
  });
}

function pictureIn(data) {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith("image/"));
}

async function send(file) {
  if (file.size > MOST) return say(word("tooLarge"));
  const main = document.getElementById("main");
  main.setAttribute("aria-busy", "true");
  const body = new FormData();
  body.append("image", file);
  try {
    const answer = await fetch("/api/v1/pictures", { method: "POST", body });
    const kept = await answer.json();
    if (!answer.ok) return say(`${kept.error.message} ${kept.error.remedy}`);
    for (const open of document.querySelectorAll("details.pop[open]")) open.open = false;
    const address = formAddress({ picture: kept.picture, crop: "", scene: "" });
    if (location.pathname !== "/") return location.assign(address);
    await go(address);
    scrollTo(0, 0);
  } catch {
    say(word("notSent"));
  } finally {
    main.removeAttribute("aria-busy");
  }
}
