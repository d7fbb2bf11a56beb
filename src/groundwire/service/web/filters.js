/** Which articles may answer: days, source, or one article that is being read. */

const DAYS = ["published_from", "published_to", "as_of"];

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

  /** Ask only `article`, or every article again. */
  within(article) {
    this.#article = article;
    this.#scope.hidden = article === null;
    document.getElementById("scope-title").textContent = article?.title || "this article";
    this.#form.elements.question.focus();
  }

  clear() {
    for (const name of [...DAYS, "source"]) this.#form.elements[name].value = "";
    this.#tell();
  }

  #tell() {
    const set = [...DAYS, "source"].filter((name) => this.#form.elements[name].value.trim()).length;
    this.#count.textContent = set ? ` (${set} set)` : "";
  }
}
