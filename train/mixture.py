"""The rounds of a training: how much of which data each shows, in an order drawn by a seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from train.claims import MORE, asked_examples, entailment_examples, more_examples
from train.example import Example
from train.news_examples import claim_examples, claims_asked, desks, news_examples
from train.newsroom import load_stories, stories_for
from train.reading import (
    SOURCES,
    boolq_examples,
    held_titles,
    read_source,
    read_squad,
    reading_examples,
)
from train.windows import Cutter

# Examples of each kind in a round. More than half is newsroom's: what the product is asked is news,
# and nothing else names the sentences that tempt. The others keep what it knows of other texts.
QUOTAS: Mapping[str, int] = {
    "newsroom": 2600,
    "newsroom claims": 350,
    "newsroom claims asked": 250,
    "squad": 600,
    "squadshifts": 250,
    "qed": 80,
    "wiki1k_passages-qamr_on_passages": 120,
    "qamr": 120,
    "qadiscourse": 60,
    "onestopqa": 60,
    "nq-open": 30,
    "clapnq": 30,
    "squad-train-part": 60,
    "selqa": 30,
    "boolq": 130,
    "snli": 120,
    "fever": 150,
    "conjnli": 120,
    "counterfactual-nli": 60,
    "breaking-nli": 40,
    "claims asked": 80,
}
ASKED = 3_000  # claims of others that are asked as questions
MOST = 8_000  # questions of a source: more are not shown in any training so far


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the examples come from: the data's folder, the fold of SQuAD that is held out, and
    what cuts articles into windows."""

    data: Path
    held: int
    cutter: Cutter
    seed: int


def pools(sources: Sources) -> dict[str, list[Example]]:
    """Every example there is, by kind, in a fixed order."""
    data, rng = sources.data, np.random.default_rng(sources.seed)
    stories = stories_for(load_stories(data / "newsroom"), "train")
    news = desks(stories, sources.cutter, rng)
    found = {
        "newsroom": news_examples(news, rng),
        "newsroom claims": claim_examples(news),
        "newsroom claims asked": claims_asked(news, rng),
        "boolq": boolq_examples(data / "reading/more/boolq.jsonl.gz", sources.cutter),
        "snli": entailment_examples(data / "entailment/pairs.jsonl", held=False),
    }
    squad = read_squad(data / "reading", sources.held)
    found["squad"] = reading_examples(squad, sources.cutter, rng)
    held = held_titles(data / "reading", sources.held)
    for name in SOURCES:
        read = read_source(data / "reading/more", name, held)
        drawn = sorted(rng.permutation(len(read))[:MOST])
        found[name] = reading_examples([read[n] for n in drawn], sources.cutter, rng)
    for name in MORE:
        found[name] = more_examples(data / "entailment/more", name, held=False)
    claims = [*found["fever"], *found["conjnli"]]
    drawn = rng.permutation(len(claims))[:ASKED]
    found["claims asked"] = asked_examples([claims[n] for n in drawn], rng)
    return found


def shown(
    examples: Mapping[str, Sequence[Example]],
    number: int,
    seed: int,
    quotas: Mapping[str, int] = QUOTAS,
) -> list[Example]:
    """The examples of a round: of each kind the next ones in an order that is drawn anew when all
    have been shown."""
    found: list[Example] = []
    for place, (name, quota) in enumerate(quotas.items()):
        pool = examples[name]
        for at in range(number * quota, (number + 1) * quota):
            time, rest = divmod(at, len(pool))
            found.append(pool[_order(len(pool), seed, place, time)[rest]])
    return found


@cache
def _order(size: int, seed: int, place: int, time: int) -> tuple[int, ...]:
    return tuple(np.random.default_rng([seed, place, time]).permutation(size).tolist())
