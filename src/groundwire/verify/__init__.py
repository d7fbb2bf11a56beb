"""Claims held against what they cite: the port, exact quotes, wording, notes."""
