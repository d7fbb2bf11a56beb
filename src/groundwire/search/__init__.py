"""From a question to hits: what is asked (query), and the passages that may answer it (hybrid)."""
