"""Who is meant: a name in brackets where a quoted sentence only says "he", or only quotes.

A name is given only where the sentences beside leave no choice: one single person, named as the
subject or as the one who speaks, and nothing that speaks against it. Else the quote stays bare.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.cast import Cast
from groundwire.language.names import Name
from groundwire.language.quotations import MARKS, quotations, quoted
from groundwire.language.sentences import sentence_spans
from groundwire.language.speech import says_after, speaks, verbs
from groundwire.language.text import fold, words
from groundwire.records import Article, Sentence
from groundwire.verify.notes import LONGEST_NOTE, Note

LOOK_BACK = 2  # sentences before; a name further off may have been followed by another's
QUOTED_ON = 4  # sentences of one quotation that its speaker's name is looked for beyond
NEAR_CHARACTERS = 1500  # before a sentence: the paragraphs from there on are read
SUBJECT_WITHIN = 40  # characters from its start that a sentence names its subject in
_QUOTE_MARKS = re.compile(f"[{MARKS}]")
_CURLY_MARKS = re.compile(r"[“”«»„]")
_PRONOUNS = frozenset({"he", "she"})
_GOVERNED = re.compile(r"\b(?:by|with|of|to|for|and|at|against|about|from|in|on)\s(?:\w+\s)?$")


@lru_cache(maxsize=1)
def _pronoun() -> re.Pattern[str]:
    """ "He ...", "But in March, he ...", "..., he said", folded: not the he of a clause inside
    ("when he was")."""
    return re.compile(
        r"^\W*(?:(?:but|and|so|yet|still|instead|then|now|later|however),?\s|\w[^,]{1,40},\s)?"
        r"(?P<opening>he|she)\b(?!')"
        rf"|\b(?P<says>he|she)\b(?=\s(?:also\s|then\s)?{verbs().pattern})"
    )


@lru_cache(maxsize=1)
def _somebody_said() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<name>[\w'-]+),? {verbs().pattern}(?! by\b)")


def notes(article: Article, start: int, end: int) -> tuple[Note, ...]:
    """A note that says who "he" or "she" is in ``article.text[start:end]``, or who says what it
    only quotes; none where that is not sure."""
    text = article.text
    line = text.rfind("\n", 0, start) + 1
    pronoun = _pronoun().search(fold(text[start:end]))
    if not (pronoun or _QUOTE_MARKS.search(text, line, end)):
        return ()
    story = _Story(article, start, end)
    place = story.place_of(start)
    if place is None:
        return ()
    bare = story.only_quotes(place)
    name, at = (story.speaker(place), end - start) if bare else story.meant(place)
    return (Note(at, name),) if name and len(name) <= LONGEST_NOTE else ()


class _Story:
    """An article up to the end of a paragraph, with its people and what is quoted in it."""

    def __init__(self, article: Article, start: int, end: int) -> None:
        line_end = article.text.find("\n", end)
        self._text = text = article.text[: line_end if line_end >= 0 else None]
        first = text.rfind("\n", 0, max(0, start - NEAR_CHARACTERS)) + 1
        self._sentences = [
            Sentence(s.start + first, s.end + first)
            for s in sentence_spans(text[first:])
            if not s.heading
        ]
        self._quotations = quotations(text)
        self._own = "".join(
            " " if inside else character
            for character, inside in zip(text, quoted(text), strict=True)
        )
        self._cast = Cast.of(article.text)

    def place_of(self, start: int) -> int | None:
        """Which sentence begins there; None if none does."""
        return next((place for place, s in enumerate(self._sentences) if s.start == start), None)

    def only_quotes(self, place: int) -> bool:
        """Whether every word of the sentence is between quotation marks."""
        sentence = self._sentences[place]
        if any(map(str.isalnum, self._own_words(sentence))):
            return False
        # A mark for inches turns straight quotes round; curly ones say which way they open.
        line = self._line(sentence)
        marked = _QUOTE_MARKS.search(self._text, sentence.start, sentence.end)
        return bool(marked or _CURLY_MARKS.search(self._text, line, sentence.start))

    def speaker(self, place: int) -> str | None:
        """Who speaks in a sentence that only quotes: who the sentence says that closes the quote,
        or the one before it."""
        return self._speaker_after(place) or self._speaker_before(place)

    def meant(self, place: int) -> tuple[str | None, int]:
        """The one person that the sentences before name as their subject, for the "he" or "she"
        of this one; and where in the sentence that word ends."""
        own = self._own_words(self._sentences[place])
        found = _pronoun().search(fold(own))
        here = self._cast.named_in(own)
        if not found:
            return None, 0
        group = "opening" if found["opening"] else "says"
        if any(person.start < found.start(group) for person in here):
            return None, 0
        person = self._subject_before(place, found[group])
        taken = person is None or person.key in {one.key for one in here}
        return None if taken or not person else self._cast.full_name(person.key), found.end(group)

    def _subject_before(self, place: int, pronoun: str) -> Name | None:
        for earlier in range(place - 1, max(-1, place - 1 - LOOK_BACK), -1):
            sentence = self._sentences[earlier]
            text = self._text[sentence.start : sentence.end]
            people = self._cast.named_in(text)
            if not people:
                continue
            others = {match["name"] for match in _others_speaking(text)}
            one = len(({person.key for person in people} | others) - _PRONOUNS) == 1
            other = lexicon.words("names.feminine" if pronoun == "he" else "names.masculine")
            acts = any(_is_subject(self._own_words(sentence), person) for person in people)
            return people[0] if one and acts and other.isdisjoint(words(text)) else None
        return None

    def _speaker_before(self, place: int) -> str | None:
        for earlier in range(place - 1, max(-1, place - 1 - QUOTED_ON), -1):
            sentence = self._sentences[earlier]
            if not _QUOTE_MARKS.search(self._text, self._line(sentence), sentence.end):
                return None
            if not self.only_quotes(earlier):
                return self._said_by(earlier)
        return None

    def _speaker_after(self, place: int) -> str | None:
        sentence = self._sentences[place]
        for later in range(place + 1, min(len(self._sentences), place + 1 + QUOTED_ON)):
            between = self._text[sentence.end : self._sentences[later].start]
            if "\n" in between or not self._is_inside(self._sentences[later].start):
                return None
            if not self.only_quotes(later):
                return self._said_by(later)
            sentence = self._sentences[later]
        return None

    def _said_by(self, place: int) -> str | None:
        """Who the sentence says has spoken."""
        own = self._own_words(self._sentences[place])
        folded = fold(own)
        people = self._cast.named_in(own)
        said = {p.key: None for p in people if speaks(own, folded, p.start, p.end)}
        if len(said) == 1:
            return self._cast.full_name(next(iter(said)))
        pronoun = _pronoun().search(folded)
        says = pronoun and says_after(folded, pronoun.end())
        return self.meant(place)[0] if says and not said else None

    def _is_inside(self, position: int) -> bool:
        """Whether a quotation of double marks is open there."""
        return any(
            one.start <= position < one.end + one.closed
            for one in self._quotations
            if self._text[one.start - 1] in MARKS
        )

    def _own_words(self, sentence: Sentence) -> str:
        """The sentence with what stands between quotation marks blanked, its length kept."""
        return self._own[sentence.start : sentence.end]

    def _line(self, sentence: Sentence) -> int:
        return self._text.rfind("\n", 0, sentence.start) + 1


def _others_speaking(text: str) -> Iterator[re.Match[str]]:
    """Names, of whatever, that a verb of saying follows."""
    return (m for m in _somebody_said().finditer(fold(text)) if text[m.start()].isupper())


def _is_subject(own: str, person: Name) -> bool:
    """Whether a sentence, its quotations blanked, begins with the person or says that it speaks."""
    if own.startswith(("'s", "’s"), person.end):
        return False
    folded = fold(own)
    before = folded[: person.start]
    opens = person.start <= SUBJECT_WITHIN
    free = not _GOVERNED.search(before) and not verbs().search(before)
    return (opens and free) or speaks(own, folded, person.start, person.end)
