/** Which articles may answer: days, source, or one article that is being read. */

import { day } from "./byline.js";

const DAYS = ["published_from", "published_to", "as_of"];
const LABELS = { published_from: "published from", published_to: "published to", as_of: "as of" };

/** Filters in words: "published from 1 March 2025 · The Harbour Post", empty where none is set. */
export function inWords(choices) {
  const days = DAYS.filter((name) => choices[name]).map((name) => `${LABELS[name]} ${day(choices[name])}`);
  const within = choices.articles?.length ? ["one article only"] : [];
  return [...days, ...(choices.sources ?? []), ...within].join(" · ");
}

export class Filters {
  #form;
  #count = document.getElementById("filter-count");
  #scope = document.getElementById("scope");
  #article = null;

  constructor(form) {
    this.#form = form;
    form.addEventListener("input", () => this.#tell());
    document.getElementById("filters-clear").addEventListener("click", () => this.clear());
    document.getElementById("scope-clear").addEventListener("click", () => this.within(null));
    this.#tell();
  }

  /** The filters that are set, under the names of the chat request. */
  get chosen() {
    const { elements } = this.#form;
    const days = DAYS.map((name) => [name, elements[name].value]).filter(([, value]) => value);
    const source = elements.source.value.trim();
    return {
      ...Object.fromEntries(days),
      ...(source && { sources: [source] }),
      ...(this.#article && { articles: [this.#article.id] }),
    };
  }

  /** Set the form to the filters of a link, so that the next question has them too. */
  choose(choices) {
    const { elements } = this.#form;
    for (const name of DAYS) elements[name].value = choices[name] ?? "";
    elements.source.value = choices.sources?.[0] ?? "";
    this.#narrow(choices.articles?.length ? { id: choices.articles[0] } : null);
    this.#tell();
  }

  /** Ask only `article`, or every article again. */
  within(article) {
    this.#narrow(article);
    this.#form.elements.question.focus();
  }

  clear() {
    for (const name of [...DAYS, "source"]) this.#form.elements[name].value = "";
    this.#tell();
  }

  #narrow(article) {
    this.#article = article;
    this.#scope.hidden = article === null;
    document.getElementById("scope-title").textContent = article?.title || "this article";
  }

  #tell() {
    const set = [...DAYS, "source"].filter((name) => this.#form.elements[name].value.trim()).length;
    this.#count.textContent = set ? ` (${set} set)` : "";
  }
}
