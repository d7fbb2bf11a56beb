"""What a question asks: its kind, parts, sources and days, however it was typed."""
