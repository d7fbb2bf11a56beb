/** Making DOM nodes. Text only ever goes in as text: nothing on this page parses HTML from data. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * A new element. `attributes` are set as attributes, `true` as an empty one; `null`, `undefined`
 * and `false` are left out. Children are nodes or strings; empty ones are left out.
 */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for a part of a drawing. */
export function drawing(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** A button that calls `onClick` with itself, so that focus can come back to it. */
export function button(label, onClick, attributes = {}) {
  const node = element("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", () => onClick(node));
  return node;
}

/** "1 passage", "2 passages". */
export function count(number, noun) {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}
