"""groundwire: ask your newswire. Answers from news articles, every sentence quoted and cited."""

__version__ = "0.1.0"
