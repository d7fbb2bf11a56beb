"""From a question to hits: filters, two searches fused, one voice a story; the library."""
