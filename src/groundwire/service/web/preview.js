/** The quote behind a mark, shown while the pointer or the keyboard's focus rests on it. */

import { dateline } from "./byline.js";
import { element } from "./element.js";
import { place, popup } from "./popup.js";
import { when } from "./timeline_scale.js";

const OPEN_MS = 120; // a pointer that only passes over opens nothing
const CLOSE_MS = 250; // long enough to move the pointer onto the preview (WCAG 1.4.13)

export class Preview {
  #box = popup("manual", { id: "preview", class: "preview", role: "tooltip" });
  #about = null; // the node whose quote is shown
  #timer = 0;
  #silent = false;

  constructor() {
    this.#box.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    this.#box.addEventListener("pointerleave", () => this.#soon(() => this.hide(), CLOSE_MS));
    addEventListener("scroll", () => this.#follow(), { capture: true, passive: true });
    addEventListener("resize", () => this.hide());
    document.addEventListener("pointerdown", ({ target }) => {
      if (!this.#box.contains(target)) this.hide(); // what is pressed may open something else
    });
  }

  get shown() {
    return this.#about !== null;
  }

  /**
   * Preview `span()`, a citation or an event, while `node` is pointed at or focused. It may be
   * undefined as long as it has not come.
   */
  watch(node, span) {
    node.addEventListener("pointerenter", (event) => {
      // A finger opens the article itself.
      if (event.pointerType !== "touch") this.#soon(() => this.#show(node, span()), OPEN_MS);
    });
    node.addEventListener("pointerleave", () => this.#soon(() => this.hide(), CLOSE_MS));
    node.addEventListener("focus", () => {
      if (!this.#silent && node.matches(":focus-visible")) this.#show(node, span());
    });
    for (const leaving of ["blur", "click"]) node.addEventListener(leaving, () => this.hide());
  }

  /** Give the focus back to a node without previewing what was just read. */
  focusSilently(node) {
    this.#silent = true;
    node.focus();
    this.#silent = false;
  }

  hide() {
    clearTimeout(this.#timer);
    this.#about?.removeAttribute("aria-describedby");
    this.#about = null;
    this.#box.hidePopover();
  }

  #show(node, span) {
    this.hide();
    if (!span || !node.isConnected) return;
    this.#about = node;
    this.#box.replaceChildren(
      span.when ? element("p", { class: "day" }, when(span)) : "",
      element("p", { class: "quote" }, span.quote),
      element("p", { class: "saying" },
        span.source ? `${span.source}, ` : "", dateline(span.published)),
      element("p", { class: "hint" }, span.title));
    node.setAttribute("aria-describedby", this.#box.id);
    this.#box.showPopover();
    place(this.#box, node);
  }

  #follow() {
    if (this.#about?.isConnected) place(this.#box, this.#about);
    else if (this.shown) this.hide();
  }

  #soon(action, milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, milliseconds);
  }
}
