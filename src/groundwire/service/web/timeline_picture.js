/** The events of a topic as a picture: a line of time with a dot for each. */

import { drawing } from "./element.js";
import { scale, when } from "./timeline_scale.js";

const CELL = 24; // pixels a dot has for itself, as in timeline_scale.js
const DOT = 7; // its radius
const FOOT = 30; // pixels below the line, for the days

export class TimelinePicture {
  #events;
  #dots;
  #scenery = drawing("g", { "aria-hidden": "true" });

  /** `open(event, dot)` shows an event's quote in its article; `preview` watches each dot. */
  constructor(events, open, preview) {
    this.#events = events;
    this.#dots = events.map((event, index) => dot(event, index, open, preview));
    this.node = drawing("svg", {
      class: "line-of-time", role: "group", "aria-label": "Events in order of time; arrow keys move",
    }, this.#scenery, ...this.#dots);
    this.node.addEventListener("keydown", (event) => this.#step(event));
    new ResizeObserver(([{ contentRect }]) => this.#fit(contentRect.width)).observe(this.node);
  }

  /** Place everything for a width in pixels. The dots stay the same nodes, focus and all. */
  #fit(width) {
    if (width <= 0) return;
    const { places, lanes, labels, breaks } = scale(this.#events, width);
    const ground = lanes * CELL + CELL / 2;
    this.node.setAttribute("height", ground + FOOT);
    const height = ({ lane }) => ground - CELL / 2 - lane * CELL - DOT / 2;
    places.forEach((place, index) => {
      this.#dots[index].setAttribute("transform", `translate(${place.x} ${height(place)})`);
    });
    this.#scenery.replaceChildren(
      drawing("line", { class: "axis", x1: 0, x2: width, y1: ground, y2: ground }),
      ...places.map((place) => drawing("line", {
        class: "stem", x1: place.x, x2: place.x, y1: height(place), y2: ground,
      })),
      ...breaks.map((x) => drawing("path", {
        class: "break", d: `M${x - 8} ${ground + 5}l5 -10M${x + 3} ${ground + 5}l5 -10`,
      })),
      ...labels.flatMap(({ x, text }) => [
        drawing("line", { class: "axis", x1: x, x2: x, y1: ground, y2: ground + 5 }),
        drawing("text", { x, y: ground + 20, "text-anchor": "middle" }, text),
      ]));
  }

  /** One stop for the Tab key; the arrows move between the dots. */
  #step(event) {
    const from = this.#dots.indexOf(event.target);
    const steps = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: this.#dots.length - 1 };
    const to = this.#dots[steps[event.key]];
    if (from < 0 || !(event.key in steps)) return;
    event.preventDefault();
    if (!to) return;
    this.#dots[from].setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus();
  }
}

function dot(event, index, open, preview) {
  const node = drawing("g", {
    class: `event ${event.precision}`, role: "button", tabindex: index ? "-1" : "0",
    "aria-label": `${when(event)}: ${event.quote}`,
  }, drawing("circle", { class: "room", r: CELL / 2 }), drawing("circle", { class: "dot", r: DOT }));
  node.addEventListener("click", () => open(event, node));
  node.addEventListener("keydown", (pressed) => {
    if (pressed.key !== "Enter" && pressed.key !== " ") return;
    pressed.preventDefault();
    open(event, node);
  });
  preview.watch(node, () => event);
  return node;
}
