/** One turn of the conversation: the question, then its answer as it arrives. */

import { byline, day, dateline, originalLink } from "./byline.js";
import { button, element } from "./element.js";

const EXCERPT_CHARACTERS = 240; // about three lines of the column
const TAIL = /\S{1,24}$/u; // the last word of a sentence, unless it is as long as an address
const NEAREST = 3; // enough to see how far off the articles are

/**
 * Draws one turn into `place`. `open(span, opener)` shows an article with a span of it marked;
 * a span is a citation or a hit: both carry article_id, start and end.
 */
export class TurnView {
  #open;
  #answer = element("div", { class: "answer", "aria-live": "polite", "aria-busy": "true" });
  #progress = element("p", { class: "progress", role: "status" }, "Searching the articles…");
  #short = element("div");
  #claims = element("div", { class: "claims" });
  #drawn = []; // claims that are on the page, in order
  #citations = new Map(); // by number
  #hits = [];

  constructor(question, place, open) {
    this.#open = open;
    this.heading = element("h2", { class: "question", tabindex: "-1" }, question);
    this.#answer.append(this.#short, this.#claims);
    this.node = element("article", { class: "turn" }, this.heading, this.#progress, this.#answer);
    place.append(this.node);
  }

  hits({ hits }) {
    this.#hits = hits;
    const articles = new Set(hits.map((hit) => hit.article_id)).size;
    this.#progress.textContent = `Reading ${count(hits.length, "passage")} of ${count(articles, "article")}…`;
  }

  claim(claim) {
    this.#drawn.push(claim);
    const marks = claim.citations.map((number) => this.#mark(number));
    const doubt = claim.verdict === "unverified"
      ? element("span", { class: "doubt" }, "not verified") : null;
    const said = claim.citations.map((number) =>
      element("span", { class: "said", "data-number": number }));
    this.#claims.append(
      element("p", { class: "claim" }, ...withMarks(claim.text, marks), doubt),
      element("p", { class: "saying" }, ...said));
    this.#cite();
  }

  citations(citations) {
    for (const citation of citations) this.#citations.set(citation.number, citation);
    this.#cite();
  }

  /** Marks begin to work, and say who said it and when, as their citations come. */
  #cite() {
    for (const mark of this.#claims.querySelectorAll(".mark:disabled")) this.#name(mark);
    for (const place of this.#claims.querySelectorAll(".said:empty")) {
      const citation = this.#citations.get(Number(place.dataset.number));
      if (!citation) continue;
      place.append(citation.source ? `${citation.source}, ` : "", dateline(citation.published));
    }
  }

  /** The whole answer is there: everything that has not been drawn yet is drawn now. */
  done(answer, asked) {
    this.citations(answer.citations);
    if (JSON.stringify(this.#drawn) !== JSON.stringify(answer.claims)) {
      this.#claims.replaceChildren();
      this.#drawn = [];
      answer.claims.forEach((claim) => this.claim(claim));
    }
    if (answer.question && answer.question !== asked) {
      this.heading.after(element("p", { class: "understood" }, `Understood as: ${answer.question}`));
    }
    if (answer.status === "abstained") this.#abstain(answer);
    else this.#complete(answer);
    this.#settle();
  }

  fail(error, retry) {
    const box = element("div", { class: "failure", role: "alert" },
      element("p", { class: "failure-title" }, `${error.title}.`), element("p", {}, error.detail ?? ""),
      button("Try again", retry, { class: "quiet" }));
    this.#answer.replaceChildren(box);
    this.#settle();
  }

  #settle() {
    this.#progress.remove();
    this.#answer.setAttribute("aria-busy", "false");
  }

  #complete(answer) {
    if (answer.short_answer) this.#short.append(element("p", { class: "short" }, answer.short_answer));
    this.#answer.append(
      ...answer.disagreements.map((disagreement) => this.#disagreement(disagreement)),
      this.#sources(answer.citations),
      element("p", { class: "meta" }, summary(answer)));
  }

  #abstain(answer) {
    this.#answer.append(element("p", { class: "reason" }, answer.reason ?? "The articles do not say."));
    if (this.#hits.length === 0) return;
    const best = [...Map.groupBy(this.#hits, (hit) => hit.article_id).values()].map(([hit]) => hit);
    const nearest = best.slice(0, NEAREST).map((hit) => this.#nearby(hit));
    this.#answer.append(element("h3", {}, "The nearest passages"),
      element("ul", { class: "nearest" }, ...nearest));
  }

  #nearby(hit) {
    return element("li", {},
      button(hit.title, (opener) => this.#open(hit, opener), { class: "title" }),
      byline(hit),
      element("p", { class: "excerpt" }, excerpt(hit.text)));
  }

  #mark(number) {
    const show = (opener) => this.#open(this.#citations.get(number), opener);
    const mark = button(`[${number}]`, show, { class: "mark", "data-number": number });
    this.#name(mark);
    return mark;
  }

  /** A mark works once its citation has come, and then says what it opens. */
  #name(mark) {
    const citation = this.#citations.get(Number(mark.dataset.number));
    mark.disabled = !citation;
    if (citation) mark.setAttribute("aria-label", `[${citation.number}] Show the quote in “${citation.title}”`);
  }

  #disagreement({ about, positions, kind }) {
    const rows = positions.map(({ value, citation, published }) => element("tr", {},
      element("td", { class: "value" }, value),
      element("td", {}, this.#citations.get(citation)?.source ?? "no source given", " ", this.#mark(citation)),
      element("td", {}, dateline(published))));
    const heads = ["Value", "Source", "Date"].map((head) => element("th", { scope: "col" }, head));
    return element("table", { class: "disagreement" },
      element("caption", {},
        `${kind === "change" ? "Changed over time" : "The articles disagree"}: ${about}`),
      element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
  }

  #sources(citations) {
    const byArticle = Map.groupBy(citations, (citation) => citation.article_id);
    const items = [...byArticle.values()].map((group) => element("li", {},
      element("span", { class: "marks" }, ...group.map(({ number }) => this.#mark(number))),
      element("div", {},
        button(group[0].title, (opener) => this.#open(group[0], opener), { class: "title" }),
        byline(group[0]), originalLink(group[0].url))));
    return element("section", { class: "sources" },
      element("h3", {}, "Sources"),
      element("span", { class: "hint" }, "A number opens its quote."),
      element("ul", {}, ...items));
  }
}

/** The text and its marks, the first of them kept on the line of the last word. */
function withMarks(text, marks) {
  const tail = TAIL.exec(text)?.[0] ?? "";
  const together = element("span", { class: "together" }, tail, marks[0]);
  return [text.slice(0, text.length - tail.length), together, ...marks.slice(1)];
}

/** The first words of a passage, as many as fit. */
function excerpt(text) {
  const line = text.replace(/\s+/g, " ");
  if (line.length <= EXCERPT_CHARACTERS) return line;
  return `${line.slice(0, EXCERPT_CHARACTERS).replace(/\s\S*$/, "")}…`;
}

function summary({ claims, confidence, as_of, timings_ms }) {
  const verbatim = claims.every((claim) => claim.verdict === "verbatim");
  const parts = [verbatim ? "Quoted word for word" : "Checked against its quotes",
    `confidence ${Math.floor(confidence * 100)} %`, as_of && `as of ${day(as_of)}`,
    timings_ms?.total && `${Math.max(1, Math.round(timings_ms.total))} ms`];
  return parts.filter(Boolean).join(" · ");
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
