/** groundwire's page: puts the parts together. Nothing else knows the whole page. */

import { ask } from "./api.js";
import { Reader } from "./article.js";
import { TurnView } from "./answer.js";
import { Conversation } from "./conversation.js";
import { Filters } from "./filters.js";
import { drawFront, showIndex } from "./front.js";

const byId = (id) => document.getElementById(id);
const form = byId("ask");
const box = byId("question");
const conversation = new Conversation();
const filters = new Filters(form);
const reader = new Reader(byId("reader"), byId("layout"), (article) => filters.within(article));
const open = (span, opener) => reader.open(span, opener);
const hint = box.placeholder;
let running = null; // the AbortController of the question being answered

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = box.value.trim();
  if (!question || running) return;
  box.value = "";
  answer(question, { ...filters.chosen, history: conversation.history });
});

box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

byId("new-conversation").addEventListener("click", () => {
  running?.abort();
  conversation.clear();
  reader.close();
  filters.within(null);
  byId("conversation").replaceChildren();
  begin(false);
});

async function answer(question, choices) {
  begin(true);
  const view = new TurnView(question, byId("conversation"), open);
  view.node.scrollIntoView({ block: "start" });
  const controller = new AbortController();
  setRunning(controller);
  try {
    const result = await ask({ question, ...choices }, handlers(view), controller.signal);
    if (controller.signal.aborted) return;
    view.done(result, question);
    conversation.add(question, result);
    showIndex(result.index);
  } catch (error) {
    if (controller.signal.aborted) return;
    // The outermost boundary: whatever went wrong is told in the turn it belongs to.
    view.fail(error.title ? error : { title: "The answer could not be shown", detail: error.message }, () => {
      view.node.remove();
      answer(question, choices);
    });
  } finally {
    if (running === controller) setRunning(null);
  }
}

function handlers(view) {
  return {
    hits: (data) => view.hits(data),
    claim: (data) => view.claim(data),
    citations: (data) => view.citations(data),
  };
}

/** The front page gives way to the conversation, and comes back with a new one. */
function begin(asked) {
  byId("front").classList.toggle("away", asked);
  byId("layout").classList.toggle("asked", asked);
  byId("new-conversation").hidden = !asked;
  byId("question-label").textContent = asked ? "Ask a follow-up" : "Your question";
  box.placeholder = asked ? "" : hint;
  byId("filters").open = false;
  if (!asked) {
    box.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  // On a phone the keyboard would cover the answer.
  if (asked && matchMedia("(pointer: coarse)").matches) box.blur();
}

function setRunning(controller) {
  running = controller;
  byId("submit").disabled = controller !== null;
  byId("submit").textContent = controller ? "Asking…" : "Ask";
}

drawFront(open);
