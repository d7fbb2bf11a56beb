"""The small newswire of every test here."""

from newswire import answerer

__all__ = ["answerer"]
