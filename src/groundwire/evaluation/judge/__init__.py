"""Metrics that an LLM judges: the client, its cache, ragas, and what comes of it per question."""
