"""The trained network, read: where the answer stands, and what backs a claim."""

from threading import Semaphore

import numpy as np
import pytest

from groundwire.reading.network import MOST_TOKENS, NetworkReader, TextReading

TEXT = (
    "The council said on Friday that 47 buses would be bought. Mayor Anna Berg told reporters the "
    "first would arrive in May. She thanked the unions."
)


def reading(spans: dict[tuple[int, int], float], tokens: int) -> TextReading:
    """A text of one-letter tokens with a space between, with these span probabilities."""
    table = np.full((tokens, MOST_TOKENS), -np.inf, dtype=np.float32)
    for (first, length), share in spans.items():
        table[first, length] = np.log(share)
    offsets = np.array([(2 * n, 2 * n + 1) for n in range(tokens)])
    return TextReading(relevant=0, answers=0, spans=table, offsets=offsets)


def test_a_part_of_the_text_has_the_probability_of_the_spans_inside_it() -> None:
    """.5 and .2 lie inside, .3 reaches beyond its end."""
    text = reading({(1, 0): 0.5, (2, 1): 0.2, (2, 3): 0.3}, tokens=6)
    share, place = text.within(2, 8)
    assert np.log(0.7) == pytest.approx(share, abs=1e-6)
    assert (2, 3) == place


def test_a_part_without_a_token_holds_no_answer() -> None:
    """Nothing can be pointed at there."""
    text = reading({(0, 0): 1.0}, tokens=2)
    assert (-np.inf, None) == text.within(1, 2)
    assert [] == text.likeliest(1, 2, most=3)


def test_the_likeliest_answers_in_a_part_of_the_text() -> None:
    """Best first, only those inside it, and no more than asked for."""
    text = reading({(1, 0): 0.1, (2, 1): 0.5, (2, 3): 0.3, (3, 0): 0.1}, tokens=6)
    found = text.likeliest(2, 8, most=2)
    assert [(4, 7), (2, 3)] == [place for _, place in found]
    assert np.log(0.5) == pytest.approx(found[0][0], abs=1e-6)


class Held(NetworkReader):
    """A network of one thread that reads as many texts as it is allowed to."""

    def __init__(self) -> None:
        super().__init__(threads=1, precision="held")
        self.allowed = Semaphore(0)
        self.done: list[str] = []

    def _read(self, question: str, text: str) -> TextReading:
        assert self.allowed.acquire(timeout=10)
        self.done.append(text)
        return reading({(0, 0): 1.0}, tokens=1)

    def rest(self) -> None:
        """Wait for all that has been asked for."""
        self._runner.workers.submit(lambda: None).result(10)


def test_other_work_goes_before_all_texts_but_the_first() -> None:
    """What is asked of the same threads while the first text is read is done next."""
    network = Held()
    begun = network.begin("Who?", ["a", "b", "c"])
    other = network._runner.workers.submit(network.done.append, "other")
    network.allowed.release(3)
    assert 3 == len(list(begun))
    assert other.done()
    assert ["a", "other", "b", "c"] == network.done


def test_what_nobody_waits_for_is_not_read() -> None:
    """Where the one who asked is gone, the texts that are queued are let go."""
    network = Held()
    begun = network.begin("Who?", ["a", "b", "c", "d"])
    network.allowed.release()
    next(begun)
    begun.close()
    network.allowed.release(3)
    network.rest()
    assert network.done in (["a"], ["a", "b"])  # one may be begun already


def test_no_text_is_nothing_to_read() -> None:
    """Neither at once nor step by step."""
    assert [] == NetworkReader().read("Who?", []) == list(NetworkReader().begin("Who?", []))


@pytest.mark.model
class TestShipped:
    """The weights that lie in the package."""

    network = NetworkReader(threads=1)

    @pytest.mark.parametrize(
        ("question", "answer"),
        [
            ("How many buses will be bought?", "47"),
            ("Who spoke to reporters?", "Anna Berg"),
            ("When do the first buses arrive?", "May"),
        ],
    )
    def test_points_at_the_answer(self, question: str, answer: str) -> None:
        """The likeliest span holds the answer's words."""
        (text,) = self.network.read(question, [TEXT])
        _, place = text.within(0, len(TEXT))
        assert place is not None
        assert answer in TEXT[slice(*place)]

    def test_a_text_reads_the_same_in_any_company(self) -> None:
        """Bit for bit: the answer to a question may not depend on what else was read."""
        question = "Who spoke to reporters?"
        (alone,) = self.network.read(question, [TEXT])
        beside = self.network.read(question, ["No buses.", TEXT, TEXT[:60], TEXT])
        for text in (beside[1], beside[3]):
            assert alone.answers == text.answers
            assert np.array_equal(alone.spans, text.spans)

    def test_step_by_step_a_text_reads_the_same(self) -> None:
        """Bit for bit, in the order that they were given."""
        question, texts = "Who spoke to reporters?", [TEXT, TEXT[:60], "No buses."]
        steps = self.network.begin(question, texts)
        for step, text in zip(steps, self.network.read(question, texts), strict=True):
            assert (step.answers, step.relevant) == (text.answers, text.relevant)
            assert np.array_equal(step.spans, text.spans)

    def test_the_probabilities_of_a_text_are_at_most_1(self) -> None:
        """What is missing is the probability that the answer is not there."""
        (text,) = self.network.read("Why was the tram line closed?", [TEXT])
        assert np.logaddexp.reduce(text.spans, axis=None) <= 1e-5

    def test_a_claim_is_judged_against_its_evidence(self) -> None:
        """What it says is likelier backed than its opposite, and the three shares make 1."""
        said, opposite = self.network.entail(
            [("47 buses would be bought.", TEXT), ("No buses would be bought.", TEXT)]
        )
        assert said.supported > opposite.supported
        assert 1 == pytest.approx(said.supported + said.neither + said.contradicted, abs=1e-4)
