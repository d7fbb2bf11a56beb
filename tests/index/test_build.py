"""What a build does with articles that are new, changed, doubled, broken or gone."""

import os
from pathlib import Path

import numpy as np
import pytest
from stories import PASSAGE_TOKENS, STORIES, Build, write_story

from groundwire.corpus.clean.article import clean
from groundwire.corpus.passages import header
from groundwire.errors import ArticleError, IndexMissingError, NotFoundError
from groundwire.index import collect, origin
from groundwire.index.build import add, build, remove
from groundwire.index.check import check_index
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import Index, open_index
from groundwire.language.text import terms


class CountingEncoder(HashingEncoder):
    """Remembers how many texts were embedded."""

    embedded = 0

    def encode(self, texts):  # type: ignore[no-untyped-def]
        self.embedded += len(texts)
        return super().encode(texts)


def content(folder: Path) -> dict[str, bytes]:
    """Every byte of the current generation's files, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "LOCK"
    }


def times(folder: Path) -> dict[Path, int]:
    """When each file and folder but the lock was last changed."""
    found = (path for path in folder.rglob("*") if path.name != "LOCK")
    return {path: path.stat().st_mtime_ns for path in found}


def titles(folder: Path) -> set[str | None]:
    index = open_index(folder, encoder=HashingEncoder())
    return {index.article(row).title for row in range(len(index.article_ids))}


def test_every_passage_is_a_span_of_its_article(index: Index) -> None:
    """Passages and their sentences lie in their article, and its vector is that of its text."""
    for passage in range(index.passages):
        article = index.article(index.article_rows[passage])
        start, end = int(index.starts[passage]), int(index.ends[passage])
        sentences = index.sentences(passage)
        assert (start, end) == (sentences[0].start, sentences[-1].end)
        text = f"{header(article)}\n{article.text[start:end]}"
        expected = HashingEncoder().encode([text])[0].astype(np.float16)
        np.testing.assert_array_equal(expected, index.parts[0].segment.vectors[passage])


def test_articles_come_back_as_they_were_cleaned(index: Index) -> None:
    """Ids are sorted, each article is found by its id, and dates are days."""
    assert sorted(index.article_ids) == list(index.article_ids)
    articles = [index.find(article_id) for article_id in index.article_ids]
    assert {title for title, *_ in STORIES.values()} == {article.title for article in articles}
    days = [article.published.toordinal() if article.published else 0 for article in articles]
    assert days == index.published.tolist()
    assert [article.source for article in articles] == list(index.sources)


def test_unknown_id_is_not_found(index: Index) -> None:
    """An id that no article has is an error that names it."""
    with pytest.raises(NotFoundError, match="nobody"):
        index.find("nobody")


def test_both_searches_find_a_passage_by_its_words(index: Index) -> None:
    """A question in the article's words is answered from it by vector and by words."""
    question = "Who photographed the comet?"
    by_vector, _ = index.vectors.search(HashingEncoder().encode([question])[0], 1)
    by_words, _ = index.words.search(terms(question), 1)
    for rows in (by_vector, by_words):
        assert "Comet seen" == index.article(index.article_rows[rows[0]]).title


def test_two_builds_of_the_same_articles_are_the_same_bytes(
    make: Build, corpus: Path, folder: Path, tmp_path: Path
) -> None:
    """Neither time, nor the order of files, nor what was there before shows in the index."""
    make()
    other = tmp_path / "other"
    paths = sorted(corpus.iterdir(), reverse=True)
    report = build(paths, folder=other, encoder=HashingEncoder(), passage_tokens=PASSAGE_TOKENS)
    assert content(folder) == content(other)
    assert report.generation == make(full=True).generation
    assert content(folder) == content(other)


def test_unchanged_corpus_is_left_alone(corpus: Path, folder: Path) -> None:
    """Nothing is embedded and nothing is written when nothing has changed."""
    encoder = CountingEncoder()
    options = {"folder": folder, "encoder": encoder, "passage_tokens": PASSAGE_TOKENS}
    first = build([corpus], **options)
    before = times(folder)
    embedded = encoder.embedded
    second = build([corpus], **options)
    assert (3, 0) == (first.new, first.unchanged)
    assert (0, 3) == (second.new, second.unchanged)
    assert first.generation == second.generation
    assert embedded == encoder.embedded
    assert before == {
        path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != "LOCK"
    }


