"""From what was read to the answer: decide, refuse, select, compare, and the flow itself."""
