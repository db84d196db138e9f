// A frame on the picture of a search: what is inside it asks. Drawn or moved with a mouse or a finger
// it searches when let go; by keyboard, arrows move it, Shift and arrows resize it, Enter searches.

import { formAddress, go } from "./navigate.js";
import { word } from "./words.js";

const LEAST = 0.08; // of a side: less is a slip, not a region
const STEP = 0.04;
const WHOLE = [0, 0, 1, 1];

export function cropPictures() {
  document.addEventListener("swapped", frame);
  frame();
}

function frame() {
  const looked = document.querySelector(".looked");
  if (!looked) return;
  const asked = looked.dataset.crop;
  const handle = document.createElement("button");
  handle.type = "button";
  handle.className = "frame";
  handle.setAttribute("aria-describedby", "by-keys");
  handle.innerHTML = "<i></i><i></i><i></i><i></i>"; // the corners
  looked.append(handle);
  let box = asked ? asked.split(",").map(Number) : [...WHOLE];
  place(box);

  function place(next) {
    box = next;
    const [left, top, right, bottom] = box.map((share) => Math.round(100 * share));
    handle.style.inset = `${top}% ${100 - right}% ${100 - bottom}% ${left}%`;
    handle.classList.toggle("whole", String(box) === String(WHOLE));
    handle.setAttribute("aria-label", word("region", { left, top, right, bottom }));
  }

  function search() {
    const whole = String(box) === String(WHOLE);
    const crop = whole ? "" : box.map((share) => share.toFixed(3)).join(",");
    if (crop === asked) return;
    go(formAddress({ crop, scene: "" })).then(() => document.querySelector(".looked .frame")?.focus());
  }

  looked.addEventListener("pointerdown", (event) => {
    if (event.target.closest("a") || event.button !== 0) return;
    event.preventDefault();
    handle.focus({ preventScroll: true });
    const start = at(event);
    const before = [...box];
    const corner = cornerAt(event);
    const inside = start.x > box[0] && start.x < box[2] && start.y > box[1] && start.y < box[3];
    const whole = handle.classList.contains("whole");
    looked.setPointerCapture(event.pointerId);

    const move = (event) => {
      const { x, y } = at(event);
      if (corner) place(spanned(corner.x, corner.y, x, y));
      else if (inside && !whole) place(moved(before, x - start.x, y - start.y));
      else place(spanned(start.x, start.y, x, y));
    };
    const end = ({ type }) => {
      for (const [kind, heard] of heards) looked.removeEventListener(kind, heard);
      const small = box[2] - box[0] < LEAST || box[3] - box[1] < LEAST;
      if (small || type === "pointercancel") place(before);
      else if (String(box) !== String(before)) search();
    };
    const heards = [["pointermove", move], ["pointerup", end], ["pointercancel", end]];
    for (const [kind, heard] of heards) looked.addEventListener(kind, heard);
  });

  handle.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    if (event.key === "Enter") {
      event.preventDefault();
      search();
    }
    if (!(event.key in steps)) return;
    event.preventDefault();
    const [x, y] = steps[event.key];
    const [left, top, right, bottom] = box;
    if (event.shiftKey) place([left, top, within(right + x, left + LEAST), within(bottom + y, top + LEAST)]);
    else place(moved(box, x, y));
  });

  function at(event) {
    const area = looked.getBoundingClientRect();
    return {
      x: within((event.clientX - area.left) / area.width),
      y: within((event.clientY - area.top) / area.height),
    };
  }

  // The corner opposite to the one that is taken hold of, or null.
  function cornerAt(event) {
    const area = looked.getBoundingClientRect();
    const reach = event.pointerType === "touch" ? 26 : 14;
    for (const [x, y, otherX, otherY] of [[0, 1, 2, 3], [2, 1, 0, 3], [0, 3, 2, 1], [2, 3, 0, 1]]) {
      const far = Math.hypot(
        event.clientX - area.left - box[x] * area.width,
        event.clientY - area.top - box[y] * area.height,
      );
      if (far < reach) return { x: box[otherX], y: box[otherY] };
    }
    return null;
  }
}

function within(share, least = 0) {
  return Math.min(1, Math.max(least, share));
}

function spanned(x, y, otherX, otherY) {
  return [Math.min(x, otherX), Math.min(y, otherY), Math.max(x, otherX), Math.max(y, otherY)];
}

function moved([left, top, right, bottom], x, y) {
  const dx = Math.min(1 - right, Math.max(-left, x));
  const dy = Math.min(1 - bottom, Math.max(-top, y));
  return [left + dx, top + dy, right + dx, bottom + dy];
}