def test_touched_file_is_not_read_again(
    make: Build, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a file holds decides, not when it was written."""
    make()
    monkeypatch.setattr(collect, "read_file", None)
    for path in corpus.iterdir():
        path.touch()
    assert (3, 0) == (make().unchanged, make().changed)


def test_change_within_the_same_time_and_size_is_seen(make: Build, corpus: Path) -> None:
    """A file of the same length and time is read again when its bytes differ."""
    make()
    path = corpus / "comet.md"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"comet", b"komet"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    report = make()
    assert (0, 1, 2, 0) == (report.new, report.changed, report.unchanged, report.removed)


def test_failures_and_duplicates_are_told_again(make: Build, corpus: Path) -> None:
    """The second build of the same files says the same about them as the first."""
    write_story(corpus, "again.md", STORIES["comet.md"][3], title="Comet seen")
    write_story(corpus, "a.md", "The first of two.", id="story-1")
    write_story(corpus, "b.md", "The second of two.", id="story-1")
    (corpus / "empty.md").write_text("")
    (corpus / "tag.md").write_text("<script>nothing()</script>")
    lines = ['{"text": "The ferry sails again."}', "{", '{"text": "?!"}', '{"text": "Terns nest."}']
    (corpus / "lines.jsonl").write_text("\n".join(lines))
    first, second = make(), make()
    assert len(first.failures) > 3
    assert (first.failures, first.duplicates) == (second.failures, second.duplicates)
    assert (first.articles, first.articles) == (second.articles, second.unchanged)


def test_record_that_was_read_before_is_not_cleaned_again(
    make: Build, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a file of records only those are cleaned that came in since."""
    lines = corpus / "lines.jsonl"
    lines.write_text('{"text": "The ferry sails again."}\n{"text": "Terns nest."}\n')
    make()
    cleaned: list[str] = []
    monkeypatch.setattr(collect, "clean", lambda raw: cleaned.append(raw.text) or clean(raw))
    lines.write_text(lines.read_text() + '{"text": "The pier is open."}\n')
    report = make()
    assert (["The pier is open."], 1, 5) == (cleaned, report.new, report.unchanged)


def test_other_code_reads_everything_again(
    make: Build, corpus: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that another version read are read again, once, though they come out the same."""
    expected = make().generation
    monkeypatch.setattr(origin, "made_by", lambda: b"another version")
    assert expected == make().generation
    monkeypatch.setattr(collect, "read_file", None)
    assert 3 == make().unchanged
    assert "ok" == check_index(folder).status


def test_removed_article_comes_back_with_a_build(make: Build, folder: Path) -> None:
    """A build holds what the files hold: a file with nothing new in it is not passed over."""
    make()
    first = open_index(folder, encoder=HashingEncoder()).article_ids[0]
    remove([first], folder=folder, encoder=HashingEncoder())
    assert (3, 1) == (make().articles, make(full=True).articles - 2)


def test_only_what_changed_is_embedded(corpus: Path, folder: Path) -> None:
    """Vectors are taken from the generation before by the digest of what they were made of."""
    encoder = CountingEncoder()
    options = {"folder": folder, "encoder": encoder, "passage_tokens": PASSAGE_TOKENS}
    build([corpus], **options)
    encoder.embedded = 0
    write_story(corpus, "storm.md", "A storm closed the port on Friday.")
    report = build([corpus], **options)
    assert (1, 3, 0) == (report.new, report.unchanged, report.removed)
    assert 1 == encoder.embedded
    build([corpus], **options, full=True)
    assert 1 + report.passages == encoder.embedded


def test_article_that_is_gone_leaves_the_index(make: Build, corpus: Path, folder: Path) -> None:
    """What the files no longer hold can no longer be found."""
    make()
    (corpus / "comet.md").unlink()
    assert 1 == make().removed
    assert {"Bridge closes", "Harbour widened"} == titles(folder)
    opened = open_index(folder, encoder=HashingEncoder())
    assert 0 == opened.words.document_frequency("comet")


def test_adding_and_removing_ends_where_one_build_does(
    make: Build, corpus: Path, folder: Path, tmp_path: Path
) -> None:
    """The same articles give the same current generation however the index came about."""
    options = {"folder": folder, "encoder": HashingEncoder()}
    for name in STORIES:
        add([corpus / name], **options, passage_tokens=PASSAGE_TOKENS)
    extra = write_story(tmp_path, "storm.md", "A storm closed the port on Friday.")
    added = add([extra], **options, passage_tokens=PASSAGE_TOKENS)
    assert (1, 3) == (added.new, added.unchanged)
    opened = open_index(**options)
    (storm,) = [i for i in opened.article_ids if opened.find(i).title == "storm.md"]
    assert 1 == remove([storm], **options).removed
    current = open_index(**options).generation
    assert current == make(full=True).generation
    assert "ok" == check_index(folder).status


def test_added_file_replaces_what_it_held(make: Build, corpus: Path, folder: Path) -> None:
    """A file that was edited is not there twice: its old text can no longer be cited."""
    make()
    path = write_story(corpus, "comet.md", "The comet has gone behind the sun.")
    options = {"folder": folder, "encoder": HashingEncoder()}
    report = add([path], **options, passage_tokens=PASSAGE_TOKENS)
    assert (3, 0, 1, 0) == (report.articles, report.new, report.changed, report.removed)
    assert 0 == open_index(**options).words.document_frequency("keeper")


def test_unknown_id_removes_nothing(make: Build, folder: Path) -> None:
    """One wrong id among right ones leaves the index as it was."""
    make()
    known = open_index(folder, encoder=HashingEncoder()).article_ids[0]
    with pytest.raises(NotFoundError, match="nobody"):
        remove([known, "nobody"], folder=folder, encoder=HashingEncoder())
    assert 3 == len(titles(folder))


def test_nothing_can_be_removed_from_nothing(folder: Path) -> None:
    """Without an index the message says how to make one."""
    with pytest.raises(IndexMissingError, match="groundwire build"):
        remove(["a"], folder=folder, encoder=HashingEncoder())


def test_same_article_twice_counts_once(make: Build, corpus: Path) -> None:
    """The same story in two files is one article and one duplicate."""
    write_story(corpus, "again.md", STORIES["comet.md"][3], title="Comet seen")
    report = make()
    assert (3, 1, ()) == (report.articles, report.duplicates, report.failures)


def test_two_articles_under_one_id_are_reported(make: Build, corpus: Path) -> None:
    """The later path is a failure that names both; the order of files does not decide."""
    write_story(corpus, "a.md", "The first of two.", id="story-1")
    write_story(corpus, "b.md", "The second of two.", id="story-1")
    for report in (make(), make(*sorted(corpus.iterdir(), reverse=True))):
        (failure,) = report.failures
        assert str(corpus / "b.md") == failure.path
        assert str(corpus / "a.md") in failure.reason
        assert 4 == report.articles


def test_bad_files_stop_no_other(make: Build, corpus: Path, folder: Path) -> None:
    """What cannot be read is reported; the others are indexed as they would be without it."""
    expected = make().generation
    (corpus / "empty.md").write_text("")
    (corpus / "noise.txt").write_bytes(b"\x00\x01\x02" * 100)
    (corpus / "broken.json").write_text("{")
    report = make()
    assert {"empty.md", "noise.txt", "broken.json"} == {Path(f.path).name for f in report.failures}
    assert expected == report.generation


def test_strict_build_stops_at_the_first_failure(make: Build, corpus: Path, folder: Path) -> None:
    """A strict build raises and leaves the index as it was."""
    expected = make().generation
    (corpus / "empty.md").write_text("")
    write_story(corpus, "storm.md", "A storm closed the port.")
    with pytest.raises(ArticleError, match=r"empty\.md"):
        make(strict=True)
    assert expected == open_index(folder, encoder=HashingEncoder()).generation


def test_folder_without_articles_changes_nothing(make: Build, folder: Path, tmp_path: Path) -> None:
    """Zero articles are an error that says so, not an empty index."""
    expected = make().generation
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ArticleError, match="No article"):
        make(empty)
    assert expected == open_index(folder, encoder=HashingEncoder()).generation


def test_progress_names_every_step(corpus: Path, folder: Path) -> None:
    """Each of the six steps is reported and none goes beyond its total."""
    seen: dict[str, tuple[int, int]] = {}

    def watch(stage: str, done: int, total: int) -> None:
        assert done <= (total or done)  # 0: not known yet
        seen[stage] = (done, total)

    build(
        [corpus],
        folder=folder,
        encoder=HashingEncoder(),
        passage_tokens=PASSAGE_TOKENS,
        progress=watch,
    )
    assert ["read", "clean", "split", "embed", "write", "swap"] == list(seen)
    assert all(done == total for done, total in seen.values())


def test_reader_keeps_the_generation_that_it_opened(
    index: Index, make: Build, corpus: Path
) -> None:
    """Two swaps later an open index still reads every article and sentence."""
    for number in range(3):
        write_story(corpus, "comet.md", f"Version {number} of the story.")
        make()
    assert {title for title, *_ in STORIES.values()} == {
        index.article(row).title for row in range(3)
    }
    assert all(index.sentences(passage) for passage in range(index.passages))


def test_near_duplicates_are_counted(make: Build, corpus: Path) -> None:
    """The report says how many articles tell again what another one tells, new or not."""
    told = (corpus / "bridge.md").read_text("utf-8")
    (corpus / "copy.md").write_text(told.replace("The Post", "The Mail"), "utf-8")
    assert make().near_duplicates == 1
    assert make().near_duplicates == 1
