/** The service, as the page sees it. Addresses are relative, so a path prefix in front works. */

import { events } from "./events.js";

/** Something to tell the reader: a short title and a sentence on what happened or what to do. */
export class ServiceError extends Error {
  constructor(title, detail) {
    super(detail ? `${title}: ${detail}` : title);
    this.title = title;
    this.detail = detail;
  }
}

const UNREACHABLE = "The service cannot be reached";

/**
 * Ask one question. `on` maps event names (`hits`, `claim`, `citations`) to what to do with their
 * data as it arrives. Returns the whole Answer, whether the service streamed it or not.
 */
export async function ask(request, on, signal) {
  const response = await post("chat", { ...request, stream: true }, signal);
  if (!isStream(response)) return response.json();
  for await (const { event, data } of received(response.body)) {
    if (event === "error") throw problem(data, response.status);
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

function post(path, body, signal) {
  const headers = { "Content-Type": "application/json", Accept: "text/event-stream, application/json" };
  return call(path, { method: "POST", headers, body: JSON.stringify(body), signal });
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError(UNREACHABLE, `Nothing answers at ${location.origin}. Is it still running?`);
  }
  if (response.ok) return response;
  throw problem(await response.json().catch(() => ({})), response.status);
}

/** The events of a body; a connection that breaks is told as such (`fetch` says TypeError). */
async function* received(body) {
  try {
    yield* events(body);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ServiceError(UNREACHABLE, "The connection was lost before the answer was complete.");
  }
}

/** RFC 9457 problem details as an error; what is missing is filled from the status. */
function problem({ title, detail } = {}, status) {
  const sentence = typeof detail === "string" ? detail : "";
  return new ServiceError(title ?? `The service answered with status ${status}`, sentence);
}

function isStream(response) {
  const type = response.headers.get("Content-Type") ?? "";
  return type.startsWith("text/event-stream") && response.body !== null;
}
