"""Predications: who does what to whom, when, and whether it is denied or in doubt."""

import pytest

from groundwire.language.analysis import Analysis
from groundwire.language.polarity import Predication


def predication(sentence: str, verb: str) -> Predication:
    """The predication of the sentence whose group of verbs holds this word."""
    found = Analysis.of(sentence).polarity.predications
    place = f"{sentence} ".index(f" {verb}") + 1
    return next(one for one in found if one.start <= place < one.end)


@pytest.mark.parametrize(
    ("agent", "verb", "patient", "sentence"),
    [
        ("Real Madrid", "beaten", "Barcelona", "Barcelona were beaten by Real Madrid."),
        ("Oslo", "beat", "Bergen", "On Sunday Oslo beat Bergen 2-1 at home."),
        ("Oslo", "lost", "Molde", "Oslo, the champions, lost 3-1 to Molde."),
        ("Real Oslo", "beaten", "Bergen", "Bergen, who drew in May, were beaten by Real Oslo."),
        ("the team", "beat", "Bergen", "He met the team that beat Bergen in March."),
        ("Oslo", "beat", "the team", "He met the team that Oslo beat in March."),
        ("The union", "accept", "the offer", "The union refused to accept the offer."),
        ("police", "arrested", "The man", "The man arrested by police on Monday was freed."),
        ("", "charged", "The man", "The man arrested on Monday was charged with fraud."),
        ("the bank", "fined", "Nordhavn", "He said the bank fined Nordhavn."),
        ("The jury", "sent", "the banker", "The jury convicted and sent the banker to jail."),
        ("Frost", "damaged", "vines", "Frost damaged vines and killed lambs."),
        ("Frost", "killed", "lambs", "Frost damaged vines and killed lambs."),
        ("", "sunk", "the ferry", "In 1999 the ferry was sunk."),
        ("", "increased", "The budget", "The budget was increased by 3 percent."),
    ],
)
def test_who_does_what_to_whom(agent: str, verb: str, patient: str, sentence: str) -> None:
    """In the active, the passive, and clauses that say it of a noun."""
    found = predication(sentence, verb)
    sides = [
        sentence[side.start : side.end] if side else "" for side in (found.agent, found.patient)
    ]
    assert [agent, patient] == sides


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("open", "The bridge will not open in May."),
        ("open", "The bridge won't open in May."),
        ("rising", "The river is no longer rising."),
        ("accept", "The union refused to accept the offer."),
        ("stop", "The keeper failed to stop the shot."),
        ("sold", "The club denied that it sold the striker."),
        ("paying", "Without paying, the tenants left."),
        ("monitor", "He said no ship would monitor the strait."),
        ("approved", "Neither the mayor nor the council approved the sale."),
        ("won", "Bergen won no medals."),
        ("accepting", "Far from accepting the ruling, the firm appealed."),
        ("closing", "The mayor ruled out closing the school."),
        ("close", "The board rejected a plan to close the mill."),
        ("reach", "Rain is unlikely to reach Ostrand."),
        ("arrived", "The trains never arrived."),
        ("built", "The works have yet to be built."),
        ("sell", "She did not want to sell the farm."),
    ],
)
def test_what_is_denied(verb: str, sentence: str) -> None:
    """By a word before the verb in its clause, by its object, or by the verb it hangs on."""
    assert predication(sentence, verb).negated


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("approve", "The council did not only approve the budget."),
        ("raised", "It did not cut the tax but raised it."),
        ("adjourned", "The judge did not sit on Friday and adjourned the trial."),
        ("closed", "It is not cheap, and the bridge closed."),
        ("opened", "The bridge, which was not painted, opened in May."),
        ("gave", "No doubt the frost gave growers a fright."),
        ("arrived", "He arrived no later than noon."),
        ("said", "He said no ship would monitor the strait."),
        ("failed", "Talks failed on Monday."),
    ],
)
def test_what_is_not_denied(verb: str, sentence: str) -> None:
    """A denial stays in its clause, and "not only" is none."""
    assert not predication(sentence, verb).negated


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("flood", "The river may flood the town."),
        ("stole", "The clerk allegedly stole the ring."),
        ("warned", "It is not known whether the captain warned the crew."),
        ("armed", "The police did not say the suspect was armed."),
        ("sold", "The club denied that it sold the striker."),
        ("open", "It is far from certain that the bridge will open."),
        ("open", "Engineers doubt the bridge will open."),
    ],
)
def test_what_is_doubted(verb: str, sentence: str) -> None:
    """By an auxiliary, an adverb, or by hanging on what is denied."""
    assert predication(sentence, verb).doubted


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("won", "She would have won the race."),
        ("opens", "The bridge opens again if it rains."),
        ("rains", "The bridge opens again if it rains."),
        ("closed", "Had the mill closed, hundreds would have lost work."),
        ("lose", "If the mill closes, hundreds will lose work."),
        ("end", "Unless both sides sign, the truce will end."),
    ],
)
def test_what_holds_under_a_condition(verb: str, sentence: str) -> None:
    """The condition, what hangs on it, and what would have been."""
    assert predication(sentence, verb).hypothetical


