"""Claims held against what they cite: exact quotes, wording, order, notes."""
