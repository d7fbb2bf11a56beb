"""Who did what to whom: what a sentence says to a question whether it is so."""

import pytest

from groundwire.language.analysis import Analysis
from groundwire.language.asking import asked_of, says, swappable

# What it says, the question, and the sentence.
PROBES = """
no | Did Barcelona beat Real Madrid? | Barcelona were beaten by Real Madrid.
no | Was Real Madrid beaten by Barcelona? | Barcelona were beaten by Real Madrid.
yes | Did Real Madrid beat Barcelona? | Barcelona were beaten by Real Madrid.
yes | Was Barcelona beaten by Real Madrid? | Barcelona were beaten by Real Madrid.
yes | Has Real Madrid beaten Barcelona? | Real Madrid beat Barcelona 2-1 on Sunday.
no | Was Real Madrid beaten by Barcelona? | Real Madrid beat Barcelona 2-1 on Sunday.
- | Did Barcelona beat Real Madrid? | Barcelona coach Ivo Stern beat Real Madrid's Ole Berg.
- | Did Real Madrid beat Barcelona? | Atletico Madrid beat Barcelona on Sunday.
- | Did Barcelona beat Real Madrid? | They beat Real Madrid on Sunday.
- | Did Barcelona beat Real Madrid? | Barcelona were beaten on Sunday.
no | Did Barcelona lose to Real Madrid? | Real Madrid lost to Barcelona in the final.
yes | Did Real Madrid lose to Barcelona? | Real Madrid lost 3-1 to Barcelona in the final.
yes | Did Barcelona play Real Madrid? | Real Madrid played Barcelona on Monday.
yes | Did Ana Soler beat Ole Berg? | Berg, the champion, was beaten in straight sets by Soler.
no | Did Ole Berg beat Ana Soler? | Berg, the champion, was beaten in straight sets by Soler.
no | Did Nordhavn buy Tern Ferries? | Tern Ferries bought Nordhavn for 40 million in 2019.
yes | Was Nordhavn bought by Tern Ferries? | Tern Ferries, the leader, bought Nordhavn in 2019.
- | Did Tern Ferries buy Nordhavn? | Tern Ferries will buy Nordhavn next year.
- | Did Tern Ferries buy Nordhavn? | Tern Ferries may have bought Nordhavn.
- | Did Tern Ferries buy Nordhavn? | Tern Ferries would have bought Nordhavn if the bank had agreed.
no | Did Tern Ferries buy Nordhavn? | Tern Ferries failed to buy Nordhavn in 2019.
no | Did Tern Ferries buy Nordhavn? | Tern Ferries did not buy Nordhavn.
- | Did Tern Ferries buy Nordhavn? | Tern Ferries had planned to buy Nordhavn.
- | Did Tern Ferries buy Nordhavn? | Tern Ferries denied that it bought Nordhavn.
yes | Did the court fine the bank? | The bank was fined by the court on Friday.
no | Did the bank sue the regulator? | The regulator sued the bank over hidden fees.
- | Did the bank sue the regulator? | The regulator's lawyer sued the bank over hidden fees.
yes | Did the judge convict the banker? | The judge, who sat alone, convicted the banker of fraud.
no | Did the judge convict the banker? | The judge refused to convict the banker.
no | Did the judge convict the banker? | The judge far from convicting the banker praised him.
- | Did the judge convict the banker? | The judge was convicted by a jury.
- | Did the judge convict the banker? | It is unclear whether the judge convicted the banker.
no | Was the suspect arrested? | The suspect has not been arrested, police said.
yes | Was the suspect arrested? | The suspect, who lives in Ostrand, was arrested on Monday.
yes | Was the suspect arrested by police? | Police arrested the suspect on Monday.
no | Did Storm Una hit Ostrand? | Storm Una never hit Ostrand, forecasters said.
- | Did Storm Una hit Ostrand? | Storm Una is unlikely to hit Ostrand.
- | Will Storm Una hit Ostrand? | Storm Una could hit Ostrand on Friday.
yes | Will Storm Una hit Ostrand? | Storm Una will hit Ostrand on Friday.
no | Will Storm Una hit Ostrand? | Storm Una will no longer hit Ostrand.
yes | Did the council close the bridge? | The council did not only close the bridge but sold it.
no | Did the council close the bridge? | Without closing the bridge, the council repaired it.
- | Did the council close the bridge? | If the council closed the bridge, traffic would stop.
no | Did the city council approve the budget? | The budget was not approved by the city council.
no | Did any councillor approve the budget? | No councillor approved the budget.
no | Did Ana Soler praise Ole Berg? | Berg praised Soler for her speech.
yes | Did Ole Berg praise Ana Soler? | Berg praised Soler for her speech.
yes | Was Ana Soler praised by Ole Berg? | Soler, a former judge, was warmly praised by Berg.
no | Did Marland invade Ostland? | Ostland invaded Marland in 1911.
yes | Did Ostland invade Marland? | Marland, which had been invaded by Ostland, asked for help.
- | Did the president of Marland attack Ostland? | Ostland attacked Marland.
yes | Did Mira Holt defeat Jon Vale? | Vale was narrowly defeated by Holt, who won 51 percent.
no | Did Jon Vale defeat Mira Holt? | Vale was narrowly defeated by Holt, who won 51 percent.
no | Did Mira Holt resign? | Holt has ruled out resigning.
no | Will Mira Holt resign? | Holt will not resign, her office said.
- | Did Mira Holt resign? | Holt is about to resign.
yes | Has Mira Holt resigned? | Holt resigned on Tuesday.
- | Has Mira Holt resigned? | Holt's deputy resigned on Tuesday.
- | Has Mira Holt resigned? | Holt said her deputy had resigned.
no | Did Velo Nord sell Pedalix? | Pedalix, the smaller rival, sold Velo Nord in May.
no | Did rain flood the valley? | No rain flooded the valley, whose dams held.
no | Did Oslo beat Bergen? | Oslo, the side that Bergen beat in March, went down.
yes | Did Bergen beat Oslo? | Oslo, the side that Bergen beat in March, went down.
no | Did Oslo replace Bergen as host? | Oslo was replaced by Bergen as host of the games.
yes | Did Kara Lind succeed Tom Roe? | Tom Roe was succeeded by Kara Lind last week.
no | Did Tom Roe succeed Kara Lind? | Tom Roe was succeeded by Kara Lind last week.
- | Did Kara Lind succeed Tom Roe? | Kara Lind hopes to succeed Tom Roe.
no | Did Kara Lind succeed Tom Roe? | Kara Lind did not succeed Tom Roe but stayed on.
yes | Did Kara Lind accuse Tom Roe? | Roe, accused by Lind of fraud, said nothing.
no | Did Tom Roe accuse Kara Lind? | Roe, accused by Lind of fraud, said nothing.
- | Did the dam break? | The dam held.
yes | Did the frost damage the vines? | The vines were damaged by the frost in April.
- | Did Ana Soler win the race? | Ana Soler's sister won the race.
- | Did Velo Nord win the contract? | Velo Nord lost the contract to Pedalix.
yes | Did Velo Nord win the contract? | Velo Nord has won the contract for trams.
- | Did the minister sign the treaty? | The minister said the president signed the treaty.
- | Did the minister sign the treaty? | The minister expects to sign the treaty.
- | Was the ferry sunk by a mine? | The ferry was sunk.
no | Was the ferry sunk by a mine? | The ferry was not sunk by a mine.
- | Did the ferry sink the yacht? | The yacht sank.
- | Did Pedalix sue Velo Nord? | Pedalix threatened to sue Velo Nord.
- | Did the factory close? | The factory's canteen closed.
- | Did the factory close? | Had the factory closed, hundreds would have lost work.
- | Did Kara Lind resign? | Kara Lind's husband, Tom Roe, resigned.
- | Did Tom Roe shoot Kara Lind? | Kara Lind said Tom Roe was shot.
- | Did Tom Roe shoot Kara Lind? | Prosecutors said Tom Roe allegedly shot Kara Lind.
yes | Did Oslo beat Bergen? | Oslo beat Molde and Bergen.
yes | Did Oslo beat Molde? | Oslo beat Molde and Lillestrom.
- | Did Oslo beat Molde and Drammen? | Oslo beat Molde.
- | Did Oslo beat Molde and Drammen? | Oslo beat Molde, but lost to Drammen.
yes | Did Norland ban the imports? | Norland and Ostland banned the imports.
- | Did Norland ban the imports? | Norland's parliament is to ban the imports.
- | Is Kara Lind married to Tom Roe? | Kara Lind was married to Ole Berg.
no | Did the storm damage the school? | The storm damaged neither the school nor the church.
no | Did the storm damage the school? | The school was hardly damaged by the storm.
- | Did the jury clear the banker? | Had the jury cleared the banker, the bank would have paid.
- | Will the port reopen? | Officials doubt the port will reopen.
- | Will the port reopen? | It is far from certain that the port will reopen.
- | Did Molde sign Berg? | Bergen signed Molde's captain.
no | Did Ostland attack Norland? | Norland attacked Ostland on Friday, its envoy said.
- | Did Norland attack Ostland? | Norland accused Ostland of attacking its ships.
- | Did Norland attack Ostland? | Ostland accused Norland of planning to attack.
- | Did Norland attack Ostland? | Norland attacked Ostland's neighbour.
- | Did the firm cut jobs? | The firm cut prices.
- | Did the bank raise rates? | The bank raised its forecast.
yes | Did the bank raise rates? | The bank raised rates to 4.5 percent.
- | Did the bank raise rates in May? | The bank left rates unchanged.
"""


