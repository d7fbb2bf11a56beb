"""Is it right? Hand-written questions, run through the same code as a user's, and scored."""
