"""Articles in: files become raw articles, raw articles become clean ones, and those passages."""
