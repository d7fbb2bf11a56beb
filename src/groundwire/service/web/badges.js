/** What is known of each sentence of an answer, in a word, and what that word means. */

import { button, element } from "./element.js";
import { place, popup } from "./popup.js";

const MEANINGS = {
  verbatim: ["quoted", "This sentence stands word for word in the article that its number opens."],
  supported: ["verified", "This sentence is not the article’s own wording. Before it was shown it was "
    + "checked against the quote that its number opens, and the quote supports it."],
  unverified: ["not verified", "The quote could not be shown to support this sentence. Read the quote "
    + "before you rely on it."],
};

let box = null; // one explanation at a time

/** A small button with the verdict of a claim; it opens the explanation. */
export function badge(verdict) {
  const [word, meaning] = MEANINGS[verdict] ?? MEANINGS.unverified;
  const sign = button(word, () => explain(sign, word, meaning), {
    class: `badge ${verdict}`, "aria-haspopup": "dialog", "aria-label": `${word}: what this means`,
  });
  return sign;
}

function explain(sign, word, meaning) {
  box ??= popup("auto", { class: "meaning", role: "dialog", tabindex: "-1" });
  box.setAttribute("aria-label", word);
  box.replaceChildren(
    element("p", {}, element("strong", {}, word), `: ${meaning}`),
    element("p", { class: "hint" }, "Every sentence is checked before it is shown."));
  // The button as invoker: where the box goes in the order of focus, and what a click closes.
  box.showPopover({ source: sign });
  place(box, sign);
  box.focus();
}
