"""What `show` says of an article beside its text."""

from pathlib import Path

from command_line import Groundwire

STORY = (
    "The ferry stayed in port because its deck had come loose near the stern. The board met in the "
    "evening and asked the shipyard for a new deck of oak. A baker from the upper town opened his "
    "shop at night for those who stayed, and the school was open too, with soup for all of them."
)


def write(corpus: Path, name: str, **fields: str) -> None:
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    (corpus / name).write_text(f"---\n{head}---\n{STORY}\n\nTrending now\n", "utf-8")


def test_cleaning_and_where_the_date_is_from(groundwire: Groundwire, corpus: Path) -> None:
    """`--cleaning` counts what was changed by rule; the article itself says where its date is from,
    and its JSON is what it was."""
    write(corpus, "ferry.md", id="ferry", published="2025-03-01")
    groundwire("build")
    change = {"kind": "furniture", "rule": "closing lines", "count": 1}
    expected = {
        "published_from": "front-matter",
        "modified": None,
        "fetched": None,
        "cleaning": [change],
    }
    assert expected == groundwire("show", "ferry", "--cleaning", "--json").json
    assert "furniture: closing lines  1" in groundwire("show", "ferry", "--cleaning").out
    assert "date from: front-matter\n" in groundwire("show", "ferry").out
    assert "provenance" not in groundwire("show", "ferry", "--json").json


def test_who_else_carries_a_story(groundwire: Groundwire, corpus: Path) -> None:
    """The article names the others, the one that is cited for the story first."""
    write(corpus, "a.md", id="first", source="Mail", published="2025-03-01")
    write(corpus, "b.md", id="second", source="Post", published="2025-03-02")
    groundwire("build")
    assert "also in: Post (second)\n" in groundwire("show", "first").out
    assert "also in: Mail (first)\n" in groundwire("show", "second").out


def test_versions_of_a_page(groundwire: Groundwire, corpus: Path) -> None:
    """An earlier version stays readable, with the days on which it stood for its page."""
    url = "https://news.example/ferry"
    write(corpus, "a.md", id="old", url=url, published="2025-03-01")
    write(corpus, "b.md", id="new", url=url, published="2025-03-01", modified="2025-03-04")
    groundwire("build")
    new, old = groundwire("show", "old", "--versions", "--json").json
    assert ("new", "2025-03-04", "2025-03-04", None) == (
        new["id"], new["modified"], new["since"], new["until"],
    )  # fmt: skip
    assert ("old", None, None, "2025-03-04") == (
        old["id"], old["modified"], old["since"], old["until"],
    )  # fmt: skip
    assert "2025-03-01, until 2025-03-04" in groundwire("show", "new", "--versions").out
    assert "an earlier version of new\n" in groundwire("show", "old").out


def test_an_article_without_versions_is_its_only_one(indexed: Groundwire, corpus: Path) -> None:
    """Nothing came before or after."""
    write(corpus, "a.md", id="ferry", published="2025-03-01")
    indexed("add", str(corpus / "a.md"))
    (only,) = indexed("show", "ferry", "--versions", "--json").json
    assert ("ferry", None, None) == (only["id"], only["since"], only["until"])
