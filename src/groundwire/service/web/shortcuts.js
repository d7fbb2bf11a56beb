/** The keys that work anywhere on the page. None is a bare letter (WCAG 2.1.4). */

/** Ctrl+K or ⌘K goes to the question; Escape closes what lies on top, one thing at a time. */
export function listen({ box, preview, reader }) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    }
    if (event.key === "Escape") close(preview, reader);
  });
}

function close(preview, reader) {
  if (preview.shown) preview.hide();
  else if (document.querySelector(":popover-open")) return; // the browser closes that itself
  else if (reader.shown) reader.close();
}
