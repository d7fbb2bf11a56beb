/** Small boxes over the page, in the browser's top layer, beside what they are about. */

import { element } from "./element.js";

const GAP = 6; // pixels between the box and what it is about
const MARGIN = 8; // pixels to the edge of the window

/**
 * A box that is not shown yet. `kind` is "auto" (it closes by itself, with Escape or a click
 * elsewhere) or "manual".
 */
export function popup(kind, attributes = {}) {
  const { class: named = "", ...others } = attributes;
  const box = element("div", { ...others, class: `popup ${named}`, popover: kind });
  document.body.append(box);
  return box;
}

/** Put a box that is shown below what it is about, above where there is more room, never outside. */
export function place(box, about) {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const at = about.getClientRects()[0] ?? about.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const above = at.top - GAP - size.height;
  const below = at.bottom + GAP;
  const fits = below + size.height <= height - MARGIN;
  const top = fits || above < MARGIN ? below : above;
  box.style.left = `${between(MARGIN, at.left, width - size.width - MARGIN)}px`;
  box.style.top = `${between(MARGIN, top, height - size.height - MARGIN)}px`;
}

function between(least, wanted, most) {
  return Math.max(least, Math.min(wanted, most));
}
