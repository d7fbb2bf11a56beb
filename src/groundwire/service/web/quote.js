/**
 * Finding a quote inside its article.
 *
 * The service counts offsets in Unicode code points; a JavaScript string counts UTF-16 units, and
 * every character beyond U+FFFF (emoji among them) is two of those. Everything here converts once.
 */

/** UTF-16 indices `[from, to]` of the code point span `[start, end)`. */
export function utf16Span(text, start, end) {
  let [units, points, from] = [0, 0, 0];
  for (const character of text) {
    if (points === start) from = units;
    if (points === end) return [from, units];
    points += 1;
    units += character.length;
  }
  return [points <= start ? units : from, units];
}

/** The text of the code point span `[start, end)`. */
export function textAt(text, start, end) {
  return text.slice(...utf16Span(text, start, end));
}

/**
 * The lines of an article that hold anything, each cut into what comes before the span, what is
 * in it and what comes after. `start === end` marks nothing.
 */
export function paragraphs(text, start, end) {
  const [from, to] = utf16Span(text, start, end);
  return [...text.matchAll(/[^\n]*\S[^\n]*/g)].map(({ 0: line, index }) => {
    const inLine = (place) => Math.min(Math.max(place - index, 0), line.length);
    const [first, last] = [inLine(from), inLine(to)];
    return { before: line.slice(0, first), quoted: line.slice(first, last), after: line.slice(last) };
  });
}
