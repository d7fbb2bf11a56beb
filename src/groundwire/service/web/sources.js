/** Where an answer comes from: its articles, who else carries them, and what came nearest. */

import { byline, dateline, originalLink } from "./byline.js";
import { button, element } from "./element.js";

const EXCERPT_CHARACTERS = 240; // about three lines of the column
const NEAREST = 3; // enough to see how far off the articles are
const COPIES = 3; // named at once; a wire story can stand in dozens of papers

/** The cited articles with their marks. `open(span, opener)` shows an article. */
export function sources(citations, marks, open) {
  const byArticle = Map.groupBy(citations, (citation) => citation.article_id);
  const items = [...byArticle.values()].map((group) => element("li", {},
    element("span", { class: "marks" }, ...group.map(({ number }) => marks.make(number))),
    element("div", {},
      button(group[0].title, (opener) => open(group[0], opener), { class: "title" }),
      byline(group[0]), originalLink(group[0].url), alsoIn(group[0].also_in ?? [], open))));
  return element("section", { class: "sources" },
    element("h3", {}, "Sources"),
    element("span", { class: "hint" }, "A number opens its quote."),
    element("ul", {}, ...items));
}

/** The best passage of each of the nearest articles. */
export function nearest(hits, open) {
  if (hits.length === 0) return "";
  return element("section", {},
    element("h3", {}, "The nearest passages"),
    element("ul", { class: "nearest" }, ...nearestOf(hits).map((hit) => element("li", {},
      button(hit.title, (opener) => open(hit, opener), { class: "title" }),
      byline(hit),
      element("p", { class: "excerpt" }, excerpt(hit.text))))));
}

/** The best hit of each article, the first few. */
export function nearestOf(hits) {
  return [...Map.groupBy(hits, (hit) => hit.article_id).values()].map(([hit]) => hit).slice(0, NEAREST);
}

/** The other papers that carry the same story: one voice, named in full. */
function alsoIn(copies, open) {
  if (copies.length === 0) return null;
  const named = copies.map((copy) => button("", (opener) => open(copy, opener), { class: "copy" }));
  named.forEach((copy, place) => copy.append(copies[place].source ?? "no source given", ", ",
    dateline(copies[place].published)));
  const rest = named.slice(COPIES);
  return element("p", { class: "also-in" }, "Also in ", ...separated(named.slice(0, COPIES)),
    rest.length ? element("details", {},
      element("summary", {}, `and ${rest.length} more`), ...separated(rest)) : null);
}

function separated(nodes) {
  return nodes.flatMap((node, place) => (place ? ["; ", node] : [node]));
}

/** The first words of a passage, as many as fit. */
function excerpt(text) {
  const line = text.replace(/\s+/g, " ");
  if (line.length <= EXCERPT_CHARACTERS) return line;
  return `${line.slice(0, EXCERPT_CHARACTERS).replace(/\s\S*$/, "")}…`;
}
