"""On which side of the day of writing a date lies, by the verb of its own clause.

"Officials will meet after talks that failed on Thursday": the talks have failed, so that Thursday
lies behind. The nearest verb decides; relative and subordinate clauses keep to their own.
"""

from dataclasses import dataclass
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.text import Text
from groundwire.language.verbs import is_past, verb_of

BEHIND, UNCLEAR, AHEAD = -1, 0, 1
_HARD_MARKS = frozenset(";:([—–?!")
_ASIDES = {")": "(", "”": "“", '"': '"', "]": "["}  # "40 degrees (104 F) on Tuesday"
_MARKS = _HARD_MARKS | frozenset(',"“”)')
_PRESENT = frozenset({"is", "are", "am"})
_BE = _PRESENT | {"was", "were", "be", "being"}
_ADVERBS_BETWEEN = 2  # "to be fully and finally reopened": more than two are rare


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists that tell a verb's time; those of verbs hold what equals all their forms."""

    modals: frozenset[str]
    ahead: frozenset[str]
    ahead_to: frozenset[str]
    open_to: frozenset[str]
    was_so: frozenset[str]
    told: frozenset[str]
    be: frozenset[str]
    articles: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    denials: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    words = lexicon.words
    modals = words("dates.modals")
    return _Words(
        modals=modals | {f"{word}nt" for word in modals} | {"wont"},  # as tokens: "won't"
        ahead=frozenset(map(verb_of, words("dates.to_come"))),
        ahead_to=frozenset(map(verb_of, words("polarity.ahead"))),
        open_to=words("dates.open_to"),
        was_so=frozenset(map(verb_of, words("dates.was_so"))),
        told=words("dates.told"),
        be=words("dates.be"),
        articles=words("dates.articles"),
        strong=words("dates.strong_starts"),
        weak=words("dates.weak_starts"),
        denials=words("polarity.negations"),
    )


def side_of(text: Text, first: int, last: int) -> int:
    """BEHIND, AHEAD or UNCLEAR for the date that ``text.tokens[first:last + 1]`` writes."""
    return _Clause(text).side(first, last)


def side_at(text: Text, start: int, end: int) -> int:
    """The same for the date ``text.written[start:end]``."""
    places = [place for place, one in enumerate(text.tokens) if start <= one.start < end]
    return side_of(text, places[0], places[-1]) if places else UNCLEAR


def is_denied(text: Text, first: int) -> bool:
    """Whether the clause before a date denies that something is so on it: "will not open in"."""
    return _Clause(text).denied(first)


