/** The reader: one article beside the answer, with the quote marked where it stands. */

import { getArticle } from "./api.js";
import { byline, originalLink } from "./byline.js";
import { button, element } from "./element.js";
import { failure } from "./failure.js";
import { paragraphs, textAt } from "./quote.js";

const BESIDE = matchMedia("(min-width: 64rem)"); // as in style.css: the reader scrolls by itself

const IN_SIGHT = 0.7; // of the reader's height: a quote above that is seen without scrolling

export class Reader {
  #panel;
  #layout;
  #askWithin;
  #giveBack;
  #opener = null;
  #wanted = 0; // the latest opening; an article that arrives for an older one is not shown

  /**
   * `askWithin(article)` is called when the reader wants to ask only this article, `giveBack(node)`
   * to return the focus to what opened it.
   */
  constructor(panel, layout, { askWithin, giveBack }) {
    [this.#panel, this.#layout] = [panel, layout];
    [this.#askWithin, this.#giveBack] = [askWithin, giveBack];
  }

  get shown() {
    return !this.#panel.hidden;
  }

  /** Show the article of `span`, its text from `start` to `end` marked, in view and focused. */
  async open(span, opener) {
    const wanted = ++this.#wanted;
    this.#point(opener);
    this.#show(element("p", { class: "progress", role: "status" }, "Opening the article…"));
    try {
      const article = await getArticle(span.article_id);
      if (wanted === this.#wanted) this.#draw(article, span);
    } catch (error) {
      if (wanted !== this.#wanted) return;
      this.#show(failure(error, () => this.open(span, opener)));
    }
  }

  close() {
    this.#wanted += 1;
    this.#panel.hidden = true;
    this.#layout.classList.remove("reading");
    const opener = this.#opener;
    this.#point(null);
    if (opener) this.#giveBack(opener);
  }

  #point(opener) {
    this.#opener?.removeAttribute("aria-current");
    this.#opener = opener;
    opener?.setAttribute("aria-current", "true");
  }

  #show(...content) {
    const close = button("Close", () => this.close(), { class: "quiet close" });
    this.#panel.replaceChildren(element("div", { class: "reader-bar" },
      element("span", { id: "reader-heading" }, "Article"), close), ...content);
    this.#panel.hidden = false;
    this.#layout.classList.add("reading");
  }

  #draw(article, { start = 0, end = 0, quote = null }) {
    const moved = quote !== null && textAt(article.text, start, end) !== quote;
    const lines = paragraphs(article.text, ...(moved ? [0, 0] : [start, end]));
    const title = element("h2", { tabindex: "-1" }, article.title || "Untitled article");
    const within = button("Ask only this article", () => this.#askWithin(article), { class: "quiet" });
    this.#show(
      element("header", {}, title, byline(article), originalLink(article.url), within),
      moved ? notice(quote) : "",
      element("div", { class: "story", lang: article.language }, ...lines.map(paragraph)));
    this.#goTo(this.#panel.querySelector("mark") ?? title);
  }

  /** Bring the quote into view: below the title where it fits there, else in the middle. */
  #goTo(target) {
    const beside = BESIDE.matches; // then only the reader scrolls, and the answer stays in place
    if (beside) this.#panel.scrollTop = 0;
    else this.#panel.scrollIntoView({ block: "start" });
    const top = beside ? this.#panel.getBoundingClientRect().top : 0;
    const room = beside ? this.#panel.clientHeight : innerHeight;
    const below = target.getBoundingClientRect().bottom - top;
    if (below > room * IN_SIGHT) {
      if (beside) this.#panel.scrollTop = below - room / 2;
      else target.scrollIntoView({ block: "center" });
    }
    target.focus({ preventScroll: true });
  }
}

function paragraph({ before, quoted, after }) {
  if (!quoted) return element("p", {}, before + after);
  return element("p", {}, before, element("mark", { tabindex: "-1" }, quoted), after);
}

/** The article was changed after the answer was given: the old quote is shown, not placed. */
function notice(quote) {
  return element("p", { class: "notice" },
    `This article has changed since the answer; it no longer holds the quote “${quote}” where it stood.`);
}
