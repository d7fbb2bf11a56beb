"""From a question to hits: two searches fused, preferences, one voice a story."""
