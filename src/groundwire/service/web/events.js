/** Server-sent events out of a `fetch` body (WHATWG HTML, "Interpreting an event stream"). */

/** Yields `{event, data}` for each message, `data` parsed as JSON. */
export async function* events(body) {
  let message = { event: "message", data: [] };
  for await (const line of lines(body)) {
    if (line === "") {
      if (message.data.length) yield { event: message.event, data: JSON.parse(message.data.join("\n")) };
      message = { event: "message", data: [] };
      continue;
    }
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (name === "event") message.event = value;
    if (name === "data") message.data.push(value);
  }
}

/** The lines of a stream of UTF-8 bytes; a line or a character may be split over chunks. */
async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    // A chunk may end between the two characters of CR LF: hold the CR back until more comes.
    const pieces = (rest + value).split(/\r\n|\n|\r(?!$)/);
    rest = pieces.pop();
    yield* pieces;
  }
}
