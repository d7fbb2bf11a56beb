"""What a question asks: its kind, parts, sources, days, and what it takes for granted."""
