/** What has been asked and answered so far, as the service wants it for a follow-up. */

const TURNS_SENT = 20; // ten questions with their answers; the service takes 50 turns
const BYTES_SENT = 40_000; // the service takes a body of 64,000 bytes, the question included
const TURN_CHARACTERS = 8000; // the service's limit for one turn, in code points

export class Conversation {
  #turns;
  #keep;

  /** Begin with `turns`; `keep(turns)` is called whenever they change. */
  constructor(turns = [], keep = () => {}) {
    [this.#turns, this.#keep] = [turns, keep];
  }

  /** Remember a question that was answered, or refused with a reason, and what was nearest. */
  add(question, answer, { choices = {}, nearest = [] } = {}) {
    this.#turns.push({ question, answer, choices, nearest });
    this.#keep(this.#turns);
  }

  /** The latest turns, oldest first. */
  get history() {
    let turns = this.#turns.flatMap(({ question, answer }) => [
      { role: "user", content: question },
      { role: "assistant", content: cut(answer.text || answer.reason || "The articles do not say.") },
    ]).slice(-TURNS_SENT);
    while (bytes(turns) > BYTES_SENT) turns = turns.slice(2);
    return turns;
  }

  clear() {
    this.#turns = [];
    this.#keep([]);
  }
}

function bytes(turns) {
  return new TextEncoder().encode(JSON.stringify(turns)).length;
}

function cut(text) {
  return text.length <= TURN_CHARACTERS ? text : Array.from(text).slice(0, TURN_CHARACTERS).join("");
}
