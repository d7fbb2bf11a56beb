"""A question as it was typed: its language, its slips, its missing capitals."""
