/** Making DOM nodes. Text only ever goes in as text: nothing on this page parses HTML from data. */

/**
 * A new element. `attributes` are set as attributes, `true` as an empty one; `null`, `undefined`
 * and `false` are left out. Children are nodes or strings; empty ones are left out.
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** A button that calls `onClick` with itself, so that focus can come back to it. */
export function button(label, onClick, attributes = {}) {
  const node = element("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", () => onClick(node));
  return node;
}
