"""The names in a sentence, each with its kind."""

import pytest

from groundwire.language.analysis import Analysis
from groundwire.language.names import Name, name_stems, names
from groundwire.language.text import Text


def found(text: str) -> list[tuple[str, str]]:
    """Every name of a text as written, with its kind."""
    return [(text[name.start : name.end], name.kind) for name in names(Text(text))]


def of_kind(kind: str, text: str) -> list[str]:
    """The names of one kind."""
    return [written for written, own in found(text) if own == kind]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["Ana Roe"], "Mayor Ana Roe opened the pool."),
        (["Ilse Dorn"], "It was former finance minister Ilse Dorn."),
        (["Okafor"], "A vaccine, Dr Okafor thinks, comes late."),
        (["Lena O'Neill"], "The goal of Lena O'Neill decided it."),
        (["Jan van der Berg"], "The sprint went to Jan van der Berg."),
        (["Muhammad al-Amin"], "Shares of Muhammad al-Amin were sold."),
        (["J. K. Aldane"], "The book by J. K. Aldane sold out."),
        (["Robert Tern Jr"], "They freed Robert Tern Jr. on bail."),
        (["Anna-Lena Holt"], "A storm caught Anna-Lena Holt at sea."),
        (["Inès Caradec", "Øle Åberg"], "So Inès Caradec beat Øle Åberg."),
        (['Ana "Red" Roe'], 'The striker Ana "Red" Roe scored.'),
        (["Ana Roe"], "Supreme Court Justice Ana Roe dissented."),
        (["Ole Berg"], "NATO Secretary General Ole Berg of Norway flew home."),
        (["Ole Berg"], "Norwegian Ole Berg jumped farthest."),
        (["Will Roe"], "Will Roe resigned."),
        (["Theresa May", "April Jones"], "Then Theresa May met April Jones."),
        (["Roe"], "The mayor, Roe, left."),
        (["Dorn"], "Later Dorn, the finance minister, spoke."),
        (["Holt"], "The pilot was Holt, 41, of Ostrand."),
        (["Ana Roe", "Lea Roe"], "Ana Roe and Lea Roe share a surname."),
        (["Ana Roe"], "Secretary of State Ana Roe flew home."),
        (["Ana Roe", "Lea Holt"], "Reps. Ana Roe and Lea Holt voted no."),
        (["Ana Roe"], "UNICEF doctor Ana Roe and UNICEF Kids spoke."),
        (["Lee"], "In Dr. Lee's view the village is safe."),
        ([], "World War II ended. Boys Don't Cry opened. Tonight I sang."),
        ([], "Those in Ostrand who stayed were wet."),
        ([], "São Paulo beat Santos."),
        ([], "The North Shore opened."),
        ([], "The Tern Derby ended late."),
        ([], "The Duke of Ostrand sailed."),
        ([], "Tern Works and Nordhavn Shipping merged."),
        ([], "He bought a Lumio One."),
        ([], "Storm Una came ashore."),
    ],
)
def test_people(expected: list[str], text: str) -> None:
    """A title, an age or an office beside it makes a person, and so do two to four plain words of
    which nothing else is known; the title is no part of the name."""
    assert expected == of_kind("person", text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["São Paulo"], "São Paulo beat Santos."),
        (["São Paulo"], "The team of São Paulo won."),
        (["São Paulo"], "Who beat São Paulo?"),
        (["Brest"], "The ferry sank near Brest."),
        (["Buenos Aires"], "Buenos Aires expects rain."),
        (["Ostrand"], "It snowed in Ostrand."),
        (["Tern River"], "The Tern River rose."),
        (["Isle of Hael"], "The Isle of Hael lost power."),
        (["New Bergen"], "New Bergen raised its taxes."),
        (["Vell"], "The town of Vell flooded."),
        (["Ostrand"], "Ostrand, Norway, is dry."),
        (["Nordhavn"], "A Nordhavn-based chip maker closed."),
        (["Bronx"], "The trial was held in the Bronx."),
    ],
)
def test_places(expected: list[str], text: str) -> None:
    """The words of its name, a country behind it or a preposition of place tell a place."""
    assert expected == of_kind("place", text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["Norway"], "Norway’s court ruled."),
        (["North Korea", "South Africa"], "North Korea played South Africa."),
        (["U.S."], "A U.S. judge ruled."),
        (["US"], "Prices in the US fell, they told us."),
        (["United Kingdom"], "It left the United Kingdom."),
        (["Swedish"], "Swedish exports rose."),
    ],
)
def test_countries(expected: list[str], text: str) -> None:
    """A country or its people is one in any sentence, at its beginning too."""
    assert expected == of_kind("country", text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["Ministry of Health"], "The Ministry of Health warned."),
        (["Bank of Ostrand"], "Bank of Ostrand cut its rate."),
        (["Department for Transport"], "The Department for Transport agreed."),
        (["WHO", "UN"], "The WHO and the UN, who met, agreed."),
        (["Coast Wire"], "Roe told Coast Wire it was late."),
        (["Tern Works"], "An engineer at Tern Works quit."),
        (["Supreme Court"], "Supreme Court Justice Ana Roe dissented."),
        (["Roe & Berg Holdings"], "Roe & Berg Holdings rose."),
    ],
)
def test_organisations(expected: list[str], text: str) -> None:
    """The noun that it is built on, or capitals alone, tell an organisation."""
    assert expected == of_kind("organisation", text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["March"], "It ends in March."),
        (["Monday"], "On Monday Ana Roe quit."),
        (["May"], "Ana Roe quit in May."),
        (["July"], "The Third of July parade passed."),
    ],
)
def test_calendar(expected: list[str], text: str) -> None:
    """Months and days are names of the calendar, parted from a name beside them."""
    assert expected == of_kind("calendar", text)


