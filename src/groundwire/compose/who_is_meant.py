"""Who is meant: a name in brackets where a quoted sentence only says "he", or only quotes.

A name is given only where the sentences beside leave no choice: one single person, named as the
subject or as the one who speaks, and nothing that speaks against it. Else the quote stays bare.
"""

import re

from groundwire.language.people import SAYING, SAYS_AFTER, People, Person, speaks
from groundwire.language.sentences import sentence_spans
from groundwire.records import Article, Sentence
from groundwire.verify.notes import LONGEST_NOTE, Note

LOOK_BACK = 2  # sentences before; a name further off may have been followed by another's
QUOTED_ON = 4  # sentences of one quotation that its speaker's name is looked for beyond
NEAR_CHARACTERS = 1500  # before a sentence: the paragraphs from there on are read
SUBJECT_WITHIN = 40  # characters from its start that a sentence names its subject in
_QUOTE_MARKS = re.compile(r"[“”\"«»„]")
_CURLY_MARKS = re.compile(r"[“”«»„]")
# "He ...", "But in March, he ...", "..., he said": not the he of a clause inside ("when he was").
_PRONOUN = re.compile(
    rf"^\W*(?:(?:But|And|So|Yet|Still|Instead|Then|Now|Later|However),?\s|[A-Z][^,]{{1,40}},\s)?"
    rf"(?P<opening>[Hh]e|[Ss]he)\b(?!['’])|\b(?P<says>he|she)\b(?=\s(?:also\s|then\s)?{SAYING}\b)"
)
_SAID = re.compile(rf"\b{SAYING}\b")
_SOMEBODY_SAID = re.compile(rf"\b(?P<name>[A-Z][\w’'-]+),? {SAYING}\b(?! by\b)")
_PRONOUNS = frozenset({"He", "She"})
_GOVERNED = re.compile(r"\b(?:by|with|of|to|for|and|at|against|about|from|in|on)\s(?:\w+\s)?$")
_MALE = re.compile(r"\b(?:Mr|King|Prince|Pope|Sir|Lord|[Hh]is|[Hh]e|[Hh]im|[Hh]imself)\b")
_FEMALE = re.compile(
    r"\b(?:Mrs|Ms|Miss|Queen|Princess|Lady|Dame|Madame|[Hh]er|[Ss]he|[Hh]erself)\b"
)


def notes(article: Article, start: int, end: int) -> tuple[Note, ...]:
    """A note that says who "he" or "she" is in ``article.text[start:end]``, or who says what it
    only quotes; none where that is not sure."""
    text = article.text
    line = text.rfind("\n", 0, start) + 1
    if not (_PRONOUN.search(text[start:end]) or _QUOTE_MARKS.search(text, line, end)):
        return ()
    story = _Story(text, start, end)
    place = story.place_of(start)
    if place is None:
        return ()
    quoted = story.only_quotes(place)
    name, at = (story.speaker(place), end - start) if quoted else story.meant(place)
    return (Note(at, name),) if name and len(name) <= LONGEST_NOTE else ()


class _Story:
    """An article up to the end of a paragraph, with its people and what is quoted in it."""

    def __init__(self, text: str, start: int, end: int) -> None:
        line_end = text.find("\n", end)
        self._text = text[: line_end if line_end >= 0 else len(text)]
        first = self._text.rfind("\n", 0, max(0, start - NEAR_CHARACTERS)) + 1
        self._sentences = [
            Sentence(s.start + first, s.end + first)
            for s in sentence_spans(self._text[first:])
            if not s.heading
        ]
        self._people = People(self._text)

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
        sentence = self._sentences[place]
        own = self._own_words(sentence)
        found = _PRONOUN.search(own)
        here = self._people.named_in(own)
        if not found:
            return None, 0
        group = "opening" if found["opening"] else "says"
        if any(person.start < found.start(group) for person in here):
            return None, 0
        person = self._subject_before(place, found[group])
        taken = person is None or person.key in {one.key for one in here}
        return None if taken or not person else self._people.full_name(person.key), found.end(group)

    def _subject_before(self, place: int, pronoun: str) -> Person | None:
        for earlier in range(place - 1, max(-1, place - 1 - LOOK_BACK), -1):
            sentence = self._sentences[earlier]
            text = self._text[sentence.start : sentence.end]
            people = self._people.named_in(text)
            if not people:
                continue
            others = {match["name"] for match in _SOMEBODY_SAID.finditer(text)}
            one = len(({person.key for person in people} | others) - _PRONOUNS) == 1
            other = _FEMALE if pronoun.lower() == "he" else _MALE
            acts = any(_is_subject(self._own_words(sentence), person) for person in people)
            return people[0] if one and acts and not other.search(text) else None
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
        said = {p.key: None for p in self._people.named_in(own) if speaks(own, p)}
        if len(said) == 1:
            return self._people.full_name(next(iter(said)))
        pronoun = _PRONOUN.search(own)
        says = pronoun and SAYS_AFTER.match(own, pronoun.end())
        return self.meant(place)[0] if says and not said else None

    def _is_inside(self, position: int) -> bool:
        """Whether a quotation is open there."""
        line = self._text.rfind("\n", 0, position) + 1
        return _quoted(self._text[line:position] + "x")[-1]

    def _own_words(self, sentence: Sentence) -> str:
        """The sentence with what stands between quotation marks blanked, its length kept."""
        line = self._line(sentence)
        quoted = _quoted(self._text[line : sentence.end])
        return "".join(
            " " if quoted[place - line] else self._text[place]
            for place in range(sentence.start, sentence.end)
        )

    def _line(self, sentence: Sentence) -> int:
        return self._text.rfind("\n", 0, sentence.start) + 1


def _is_subject(own: str, person: Person) -> bool:
    """Whether a sentence, its quotations blanked, begins with the person or says that it speaks."""
    if own.startswith(("'s", "’s"), person.end):
        return False
    before = own[: person.start]
    opens = person.start <= SUBJECT_WITHIN and bool(before.strip() or person.start < 20)
    free = not _GOVERNED.search(before) and not _SAID.search(before)
    return (opens and free) or speaks(own, person)


def _quoted(line: str) -> list[bool]:
    """Which characters of a paragraph stand between quotation marks (the marks among them); a
    quote that is not closed runs on."""
    inside = False
    found = []
    for character in line:
        opens = character in "“«„" or (character == '"' and not inside)
        closes = character in "”»" or (character == '"' and inside)
        found.append(inside or opens or closes)
        inside = (inside or opens) and not closes
    return found
