/** The numbered marks of one answer: each previews its quote and opens the article at it. */

import { button } from "./element.js";

export class Marks {
  #open;
  #preview;
  #citations = new Map(); // by number
  #waiting = []; // marks whose citation has not come yet

  /** `open(citation, mark)` shows the article; `preview` watches each mark. */
  constructor(open, preview) {
    [this.#open, this.#preview] = [open, preview];
  }

  /** Marks begin to work as their citations come. */
  learn(citations) {
    for (const citation of citations) this.#citations.set(citation.number, citation);
    this.#waiting = this.#waiting.filter((mark) => !this.#name(mark));
  }

  /** The citation of a number, once it has come. */
  citation(number) {
    return this.#citations.get(number);
  }

  /** One more mark for a number. */
  make(number) {
    const show = (mark) => this.#open(this.#citations.get(number), mark);
    const mark = button(`[${number}]`, show, { class: "mark", "data-number": number, disabled: true });
    this.#preview.watch(mark, () => this.#citations.get(number));
    if (!this.#name(mark)) this.#waiting.push(mark);
    return mark;
  }

  /** Let a mark say what it opens, if that is known. */
  #name(mark) {
    const citation = this.#citations.get(Number(mark.dataset.number));
    if (!citation) return false;
    mark.disabled = false;
    mark.setAttribute("aria-label", `[${citation.number}] Show the quote in “${citation.title}”`);
    return true;
  }
}
