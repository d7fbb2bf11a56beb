"""One reading of a sentence: its words, numbers, dates, names, and what is said of whom."""
