/** What went wrong, told where it happened, each kind with its way on. */

import { button, element } from "./element.js";
import { hasToken, keepToken } from "./token.js";

const SECOND_MS = 1000;
const LONG_SECONDS = 120; // what is longer is said in minutes
const TOKEN = "[A-Za-z0-9._~+\\/\\-]+=*"; // as the service reads it (RFC 6750); a header takes no more

/** A box that tells of a ServiceError; `retry` does once more what failed. */
export function failure(error, retry) {
  return element("div", { class: "failure", role: "alert" },
    element("p", { class: "failure-title" }, `${error.title}.`),
    element("p", {}, error.detail ?? ""),
    ...(WAYS_ON[error.kind] ?? tryAgain)(error, retry));
}

const WAYS_ON = { token: askForToken, busy: waitForIt, offline: waitForNetwork, unusable: change };

function tryAgain(_, retry) {
  return [again(retry)];
}

function again(retry) {
  return button("Try again", retry, { class: "quiet" });
}

function change(_, retry) {
  return [button("Change the question", retry, { class: "quiet" })];
}

/** A busy service says when to come back. The seconds are counted down, but not read aloud. */
function waitForIt({ seconds }, retry) {
  const line = element("p", { class: "waiting", role: "timer" });
  const until = Date.now() + seconds * SECOND_MS;
  const tell = () => {
    const left = Math.ceil((until - Date.now()) / SECOND_MS);
    line.textContent = left > 0 ? `Worth trying in ${duration(left)}.` : "Worth trying now.";
    if (left <= 0) clearInterval(timer);
  };
  const timer = setInterval(tell, SECOND_MS);
  tell();
  return [line, again(retry)];
}

function duration(seconds) {
  return seconds <= LONG_SECONDS ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

function waitForNetwork(_, retry) {
  const line = element("p", { class: "waiting" });
  addEventListener("online", () => { line.textContent = "The connection is back."; }, { once: true });
  return [line, again(retry)];
}

/** The form that asks for the access token. It goes to this service only, as `Authorization`. */
function askForToken(_, retry) {
  const field = element("input", {
    type: "password", name: "token", required: true, autocomplete: "off", maxlength: "1000",
    pattern: TOKEN, title: "Letters, digits and -._~+/",
  });
  const form = element("form", { class: "token" },
    hasToken() ? element("p", { class: "refused" }, "The token that was given is not the right one.") : "",
    element("label", {}, "Access token ", field),
    element("button", { class: "quiet" }, "Use this token"),
    element("p", { class: "hint" }, "Whoever runs this service has it. It is kept until this tab is closed."));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepToken(field.value.trim());
    retry();
  });
  return [form];
}