@pytest.mark.parametrize("probe", PROBES.strip().splitlines())
def test_what_a_sentence_says_to_a_question(probe: str) -> None:
    """Yes and no only where verb and roles are those of the question, else nothing ("-")."""
    expected, question, sentence = probe.split(" | ")
    assert expected == (says(Analysis.of(question), Analysis.of(sentence).polarity) or "-")


@pytest.mark.parametrize(
    ("verbs", "question"),
    [
        (["beat"], "Did Oslo beat Bergen?"),
        (["beat"], "And was Real Oslo beaten by Bergen?"),
        (["monitor"], "Would the Danish ships monitor the strait or not?"),
        (["resign"], "Didn't the mayor of Ostrand resign?"),
        (["sell"], "Did the town council sell old ferries?"),
        (["approv"], "Did the town council approve the budget?"),
        (["commit"], "Have other towns apart from Oslo and Bergen committed to pay?"),
        (["sign"], "Did the rail unions sign?"),
        ([], "Was Ana Soler at the meeting?"),
        (["relat"], "Is the mayor's deputy related?"),
        ([], "Who beat Oslo?"),
        ([], "Oslo beat Bergen"),
    ],
)
def test_the_verb_of_a_question(verbs: list[str], question: str) -> None:
    """It is what follows the subject, up to the next phrase."""
    assert verbs == [asked.verb for asked in asked_of(Analysis.of(question))]


@pytest.mark.parametrize(
    ("expected", "question"),
    [
        (True, "Did Oslo beat Bergen?"),
        (False, "Did the union sue the mill?"),
        (False, "Did Oslo buy the mill?"),
        (False, "Did Oslo win?"),
    ],
)
def test_who_could_change_places(expected: bool, question: str) -> None:
    """Two that are named could; a town and a thing could not."""
    assert expected is swappable(Analysis.of(question))
