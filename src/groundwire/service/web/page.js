/** groundwire's page: puts the parts together. Nothing else knows the whole page. */

import { ask } from "./api.js";
import { Reader } from "./article.js";
import { Conversation } from "./conversation.js";
import { element } from "./element.js";
import { Filters } from "./filters.js";
import { drawFront, showIndex } from "./front.js";
import { fromFragment, sameQuestion } from "./link.js";
import { Preview } from "./preview.js";
import { listen } from "./shortcuts.js";
import { load, save } from "./storage.js";
import { TurnView } from "./turn.js";

const byId = (id) => document.getElementById(id);
const form = byId("ask");
const box = byId("question");
const hint = box.placeholder;
const filters = new Filters(form);
const preview = new Preview();
const reader = new Reader(byId("reader"), byId("layout"), {
  askWithin: (article) => filters.within(article),
  giveBack: (node) => preview.focusSilently(node),
});
const means = { open: (span, opener) => reader.open(span, opener), preview };
const kept = load();
const conversation = new Conversation(kept, save);
let latest = null; // the link of the last answer
let running = null; // the AbortController of the question being answered

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = box.value.trim();
  if (!question || running) return;
  box.value = "";
  answer(question, filters.chosen, { history: conversation.history });
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
  point(null);
  begin(false);
});

addEventListener("hashchange", () => followLink());

/** Ask, and draw the answer as it comes. `generation` is the one that a link was made with. */
async function answer(question, choices, { history, generation = null }) {
  begin(true);
  const controller = new AbortController();
  const stop = () => controller.abort("stopped");
  const view = new TurnView(question, choices, { ...means, stop });
  byId("conversation").append(view.node);
  view.node.scrollIntoView({ block: "start" });
  setRunning(controller);
  const again = (error) => {
    view.node.remove();
    if (error.kind === "unusable") change(question);
    else answer(question, choices, { history, generation });
  };
  try {
    const result = await ask({ question, ...choices, history }, handlers(view), controller.signal);
    if (controller.signal.aborted) return;
    view.done(result, { linkedTo: generation });
    conversation.add(question, result, { choices, nearest: view.nearest });
    point(view.fragment(result));
    showIndex(result.index);
    if (byId("front-state").hasChildNodes()) drawFront(means.open); // it had failed, and works now
  } catch (error) {
    const told = explained(error, controller.signal);
    // The outermost boundary: whatever went wrong is told in the turn it belongs to.
    if (told) view.fail(told, () => again(told));
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

/** What to tell of an error; nothing where the conversation is over. */
function explained(error, signal) {
  if (signal.aborted) {
    return signal.reason === "stopped" ? { title: "Stopped", detail: "This question was not answered." } : null;
  }
  return error.title ? error : { title: "The answer could not be shown", detail: error.message };
}

/** Put a question back into the box, to be asked differently. */
function change(question) {
  box.value = question;
  byId("filters").open = true;
  box.focus();
}

/** The conversation that this browser kept, drawn without asking again. */
function restore() {
  for (const turn of kept) drawAgain(turn);
  if (!latest) return;
  begin(true);
  byId("conversation").prepend(element("p", { class: "hint kept" },
    "Kept in this browser. “New conversation” forgets it."));
  byId("conversation").lastElementChild.scrollIntoView({ block: "start" });
}

function drawAgain({ question, choices, answer: result, nearest }) {
  try {
    const view = new TurnView(question, choices, means);
    view.hits({ hits: nearest });
    view.done(result);
    byId("conversation").append(view.node);
    latest = view.fragment(result);
  } catch {
    // Damaged where it was kept: this turn is left out, the others stand.
  }
}

/** Ask what the address asks, unless that is what was answered last. */
function followLink() {
  const link = fromFragment(location.hash);
  if (!link || running || (latest && sameQuestion(link, fromFragment(latest)))) return;
  filters.choose(link.choices);
  answer(link.question, link.choices, { history: [], generation: link.generation });
}

/** Let the address bar reproduce the last answer. */
function point(fragment) {
  latest = fragment;
  history.replaceState(null, "", fragment ?? location.pathname + location.search);
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

listen({ box, preview, reader });
restore();
followLink();
await drawFront(means.open);
document.documentElement.dataset.state = "ready";
