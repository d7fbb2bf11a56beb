"""A raw article made clean: characters, dates, headlines, furniture, paragraphs."""
