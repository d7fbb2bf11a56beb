"""Dates in prose: one finder, one set of rules for what they mean.

``calendar`` knows months, weekdays and periods; ``written`` and ``distance`` read what a text
writes, ``tense`` on which side of today its clause lies, ``meaning`` which days that makes.
(The date in an article's header is ``corpus/clean/dates.py``'s matter.)
"""

from groundwire.language.dates.find import find_dates
from groundwire.language.dates.phrase import DateMention

__all__ = ["DateMention", "find_dates"]
