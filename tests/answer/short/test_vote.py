"""The short answer: the words that most relevance speaks for."""

from groundwire.answer.short.vote import voted
from groundwire.question.query import Query
from groundwire.reading.reader import Reading
from handmade import query, reading

WHO, WHAT = query("Who came?"), query("What came?")
FAR = reading("Nothing here.", 0)


def answered(asked: Query, ranked: list[Reading]) -> str | None:
    """The short answer where all that was read is quoted."""
    return voted(asked, ranked, ranked)


def test_the_best_sentences_words_are_given() -> None:
    """Where nothing speaks against them; None where no sentence points at any."""
    best = reading("A boat came.", 10, short="boat")
    assert answered(WHAT, [best, reading("A car came.", 5, short="car"), FAR]) == "boat"
    assert answered(WHAT, [FAR]) is None


def test_two_nearly_as_good_outvote_one() -> None:
    """Equal words of different sentences are counted together, however they are written."""
    best = reading("A boat came.", 10, short="boat")
    first = reading("The cars came.", 9, short="The cars")
    second = reading("Then cars came.", 9, short="cars")
    assert answered(WHAT, [best, first, second, FAR]) == "The cars"


def test_the_full_name_speaks_for_the_last() -> None:
    """Votes for either are one, and the full name is shown."""
    best = reading("Roe came.", 10, short="Roe")
    full = reading("Ana Roe came late.", 6, short="Ana Roe")
    assert answered(WHO, [best, full, FAR]) == "Ana Roe"


def test_a_wrong_kind_counts_less() -> None:
    """A number is no answer to who, if anything else is near."""
    best = reading("On Tuesday came she.", 10, short="Tuesday")
    other = reading("Ana Roe came.", 9.5, short="Ana Roe")
    assert answered(WHO, [best, other, FAR]) == "Ana Roe"


def test_what_the_question_says_is_no_answer() -> None:
    """Its own words come back from every sentence."""
    own = reading("The Tern Bridge came down.", 10, short="Tern Bridge")
    other = reading("Rust brought it down.", 5, short="Rust")
    assert answered(query("What brought the Tern Bridge down?"), [own, other, FAR]) == "Rust"


def test_only_quoted_words_are_given() -> None:
    """What is not quoted votes, and cannot win."""
    best = reading("A boat came.", 10, short="boat")
    others = [reading(f"{day} cars came.", 9, short="cars") for day in ("Now", "Then")]
    third = reading("A small boat came.", 5, short="boat")
    assert voted(WHAT, [best, *others, FAR], [best]) == "boat"
    assert voted(WHAT, [best, *others, third, FAR], [best, others[0]]) == "cars"


def test_a_list_told_in_parts_is_joined() -> None:
    """Enumerations of names that share one are of the same thing; others are not."""
    best = reading("France, Spain and Italy came.", 10, short="France, Spain and Italy")
    more = reading("Then Italy and Malta came.", 8, short="Italy and Malta")
    other = reading("For Japan and Chile it rained.", 8, short="Japan and Chile")
    asked = query("Which countries came?")
    assert answered(asked, [best, more, other, FAR]) == "France, Spain, Italy and Malta"
    assert answered(asked, [best, other, FAR]) == "France, Spain and Italy"
