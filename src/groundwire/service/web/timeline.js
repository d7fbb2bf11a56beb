/** What the articles say with a date about the topic of a question: a picture and the same as a list. */

import { getTimeline } from "./api.js";
import { byline } from "./byline.js";
import { button, count, element } from "./element.js";
import { failure } from "./failure.js";
import { TimelinePicture } from "./timeline_picture.js";
import { when } from "./timeline_scale.js";

let made = 0; // for ids: each answer has its own timeline

export class Timeline {
  node = element("section", { class: "timeline", id: `timeline-${++made}`, "aria-label": "Timeline", hidden: true });
  #topic;
  #choices;
  #open;
  #preview;
  #asked = false;

  /** About `topic`, within the filters `choices` of its question. */
  constructor(topic, choices, { open, preview }) {
    [this.#topic, this.#choices, this.#open, this.#preview] = [topic, choices, open, preview];
    this.button = button("Timeline", () => this.#toggle(), {
      class: "quiet", "aria-expanded": "false", "aria-controls": this.node.id,
    });
  }

  #toggle() {
    this.node.hidden = !this.node.hidden;
    this.button.setAttribute("aria-expanded", String(!this.node.hidden));
    if (!this.#asked) this.#load();
  }

  async #load() {
    this.#asked = true;
    this.node.replaceChildren(element("p", { class: "progress", role: "status" }, "Looking for dates…"));
    try {
      const { events } = await getTimeline(this.#topic, this.#choices);
      this.#draw(this.#within(events));
    } catch (error) {
      this.node.replaceChildren(failure(error, () => this.#load()));
    }
  }

  /** The route knows days and sources; single articles are picked out here. */
  #within(events) {
    const only = this.#choices.articles;
    return only?.length ? events.filter((event) => only.includes(event.article_id)) : events;
  }

  #draw(events) {
    if (events.length === 0) {
      this.node.replaceChildren(element("p", { class: "hint", role: "status" },
        "No sentence about this carries a date."));
      return;
    }
    const picture = new TimelinePicture(events, this.#open, this.#preview);
    const months = events.some((event) => event.precision === "month")
      ? element("span", { class: "hint" }, "An open circle: only the month is said.") : "";
    this.node.replaceChildren(
      element("h3", {}, "Timeline"),
      element("p", { class: "hint", role: "status" }, `${span(events)} `, months),
      picture.node,
      element("details", {},
        element("summary", {}, "The same as a list"),
        element("ol", { class: "events" }, ...events.map((event) => this.#line(event)))));
  }

  #line(event) {
    return element("li", {},
      element("time", { datetime: event.when }, when(event)),
      element("div", {},
        button(event.quote, (opener) => this.#open(event, opener), { class: "event-quote" }),
        byline(event)));
  }
}

function span(events) {
  const [first, last] = [when(events[0]), when(events.at(-1))];
  const days = first === last ? first : `${first} to ${last}`;
  return `${count(events.length, "sentence")} with a date, ${days}.`;
}
