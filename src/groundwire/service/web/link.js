/**
 * The address that reproduces an answer. Everything stands behind the `#`, which browsers keep to
 * themselves: no question gets into the log of a server or a proxy.
 */

const PLAIN = ["published_from", "published_to", "as_of"];
const MAX_QUESTION = 2000; // the service's limit

/** `#q=...` for a question that stands alone, its filters and the index that answered it. */
export function toFragment({ question, choices, generation }) {
  const parts = new URLSearchParams({ q: question });
  for (const name of PLAIN) if (choices[name]) parts.set(name, choices[name]);
  for (const source of choices.sources ?? []) parts.append("source", source);
  for (const article of choices.articles ?? []) parts.append("article", article);
  if (generation) parts.set("generation", generation);
  return `#${parts}`;
}

/** What a fragment asks, or null where it asks nothing. */
export function fromFragment(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const question = (parts.get("q") ?? "").trim().slice(0, MAX_QUESTION);
  if (!question) return null;
  const choices = Object.fromEntries(PLAIN.map((name) => [name, parts.get(name)]).filter(([, value]) => value));
  const [sources, articles] = [parts.getAll("source"), parts.getAll("article")];
  if (sources.length) choices.sources = sources;
  if (articles.length) choices.articles = articles;
  return { question, choices, generation: parts.get("generation") };
}

/** Whether two links ask the same, whatever index they were made with. */
export function sameQuestion(one, other) {
  const bare = (link) => toFragment({ ...link, generation: null });
  return bare(one) === bare(other);
}