@pytest.mark.parametrize(
    "text",
    [
        "Officials will meet again.",
        "Boats stayed in port.",
        "However, nobody came. Yet it rained.",
        "We don't know. Don't ask. It’s late.",
        "MAYOR ANA ROE WINS",
        "“This is all,” he said.",
        "what did berg say?",
    ],
)
def test_no_name(text: str) -> None:
    """A capital that opens a sentence names nobody, and in a text in capitals none does."""
    assert [] == found(text)


def test_a_work_in_quotes_is_nobody() -> None:
    """What stands alone between quotation marks is a title."""
    assert [("Harbour Lights", "other")] == found("The film “Harbour Lights” won.")


def test_an_opening_word_is_a_name_where_it_is_never_written_small() -> None:
    """Who knows the rest of the text can tell "Ferries" from "Tern"."""
    text = Text("Ferries sail. Tern sails.")
    assert ["tern"] == [name.key for name in names(text, {"ferries", "sail", "sails"})]
    assert [] == list(names(text))


def test_key_and_title() -> None:
    """A person is known by the last name, whatever stands behind or before it."""
    text = "A book on former prime minister Robert van Tern Jr. sold."
    name = Name(32, 50, "person", "tern", "former prime minister", evident=True)
    assert (name,) == names(Text(text))


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("Mayor", "Mayor Ana Roe quit."),
        ("Norwegian Prime Minister", "Norwegian Prime Minister Ole Berg quit."),
        ("Dr.", "It was Dr. Ana Roe."),
        ("mayor", "The mayor, Ana Roe, quit."),
        ("", "After the president, Ana Roe spoke."),
    ],
)
def test_titles(expected: str, text: str) -> None:
    """As written, in capitals or not, with what belongs to it."""
    assert [expected] == [one.title for one in names(Text(text)) if one.kind == "person"]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["moreau"], "What did Moreau promise?"),
        (["nato"], "NATO's plan"),
        (["norway"], "Norway’s plan"),
        ([], "Which ferries were cancelled?"),
        ([], "WHAT DID MOREAU PROMISE?"),
    ],
)
def test_stems_of_names(expected: list[str], text: str) -> None:
    """A capital at the start, or everywhere, marks none."""
    assert expected == name_stems(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["Norway", "Brest"], "Traders in Norway met President Inès Caradec near Brest in March."),
        (["São Paulo"], "Ana Roe likes São Paulo."),
        (["Ministry of Ports"], "It was signed at the Ministry of Ports."),
        ([], "Swedish troops left."),
    ],
)
def test_where_something_is(expected: list[str], text: str) -> None:
    """A place, and whatever a preposition of place stands before, but nobody and no month."""
    found = Analysis.of(text).places
    assert expected == [text[name.start : name.end] for name in found]