@pytest.mark.parametrize(
    ("tense", "place", "sentence"),
    [
        ("past", "Thursday", "Officials will meet after talks that failed on Thursday."),
        ("future", "Thursday", "Officials, who fell out in May, will meet on Thursday."),
        ("future", "Friday", "The mill is about to close on Friday."),
        ("future", "Friday", "The mill was about to close on Friday, but stayed open."),
        ("future", "May", "The firm had planned to sell the mill in May."),
        ("future", "May", "The minister is expected to announce it in May."),
        ("past", "May", "The firm sold the mill in May and will buy another."),
        ("past", "May", "The mill has been idle since May."),
        ("past", "Friday", "She said the court sat on Friday."),
        ("future", "Friday", "She said the court would sit on Friday."),
        ("past", "Friday", "On Friday, the court sat."),
        ("future", "Friday", "On Friday the court will sit."),
        ("present", "May", "The garden is open in May."),
        ("past", "Friday", "They met on Friday to discuss the strike."),
        ("", "May", "Rain in May"),
    ],
)
def test_the_tense_at_a_place(tense: str, place: str, sentence: str) -> None:
    """That of the clause which holds it, not of the sentence."""
    assert tense == Analysis.of(sentence).polarity.tense_at(sentence.index(place))


@pytest.mark.parametrize(
    ("negated", "place", "sentence"),
    [
        (True, "2030", "The bridge will not open in 2030."),
        (True, "2030", "In 2030 the bridge will not open."),
        (True, "2030", "The bridge will open in 2031, not in 2030."),
        (False, "2031", "The bridge will open in 2031, not in 2030."),
        (False, "2031", "The bridge will not open in 2030 but in 2031."),
        (False, "2030", "The bridge will not open until 2030."),
        (False, "2030", "The bridge will not open before 2030."),
        (False, "2030", "The bridge has not been painted since 2030."),
        (False, "40", "The mill employs no more than 40 people."),
        (False, "2030", "The bridge, which is not tall, will open in 2030."),
        (True, "40", "The firm denied that it paid 40 euros."),
        (False, "40", "Not only did it pay 40 euros, it apologised."),
    ],
)
def test_whether_a_value_is_denied(negated: bool, place: str, sentence: str) -> None:
    """What stands behind "until" is not, and a denial of its own reaches a few words."""
    assert negated is Analysis.of(sentence).polarity.negated_at(sentence.index(place))


def test_a_text_without_words_says_nothing() -> None:
    """There is no clause and no verb."""
    polarity = Analysis.of("...").polarity
    assert () == polarity.predications
    assert polarity.tense_at(0) == ""
    assert not polarity.negated_at(0)
