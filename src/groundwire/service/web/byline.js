/** Where and when a story came out, in words, and the way to the original. */

import { element } from "./element.js";

const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
});

/** "11 March 2025" for "2025-03-11"; what cannot be read as a day stays as it is. */
export function day(iso) {
  const moment = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) ? String(iso) : DAY.format(moment);
}

/** A `time` element, or the plain statement that the article carries no date. */
export function dateline(published) {
  if (!published) return element("span", { class: "undated" }, "no date given");
  return element("time", { datetime: published }, day(published));
}

/** Source, date and author in one line, as far as they are known. */
export function byline({ source, published, author }) {
  const parts = [source, dateline(published), author && `by ${author}`].filter(Boolean);
  const line = element("span", { class: "byline" });
  parts.forEach((part, place) => line.append(place ? " · " : "", part));
  return line;
}

/** The address of a web page as it may be linked, or null unless it is plain http or https. */
export function webAddress(url) {
  const address = URL.canParse(url ?? "") ? new URL(url) : null;
  return address && ["http:", "https:"].includes(address.protocol) ? address.href : null;
}

/** A link to the original story, or null where there is none. */
export function originalLink(url) {
  const href = webAddress(url);
  if (!href) return null;
  const attributes = { class: "original", href, target: "_blank", rel: "noopener noreferrer" };
  return element("a", attributes, `Original at ${new URL(href).hostname}\u00a0↗`);
}
