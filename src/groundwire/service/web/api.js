/** The service, as the page sees it. Addresses are relative, so a path prefix in front works. */

import { events } from "./events.js";
import { authorization } from "./token.js";

const UNREACHABLE = "The service cannot be reached";
const DAYS = ["published_from", "published_to", "as_of"];
const UNAUTHORIZED = 401;
const UNUSABLE = 422; // the request itself is wrong: asking it once more changes nothing
const BUSY = [429, 503]; // with Retry-After; a 503 without it is not over in a moment

/**
 * Something to tell the reader: a short title and a sentence on what happened or what to do.
 * `kind` is "unreachable", "offline", "token", "busy" (then `seconds` says how long to wait),
 * "unusable" or "problem".
 */
export class ServiceError extends Error {
  constructor(title, detail, kind = "problem", seconds = null) {
    super(detail ? `${title}: ${detail}` : title);
    [this.title, this.detail, this.kind, this.seconds] = [title, detail, kind, seconds];
  }
}

/**
 * Ask one question. `on` maps event names (`hits`, `claim`, `citations`) to what to do with their
 * data as it arrives. Returns the whole Answer, whether the service streamed it or not.
 */
export async function ask(request, on, signal) {
  const response = await post("chat", { ...request, stream: true }, signal);
  if (!isStream(response)) return response.json();
  for await (const { event, data } of received(response.body, signal)) {
    if (event === "error") throw problem(data, data.status ?? response.status);
    if (event === "done") return data;
    on[event]?.(data);
  }
  // Something between here and the service cut the stream short: ask for it in one piece.
  return (await post("chat", { ...request, stream: false }, signal)).json();
}

/** One article with its text. */
export async function getArticle(id) {
  return (await call(`articles/${encodeURIComponent(id)}`)).json();
}

/** The first `limit` articles of the index, without their text. */
export async function listArticles(limit) {
  return (await call(`articles?limit=${limit}`)).json();
}

/** Whether the service is ready, and with which index. */
export async function getReady() {
  return (await call("ready")).json();
}

/** The dated events about a topic, in order of time, within the filters of a question. */
export async function getTimeline(topic, choices) {
  const query = new URLSearchParams({ topic });
  for (const name of DAYS) if (choices[name]) query.set(name, choices[name]);
  for (const source of choices.sources ?? []) query.append("source", source);
  return (await call(`timeline?${query}`)).json();
}

function post(path, body, signal) {
  const headers = { "Content-Type": "application/json", Accept: "text/event-stream, application/json" };
  return call(path, { method: "POST", headers, body: JSON.stringify(body), signal });
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { ...options.headers, ...authorization() } });
  } catch (error) {
    throw options.signal?.aborted ? error : unreachable();
  }
  if (response.ok) return response;
  const data = await response.json().catch(() => ({}));
  throw problem(data, response.status, response.headers.get("Retry-After"));
}

/** The events of a body; a connection that breaks is told as such (`fetch` says TypeError). */
async function* received(body, signal) {
  try {
    yield* events(body);
  } catch (error) {
    if (signal?.aborted || !(error instanceof TypeError)) throw error;
    throw new ServiceError(UNREACHABLE, "The connection was lost before the answer was complete.", "unreachable");
  }
}

function unreachable() {
  if (!navigator.onLine) {
    return new ServiceError("This device is offline", "Nothing was sent. Ask again when the connection is back.", "offline");
  }
  return new ServiceError(UNREACHABLE, `Nothing answers at ${location.origin}. Is it still running?`, "unreachable");
}

/** RFC 9457 problem details as an error; what is missing is filled from the status. */
function problem({ title, detail } = {}, status, retryAfter = null) {
  const sentence = typeof detail === "string" ? detail : "";
  const seconds = waiting(retryAfter);
  return new ServiceError(title ?? `The service answered with status ${status}`, sentence,
    kindOf(status, seconds), seconds);
}

function kindOf(status, seconds) {
  if (status === UNAUTHORIZED) return "token";
  if (BUSY.includes(status) && seconds !== null) return "busy";
  return status === UNUSABLE ? "unusable" : "problem";
}

/** The seconds of a Retry-After header, which holds a number or a date (RFC 9110). */
function waiting(retryAfter) {
  if (!retryAfter) return null;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter) : Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}

function isStream(response) {
  const type = response.headers.get("Content-Type") ?? "";
  return type.startsWith("text/event-stream") && response.body !== null;
}
