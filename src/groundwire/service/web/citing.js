/** An answer as text to paste elsewhere, with every citation: plain or Markdown. */

import { day, webAddress } from "./byline.js";
import { heading } from "./disagreement.js";

const SPECIAL = /[\\`*_[\]<>#|!~&]/g;
const LIST = /^(\d*)([-+=.)])/; // what would begin a list or underline a heading

/** The question, the answer with its marks, and a numbered list of quotes. */
export function plainText(question, answer) {
  const cited = answer.citations.map((citation) => [
    `[${citation.number}] “${citation.quote}”`,
    `    ${[citation.title, ...origin(citation)].join(", ")}`,
    ...[webAddress(citation.url)].filter(Boolean).map((url) => `    ${url}`),
  ].join("\n"));
  return written(question, answer, { mark: (number) => `[${number}]`, text: oneLine, cited, strong: oneLine });
}

/** The same as Markdown. What an article holds is escaped: it stays text wherever it is pasted. */
export function markdown(question, answer) {
  const cited = answer.citations.map((citation) => {
    const url = webAddress(citation.url);
    const title = url ? `[${escaped(citation.title)}](<${url}>)` : escaped(citation.title);
    const from = [title, ...origin(citation).map(escaped)].join(", ");
    return `${citation.number}. ${from}: “${escaped(citation.quote)}”`;
  });
  return written(question, answer, {
    mark: (number) => `\\[${number}\\]`, text: escaped, cited, strong: (text) => `**${escaped(text)}**`,
  });
}

function written(question, answer, { mark, text, cited, strong }) {
  const marks = (numbers) => numbers.map(mark).join("");
  const claims = answer.claims.map((claim) => {
    const doubt = claim.verdict === "unverified" ? " (not verified)" : "";
    return `${text(claim.text)} ${marks(claim.citations)}${doubt}`;
  });
  const differ = answer.disagreements.map((found) => `${text(heading(found))}: ` + found.positions
    .map(({ value, citation }) => `${text(value)} ${mark(citation)}`).join(", "));
  const parts = [
    strong(question), answer.short_answer && text(answer.short_answer),
    claims.join("\n") || text(answer.reason ?? "The articles do not say."),
    differ.join("\n"), cited.join("\n"), text(origins(answer)),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function origin({ source, published }) {
  return [source ?? "no source given", published ? day(published) : "no date given"];
}

/** What is needed to get the same answer again. */
function origins({ index, as_of }) {
  return `groundwire, generation ${index.generation}${as_of ? `, as of ${day(as_of)}` : ""}`;
}

function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}

function escaped(text) {
  return oneLine(text).replace(SPECIAL, "\\$&").replace(LIST, "$1\\$2");
}
