"""What the found passages say to a question: evidence, compared, read by a reader."""
