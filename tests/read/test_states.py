"""The state in which a number counts, by the words near it."""

import pytest

from sayso.read.figures import find_figures
from sayso.types import Span


def states(text: str) -> list[str | None]:
    return [f.state for f in find_figures(text, [Span(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the passive after what is counted
        ("29 people were killed.", ["killed"]),
        ("29 people have been killed.", ["killed"]),
        ("29 people, among them a nurse, were killed.", ["killed", "killed"]),
        ("29 people were shot and killed.", ["killed"]),
        ("29 people killed in Oldport", ["killed"]),
        ("29 people who were wounded have left.", ["injured"]),
        ("A boy who was shot in the mill on Monday has died.", ["killed"]),
        ("A boy was shot on Monday and 12 people have died since.", ["killed or injured", "killed"]),
        ("Two men took their own lives.", ["killed"]),
        ("12 others -- nine men and three women -- were hospitalized.", ["injured", "injured", "injured"]),
        ("Two men, five women and three children were killed.", ["killed", "killed", "killed"]),
        ("Two women, ages 19 and 23, were injured.", ["injured"]),
        ("The hospital lowered its count of the dead to 26.", ["killed"]),
        ("The number of dead rose to 27 and 63 people were injured.", ["killed", "injured"]),
        ("2,700 people were living in tents.", ["displaced"]),
        ("He fired 212 rounds and left two dead.", [None, "killed"]),
        ("29 people were reportedly injured.", ["injured"]),
        ("More than 100 killed or wounded in two days", ["killed or injured", None]),
        ("100 people were killed or wounded.", ["killed or injured"]),
        ("The blast killed or wounded 100 people.", ["killed or injured"]),
        ("29 killed and 40 wounded", ["killed", "injured"]),
        ("29 people were killed and 40 injured in the blast.", ["killed", "injured"]),
        ("25 killed 80 injured in shelling", ["killed", "injured"]),
        ("three children from one family were killed", ["killed", None]),
        ("29 rebels and 3 civilians were killed", ["killed", "killed"]),
        ("82 people, including 31 children, were killed", ["killed", "killed"]),
        ("82 people were killed, including 31 children", ["killed", "killed"]),
        ("82 people including 31 children were killed", ["killed", "killed"]),
        ("civilians trapped: 29 people are trapped in the cellar", ["trapped"]),
        ("20 houses were destroyed and 7 damaged", ["destroyed", "damaged"]),
        # the counted is the subject
        ("29 people died.", ["killed"]),
        ("29 people are missing.", ["missing"]),
        ("75 civilians dead", ["killed"]),
        ("60,000 people fled the valley", ["displaced"]),
        # the active before it
        ("The blast killed 29 people.", ["killed"]),
        ("The blast killed at least 16.", ["killed"]),
        ("a raid killing 26 people and wounding dozens more", ["killed", "injured"]),
        ("Flood kills 3 wounds 20", ["killed", "injured"]),
        ("The army has killed more than 300 people", ["killed"]),
        ("The fire destroyed a barn and two cars.", ["destroyed"]),
        ("killed 29 rebels and 3 civilians", ["killed", "killed"]),
        ("Police arrested 12 men.", ["arrested"]),
        ("The war displaced 60,000 people.", ["displaced"]),
        ("The navy evacuated 300 residents.", ["evacuated"]),
        ("the killing of 5 villagers", ["killed"]),
        ("the deaths of the five soldiers", ["killed"]),
        ("The raid killed the three men.", ["killed"]),
        ("It claimed the lives of two villagers.", ["killed"]),
        ("It cost more than 500 lives.", ["killed"]),
        ("The raid killed “at least 18” fighters.", ["killed"]),
        ("The number of people killed in the siege of the old town has risen to 18.", ["killed"]),
        ("Three rebels were said to be killed.", ["killed"]),
        ("2 children as well as another child were killed", ["killed"]),
        ("300 people were killed and millions forced to flee.", ["killed", "displaced"]),
        ("Attack on Oldport kill 5 injure 50", ["killed", "injured"]),
        ("executed 15 detainees", ["killed"]),
        # the noun that is counted, or that leads a number
        ("caused 15 deaths", ["killed"]),
        ("200 refugees arrived", ["displaced"]),
        ("20 wounded civilians arrived", ["injured"]),
        ("reported 22 casualties", ["killed or injured"]),
        ("The death toll rose to 29.", ["killed"]),
        ("the deaths of 29 miners", ["killed"]),
        ("Among the dead were 22 children.", ["killed"]),
        ("The number of wounded stands at 40.", ["injured"]),
        ("leaving 3 citizens killed and 20 others wounded Oldport TV reported", ["killed", "injured"]),
        ("left 75 civilians dead and another 150 wounded", ["killed", "injured"]),
        ("One of those killed was a nurse.", ["killed"]),
        # none, and nobody
        ("There were no casualties.", ["killed or injured"]),
        ("Nobody was killed.", ["killed"]),
        ("No civilians were hurt.", ["injured"]),
        ("None of the 40 hostages was killed.", ["killed", "abducted"]),
    ],
)
def test_states(text: str, expected: list[str | None]) -> None:
    assert states(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "29 rebels killed the mayor.",
        "29 rebels have killed the mayor.",
        "29 people saw the film.",
        "12 trucks arrived; the driver was killed.",
        "12 trucks arrived, and the driver was killed.",
        "They were killed 20 km from the town.",
        "a truck carrying 12 rebels was destroyed",
        "several opposition-held towns and 12 villages",
        "300 people are still in the besieged town.",
        "The index has reached 236 in the end.",
        "killed in two attacks",
    ],
)
def test_no_state(text: str) -> None:
    assert [s for s in states(text) if s] == []
