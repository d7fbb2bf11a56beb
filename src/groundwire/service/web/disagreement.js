/** What articles say differently, each value with its source and its date. */

import { dateline } from "./byline.js";
import { element } from "./element.js";

/** "The articles disagree: cost", or that it changed over time. */
export function heading({ about, kind }) {
  return `${kind === "change" ? "Changed over time" : "The articles disagree"}: ${about}`;
}

/** One disagreement as a small table, its values with the marks that open their quotes. */
export function disagreement(found, marks) {
  const rows = found.positions.map(({ value, citation, published }) => element("tr", {},
    element("th", { class: "value", scope: "row" }, value),
    element("td", {}, marks.citation(citation)?.source ?? "no source given", " ", marks.make(citation)),
    element("td", {}, dateline(published))));
  const heads = ["Value", "Source", "Date"].map((head) => element("th", { scope: "col" }, head));
  return element("table", { class: "disagreement" },
    element("caption", {}, heading(found)),
    element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
}
