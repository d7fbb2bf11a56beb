/** Where events stand on a line of time: the arithmetic behind the picture. */

const CELL = 24; // pixels: the least size of what a finger or a pointer must hit (WCAG 2.5.8)
const LABEL = 84; // pixels that "28 September 2025", shortened, takes
const BREAK = 44; // pixels for a stretch of time that is cut out
const LONG = 100; // median gaps; a longer one is cut out, as beside it the others are under 7 pixels
const MONTH_MIDDLE = "-15"; // where an event stands of which only the month is known

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

/** An event's day, or month, in words. */
export function when(event) {
  return (event.precision === "day" ? DAY : MONTH).format(moment(event));
}

/**
 * Places for events in order of time on a line of `width` pixels: `{places: [{x, lane}], labels:
 * [{x, text}], breaks: [x], lanes}`. Events that would touch stand in lanes above each other.
 */
export function scale(events, width) {
  const times = [...new Set(events.map(moment))].sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, index) => time - times[index]);
  const cut = longGaps(gaps);
  const shown = gaps.filter((_, index) => !cut.has(index)).reduce((sum, gap) => sum + gap, 0);
  const room = Math.max(0, width - LABEL - cut.size * BREAK);
  const at = new Map([[times[0], shown || cut.size ? LABEL / 2 : width / 2]]);
  gaps.forEach((gap, index) => {
    const step = cut.has(index) ? BREAK : (gap / shown) * room;
    at.set(times[index + 1], at.get(times[index]) + step);
  });
  const breaks = [...cut].map((index) => at.get(times[index]) + BREAK / 2);
  const { places, lanes } = stacked(events.map((event) => at.get(moment(event))));
  return { places, lanes, labels: labels(events, places), breaks };
}

/** Which gaps are cut out: decades between one day of 1994 and months of 2025. */
function longGaps(gaps) {
  const median = gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)];
  return new Set(gaps.flatMap((gap, index) => (gap > LONG * median ? [index] : [])));
}

/** The lowest lane in which each fits beside the one before it. */
function stacked(xs) {
  const ends = [];
  const places = xs.map((x) => {
    let lane = ends.findIndex((end) => x - end >= CELL);
    if (lane < 0) lane = ends.length;
    ends[lane] = x;
    return { x, lane };
  });
  return { places, lanes: ends.length };
}

/** The first and the last day, and of those between as many as have room. */
function labels(events, places) {
  const last = places.at(-1).x;
  const chosen = [];
  places.forEach(({ x }, index) => {
    const before = chosen.at(-1);
    const free = !before || x - before.x >= LABEL;
    if (free && (x === last || last - x >= LABEL)) chosen.push({ x, text: when(events[index]) });
  });
  return chosen;
}

function moment({ when: day, precision }) {
  return Date.parse(precision === "day" ? day : day + MONTH_MIDDLE);
}
