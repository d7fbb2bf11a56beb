/** The conversation, kept in the browser: bounded, versioned, and never a reason not to start. */

const KEY = "groundwire.conversation";
const VERSION = 1; // of the shape below; what another version wrote is forgotten
const MAX_TURNS = 20;
const MAX_CHARACTERS = 400_000; // of JSON; browsers give a site about five million

/** The turns that were kept, oldest first; damaged content is no turns. */
export function load() {
  try {
    const { version, turns } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return version === VERSION && Array.isArray(turns) ? turns.filter(isTurn).slice(-MAX_TURNS) : [];
  } catch {
    return []; // not JSON, or storage is switched off: the page begins empty
  }
}

/** Keep the latest turns, as many as fit. */
export function save(turns) {
  let kept = turns.slice(-MAX_TURNS);
  while (kept.length > 1 && written(kept).length > MAX_CHARACTERS) kept = kept.slice(1);
  try {
    if (kept.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, written(kept));
  } catch {
    // Full or switched off: the conversation lasts as long as the page.
  }
}

function written(turns) {
  return JSON.stringify({ version: VERSION, turns });
}

/** Whether something has what drawing a turn takes. */
function isTurn(turn) {
  const answer = turn?.answer;
  const lists = [answer?.claims, answer?.citations, answer?.disagreements, turn?.nearest];
  return typeof turn?.question === "string" && typeof turn.choices === "object" && turn.choices !== null
    && typeof answer.index === "object" && lists.every(Array.isArray);
}
