/** The sentences of an answer, each with its marks, its badge, and who said it when. */

import { badge } from "./badges.js";
import { dateline } from "./byline.js";
import { element } from "./element.js";
import { walk } from "./walking.js";

const TAIL = /\S{1,24}$/u; // the last word of a sentence, unless it is as long as an address

export class Claims {
  node = element("div", { class: "claims" });
  #marks;
  #drawn = []; // claims that are on the page, in order

  constructor(marks) {
    this.#marks = marks;
    walk(this.node, ".mark:enabled");
  }

  /** Draw one more claim; its marks work once their citations have come. */
  add(claim) {
    this.#drawn.push(claim);
    const marks = claim.citations.map((number) => this.#marks.make(number));
    const said = claim.citations.map((number) =>
      element("span", { class: "said", "data-number": number }));
    this.node.append(
      element("p", { class: "claim" }, ...withMarks(claim.text, marks)),
      element("div", { class: "under" },
        badge(claim.verdict), element("p", { class: "saying" }, ...said)));
    this.cite();
  }

  /** Say who said it and when, as far as that is known by now. */
  cite() {
    for (const place of this.node.querySelectorAll(".said:empty")) {
      const citation = this.#marks.citation(Number(place.dataset.number));
      if (!citation) continue;
      place.append(citation.source ? `${citation.source}, ` : "", dateline(citation.published));
    }
  }

  /** Draw these claims, unless they are what is drawn already. */
  become(claims) {
    if (JSON.stringify(this.#drawn) === JSON.stringify(claims)) return;
    this.node.replaceChildren();
    this.#drawn = [];
    for (const claim of claims) this.add(claim);
  }
}

/** The text and its marks, the first of them kept on the line of the last word. */
function withMarks(text, marks) {
  const tail = TAIL.exec(text)?.[0] ?? "";
  const together = element("span", { class: "together" }, tail, marks[0]);
  return [text.slice(0, text.length - tail.length), together, ...marks.slice(1)];
}
