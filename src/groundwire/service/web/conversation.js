/** What has been asked and answered so far, as the service wants it for a follow-up. */

const TURNS_SENT = 20; // ten questions with their answers; the service takes 50 turns
const TURN_CHARACTERS = 8000; // the service's limit for one turn, in code points

export class Conversation {
  #turns = [];

  /** Remember a question that was answered, or refused with a reason. */
  add(question, answer) {
    const said = answer.text || answer.reason || "The articles do not say.";
    this.#turns.push({ role: "user", content: question }, { role: "assistant", content: cut(said) });
  }

  /** The latest turns, oldest first. */
  get history() {
    return this.#turns.slice(-TURNS_SENT);
  }

  clear() {
    this.#turns = [];
  }
}

function cut(text) {
  return text.length <= TURN_CHARACTERS ? text : Array.from(text).slice(0, TURN_CHARACTERS).join("");
}