class _Clause:
    """The clause around a date."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._tokens = text.tokens
        self._lists = _words()

    def side(self, first: int, last: int) -> int:
        own, opening = self._before(first, cross=False)
        if own is not None:
            return own
        # At the head of its clause ("On Friday the board met") the verb comes after it.
        after = self._after(last)
        if opening == first and self._heads(first, last) and after is not None:
            return after
        wider, _ = self._before(first, cross=True)
        if wider is not None:
            return wider
        return after if after is not None else UNCLEAR

    def denied(self, first: int) -> bool:
        place = first - 1
        while place >= 0 and not self._starts(place, cross=False):
            if self._denies(place):
                return self._word(place + 1) not in ("only", "just")
            place -= 1
        return False

    def _denies(self, place: int) -> bool:
        token = self._tokens[place]
        return token.word in self._lists.denials or (
            token.word.endswith("nt") and self._text.folded[token.start : token.end].endswith("n't")
        )

    def _heads(self, first: int, last: int) -> bool:
        opens = first == 0 or self._tokens[first - 1].word in self._lists.weak
        return opens or not self._gap(last + 1).strip()

    def _before(self, first: int, *, cross: bool) -> tuple[int | None, int]:
        """What the nearest verb before says, and the first token of the clause."""
        place = first - 1
        while place >= 0 and not self._starts(place, cross=cross):
            place = self._past_aside(place)
            told = self._told(place)
            if told is not None:
                return told, place
            place -= 1
        if cross and place >= 0 and self._tokens[place].word == "after":
            # "resigned after a vote on Friday": before what has been, all the more.
            main, _ = self._before(place, cross=True)
            return (BEHIND if main == BEHIND else None), place + 1
        return None, place + 1

    def _past_aside(self, place: int) -> int:
        """The word before the brackets or the quotation that end here, else the word itself."""
        opening = next((_ASIDES[one] for one in self._gap(place + 1) if one in _ASIDES), "")
        for start in range(place, 0, -1) if opening else ():
            if opening in self._gap(start):
                return start - 1
        return place

    def _after(self, last: int) -> int | None:
        place = last + 1
        while place < len(self._tokens):
            if place > last + 1 and not _MARKS.isdisjoint(self._gap(place)):
                return None
            word = self._tokens[place].word
            if word in self._lists.strong or word in self._lists.weak:
                return None
            told = self._told(place)
            if told is not None:
                return told
            place += 1
        return None

    def _starts(self, place: int, *, cross: bool) -> bool:
        """Whether a new clause starts behind this token, or at it."""
        mark = self._gap(place + 1)
        word = self._tokens[place].word
        if word in self._lists.strong or not _HARD_MARKS.isdisjoint(mark) or " - " in mark:
            return True
        return not cross and ("," in mark or word in self._lists.weak)

    def _told(self, place: int) -> int | None:
        """The side that the word here tells, if it is a verb that tells one."""
        word, lists = self._tokens[place].word, self._lists
        if word == "to":
            return self._told_by_infinitive(place)
        if self._is_name(place):
            return None
        if word in lists.modals:
            return AHEAD
        if verb_of(word) in lists.ahead:
            return UNCLEAR if self._word(place - 1) == "had" else AHEAD
        if word in _PRESENT:
            return UNCLEAR
        return self._told_by_past(place) if self._is_past(place) else None

    def _told_by_past(self, place: int) -> int | None:
        lists = self._lists
        before = self._auxiliary(place)
        if before in lists.be:
            return None  # "will be held": the word before it says when
        if before in _PRESENT:
            return UNCLEAR
        infinitive = self._word(place + 1) == "to" and self._is_infinitive(place + 1)
        if infinitive and verb_of(self._word(place)) not in lists.was_so:
            return UNCLEAR
        return None if before in lists.articles else BEHIND  # "the delayed vote", "its ground"

    def _told_by_infinitive(self, place: int) -> int | None:
        if not self._is_infinitive(place):
            return None
        before, lists = self._word(place - 1), self._lists
        if before == "not":
            before = self._word(place - 2)
        if before in _BE or verb_of(before) in lists.ahead_to:
            return AHEAD
        if before in lists.open_to:
            return UNCLEAR
        return None  # "failed to score", "went to see it": what stands before says when

    def _is_infinitive(self, place: int) -> bool:
        """Whether the word after "to" may be a verb: no name, number, article or
        plural is."""
        following = self._word(place + 1)
        plain = following.isalpha() and not self._is_name(place + 1)
        plural = following.endswith("s") and not following.endswith(("ss", "us"))
        return plain and not plural and following not in self._lists.articles

    def _auxiliary(self, place: int) -> str:
        """The word before a participle, adverbs and "not" apart."""
        for back in range(1, _ADVERBS_BETWEEN + 2):
            word = self._word(place - back)
            if not (word.endswith("ly") or word in ("not", "also", "again", "and")):
                return word
        return ""

    def _is_past(self, place: int) -> bool:
        word = self._tokens[place].word.removesuffix("nt")
        return is_past(word) or word in self._lists.told

    def _is_name(self, place: int) -> bool:
        return place > 0 and self._written(place)[:1].isupper()

    def _written(self, place: int) -> str:
        token = self._tokens[place]
        return self._text.written[token.start : token.end]

    def _word(self, place: int) -> str:
        return self._tokens[place].word if 0 <= place < len(self._tokens) else ""

    def _gap(self, place: int) -> str:
        """What stands between a token and the one before it."""
        if place >= len(self._tokens):
            return self._text.written[self._tokens[-1].end :]
        start = self._tokens[place - 1].end if place else 0
        return self._text.written[start : self._tokens[place].start]
