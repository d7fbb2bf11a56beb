/** One turn of the conversation: the question, then its answer as it arrives. */

import { day } from "./byline.js";
import { Claims } from "./claims.js";
import { disagreement } from "./disagreement.js";
import { button, count, element } from "./element.js";
import { failure } from "./failure.js";
import { inWords } from "./filters.js";
import { toFragment } from "./link.js";
import { Marks } from "./marks.js";
import { copies } from "./share.js";
import { nearest, nearestOf, sources } from "./sources.js";
import { Timeline } from "./timeline.js";

const SLOW_MS = 4000; // an answer takes well under a second on two cores

let made = 0; // for ids

export class TurnView {
  #question;
  #choices;
  #means; // {open(span, opener), preview}
  #marks;
  #claims;
  #short = element("div");
  #answer = element("div", { class: "answer", "aria-live": "polite", "aria-busy": "true" });
  #progress = element("p", { class: "progress", role: "status" }, "Searching the articles…");
  #waiting; // the row of the progress and its Stop button
  #under = element("div", { class: "under-answer" });
  #hits = [];
  #slow;

  /** Draw `question`, asked with the filters `choices`; `stop()` ends what is being asked. */
  constructor(question, choices, { stop = null, ...means }) {
    [this.#question, this.#choices, this.#means] = [question, choices, means];
    this.#marks = new Marks(means.open, means.preview);
    this.#claims = new Claims(this.#marks);
    this.#answer.append(this.#short, this.#claims.node);
    const id = `question-${++made}`;
    this.heading = element("h2", { class: "question", id, tabindex: "-1" }, question);
    const filters = inWords(choices);
    this.#waiting = element("div", { class: "waiting-row" }, this.#progress,
      stop && button("Stop", stop, { class: "quiet stop" }));
    this.node = element("article", { class: "turn", "aria-labelledby": id }, this.heading,
      filters && element("p", { class: "asked-with" }, `Only ${filters}`), this.#waiting,
      this.#answer, this.#under);
    this.#slow = setTimeout(() => this.#sayThatItIsSlow(), SLOW_MS);
  }

  hits({ hits }) {
    this.#hits = hits;
    const articles = new Set(hits.map((hit) => hit.article_id)).size;
    this.#progress.textContent = `Reading ${count(hits.length, "passage")} of ${count(articles, "article")}…`;
  }

  claim(claim) {
    this.#claims.add(claim);
  }

  citations(citations) {
    this.#marks.learn(citations);
    this.#claims.cite();
  }

  /** What came nearest, for a turn that is drawn again. */
  get nearest() {
    return nearestOf(this.#hits);
  }

  /** The whole answer is there: everything that has not been drawn yet is drawn now. */
  done(answer, { linkedTo = null } = {}) {
    this.citations(answer.citations);
    this.#claims.become(answer.claims);
    if (answer.question && answer.question !== this.#question) {
      this.heading.after(element("p", { class: "understood" }, `Understood as: ${answer.question}`));
    }
    if (answer.status === "abstained") this.#abstain(answer);
    else this.#complete(answer);
    this.#under.append(...this.#ways(answer), element("p", { class: "meta" }, summary(answer)));
    if (linkedTo && linkedTo !== answer.index.generation) this.#answer.before(changed(linkedTo, answer));
    this.#settle();
  }

  fail(error, retry) {
    this.#answer.replaceChildren(failure(error, retry));
    this.#settle();
  }

  /** The fragment of the link that reproduces an answer of this turn. */
  fragment(answer) {
    return toFragment({
      question: answer.question || this.#question, choices: this.#choices,
      generation: answer.index.generation,
    });
  }

  #sayThatItIsSlow() {
    this.#progress.textContent = "This takes longer than usual. The answer is still being worked on…";
  }

  #settle() {
    clearTimeout(this.#slow);
    this.#waiting.remove();
    this.#answer.setAttribute("aria-busy", "false");
  }

  #complete(answer) {
    if (answer.short_answer) this.#short.append(element("p", { class: "short" }, answer.short_answer));
    this.#under.append(
      ...answer.disagreements.map((found) => disagreement(found, this.#marks)),
      sources(answer.citations, this.#marks, this.#means.open));
  }

  #abstain(answer) {
    this.#answer.append(element("p", { class: "reason" }, answer.reason ?? "The articles do not say."));
    this.#under.append(nearest(this.#hits, this.#means.open));
  }

  /** The buttons under an answer, and what they open. Where nothing is on topic, no timeline. */
  #ways(answer) {
    const timeline = answer.status === "answered"
      ? new Timeline(answer.question || this.#question, this.#choices, this.#means) : null;
    const address = () => new URL(this.fragment(answer), location.href).href;
    const ways = element("div", { class: "ways", role: "group", "aria-label": "With this answer" },
      timeline?.button, ...copies(this.#question, answer, address));
    return timeline ? [ways, timeline.node] : [ways];
  }
}

/** The link was made with another index. */
function changed(generation, answer) {
  return element("p", { class: "notice changed" },
    `This link was made with generation ${generation} of the index. The answer is from generation `
    + `${answer.index.generation} and may differ.`);
}

function summary({ status, claims, confidence, as_of, timings_ms }) {
  const verbatim = claims.every((claim) => claim.verdict === "verbatim");
  const parts = [
    status === "answered" && (verbatim ? "Quoted word for word" : "Checked against its quotes"),
    status === "answered" && `confidence ${Math.floor(confidence * 100)} %`,
    as_of && `as of ${day(as_of)}`,
    timings_ms?.total && `${Math.max(1, Math.round(timings_ms.total))} ms`,
  ];
  return parts.filter(Boolean).join(" · ");
}
