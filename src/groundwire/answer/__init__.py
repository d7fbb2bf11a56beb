"""From hits to an answer: evidence, reading, composing, verifying, or an honest abstention."""
