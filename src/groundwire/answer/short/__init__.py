"""The answer in a few words: candidates, fit, vote, yes or no."""
