/** Moving between things of one kind with the arrow keys, while one of them has the focus. */

const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/** Left, right, Home and End go to the next of what `selector` finds inside `place`. */
export function walk(place, selector) {
  place.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const from = event.target.closest?.(selector);
    if (!step || !from || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const all = [...place.querySelectorAll(selector)];
    const to = Math.max(0, Math.min(all.indexOf(from) + step, all.length - 1));
    all[to].focus();
  });
}
