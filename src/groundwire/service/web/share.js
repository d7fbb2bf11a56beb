/** Taking an answer along: as text or Markdown with its citations, or as a link. */

import { markdown, plainText } from "./citing.js";
import { button, element } from "./element.js";

const SAID_MS = 4000; // how long "Copied" stays

/** The buttons under an answer. `address()` is the link that reproduces it. */
export function copies(question, answer, address) {
  const said = element("span", { class: "copied", role: "status" });
  const offer = (label, what, text) => button(label, () => copy(text(), what, said), { class: "quiet" });
  return [
    offer("Copy text", "The answer with its citations", () => plainText(question, answer)),
    offer("Copy Markdown", "The answer as Markdown", () => markdown(question, answer)),
    offer("Copy link", "The link", address),
    said,
  ];
}

async function copy(text, what, said) {
  said.textContent = "";
  const done = await written(text);
  said.textContent = done ? `${what} was copied.` : "The browser did not let it be copied.";
  setTimeout(() => { said.textContent = ""; }, SAID_MS);
}

async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writtenTheOldWay(text); // the clipboard needs https or this machine's own address
  }
}

function writtenTheOldWay(text) {
  const focused = document.activeElement;
  const field = element("textarea", { class: "off-page", "aria-hidden": "true", tabindex: "-1" }, text);
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return done;
}
