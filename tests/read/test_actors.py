"""Actors: names joined by their words, pronouns and short forms given to whom they mean."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.read import read
from sayso.read.actors import find_actors
from sayso.read.attribution import Attribution
from sayso.read.encoder import HEADS, Encoded, encoder
from sayso.types import Mention, Span


def resolved(text: str, names: list[tuple[str, str]], sources: list[str]) -> list[str | None]:
    """The actors of sources, each the first place of its words after the one before, with a silent encoder."""
    tokens = encoder().tokenise(text)
    silent = Encoded(np.zeros((len(tokens), HEADS), np.float32), np.zeros(len(tokens), np.float32))
    at, mentions, said = 0, [], []
    for kind, name in names:
        at = text.index(name, at)
        mentions.append(Mention(kind, Span(at, at + len(name))))
        at += len(name)
    at = 0
    for source in sources:
        at = text.index(source, at)
        quoted = max(text.rfind("“", 0, at), 0)  # what is said is the quotation before, to its end
        said.append(
            Attribution((Span(at, at + len(source)),), (Span(at, at + 1),), (Span(quoted, max(at - 2, quoted)),))
        )
        at += len(source)
    actors, who = find_actors(text, mentions, said, tokens, silent)
    return [None if index is None else actors[index].name for index in who]


@pytest.mark.parametrize(
    ("text", "names", "sources", "expected"),
    [
        (
            "Ilse Brandt said so. “We waited,” she said. Brandt left.",
            [("person", "Ilse Brandt"), ("person", "Brandt")],
            ["Ilse Brandt", "she", "Brandt"],
            ["Ilse Brandt"] * 3,
        ),
        (
            "Ilse Brandt took her coat and met Jon Tamm, who sold his boat. She said no. He said yes.",
            [("person", "Ilse Brandt"), ("person", "Jon Tamm")],
            ["She", "He"],
            ["Ilse Brandt", "Jon Tamm"],
        ),
        (
            "Ilse Brandt rowed on. It rained. “Ada Oye met me, and left again,” she wrote.",
            [("person", "Ilse Brandt"), ("person", "Ada Oye")],
            ["she"],
            ["Ilse Brandt"],
        ),
        (
            "It was President Tamm, and Sen. Ada Oye came. The president said no. It rained. The senator said so too.",
            [("person", "Tamm"), ("person", "Ada Oye")],
            ["The president", "The senator"],
            ["Tamm", "Ada Oye"],
        ),
        (
            "Mrs. Brandt rowed. Mr. Tamm, with Oye, came last. She said no.",
            [("person", "Brandt"), ("person", "Tamm")],
            ["She"],
            ["Brandt"],
        ),
        (
            "Tamm’s campaign grew. Oye’s campaign did not, it was said.",
            [("person", "Tamm"), ("person", "Oye")],
            ["Tamm’s campaign", "Oye’s campaign"],
            ["Tamm’s campaign", "Oye’s campaign"],
        ),
        (
            "Jon Tamm left. Jon Tamm came. “No,” his attorney said.",
            [("person", "Jon Tamm"), ("person", "Jon Tamm")],
            ["his attorney"],
            ["his attorney"],
        ),
        (
            "Gina Williams left. Williams came. Billy Williams said so. G. Williams did not. Gina Ann Williams did.",
            [
                ("person", name)
                for name in ("Gina Williams", "Williams", "Billy Williams", "G. Williams", "Gina Ann Williams")
            ],
            ["Gina Williams", "Billy Williams", "G. Williams", "Gina Ann Williams"],
            ["Gina Ann Williams", "Billy Williams", "Gina Ann Williams", "Gina Ann Williams"],
        ),
        (
            "Tamm came. Ada Oye spoke. “We won,” she said. “I lost,” he said.",
            [("person", "Tamm"), ("person", "Ada Oye")],
            ["she", "he"],
            ["Ada Oye", "Tamm"],
        ),
        (
            "The Elmwood Fund officials left. Halmere Board officials ate. The officials sat. The envoy to Jon Tamm.",
            [("organisation", "Elmwood Fund"), ("organisation", "Halmere Board"), ("person", "Jon Tamm")],
            ["The Elmwood Fund officials", "Halmere Board officials", "The officials", "The envoy to Jon Tamm"],
            ["The Elmwood Fund officials", *["Halmere Board officials"] * 2, "The envoy to Jon Tamm"],
        ),
        (
            "Ada Oye was held. Her lawyer, Peter Lund, said she was not there. “She slept,” he said. She told us more.",
            [("person", "Ada Oye"), ("person", "Peter Lund")],
            ["Peter Lund", "he", "She"],
            ["Peter Lund", "Peter Lund", "Ada Oye"],
        ),
        (
            "Tamm was shot. His mother, Ruth, came. “He was good,” she said.",
            [("person", "Tamm"), ("person", "Ruth")],
            ["she"],
            ["Ruth"],
        ),
        (
            "Senator Oye said the law was bad. Oye left. The president said no.",
            [("person", "Oye"), ("person", "Oye")],
            ["Oye", "The president"],
            ["Oye", "The president"],
        ),
        (
            "Jon Tamm rowed on alone. The mayor said the town would pay. “In years,” she said.",
            [("person", "Jon Tamm")],
            ["The mayor", "she"],
            ["The mayor", "The mayor"],
        ),
        (
            "Jon Tamm, 54, was there. The 54-year-old said so.",
            [("person", "Jon Tamm")],
            ["The 54-year-old"],
            ["Jon Tamm"],
        ),
        (
            "The Ministry of Harbours closed it. The ministry said nothing broke.",
            [("organisation", "Ministry of Harbours")],
            ["The ministry"],
            ["Ministry of Harbours"],
        ),
        (
            "A spokesman for Ilse Brandt said so.",
            [("person", "Ilse Brandt")],
            ["A spokesman for Ilse Brandt"],
            ["A spokesman for Ilse Brandt"],
        ),
        (
            "Ilse Brandt and Jon Tamm said so.",
            [("person", "Ilse Brandt"), ("person", "Jon Tamm")],
            ["Ilse Brandt and Jon Tamm"],
            ["Ilse Brandt and Jon Tamm"],
        ),
        # Only the first can be meant, though the second stands nearer; of a surname the full name further on tells.
        (
            "Ilse Orlo met Pedro Tamm there. “We waited,” she said.",
            [("person", "Ilse Orlo"), ("person", "Pedro Tamm")],
            ["she"],
            ["Ilse Orlo"],
        ),
        (
            "Orlo met Tamm there. “We waited,” she said. Ilse Orlo and Pedro Tamm left.",
            [("person", "Orlo"), ("person", "Tamm"), ("person", "Ilse Orlo"), ("person", "Pedro Tamm")],
            ["she"],
            ["Ilse Orlo"],
        ),
        # A chairman whose name is a woman's is one.
        (
            "Chairman Ilse Orlo met Jo Tamm there. “We waited,” she said.",
            [("person", "Ilse Orlo"), ("person", "Jo Tamm")],
            ["she"],
            ["Ilse Orlo"],
        ),
        # Whose they are tells them apart; a country's president is the president.
        (
            "The victim’s lawyer said so. The suspect’s lawyer said no. The victim’s lawyer left.",
            [],
            ["The victim’s lawyer", "The suspect’s lawyer", "The victim’s lawyer"],
            ["The victim’s lawyer", "The suspect’s lawyer", "The victim’s lawyer"],
        ),
        (
            "President Rosa Lund said so. The country’s president said more.",
            [("person", "Rosa Lund")],
            ["President Rosa Lund", "The country’s president"],
            ["Rosa Lund", "Rosa Lund"],
        ),
        # A mayor is no farmer, a firm no person, but a candidate may be called a billionaire.
        (
            "Mayor Rosa Lund said so. The billionaire laughed. The farmer said no. The chipmaker said yes.",
            [("person", "Rosa Lund")],
            ["Mayor Rosa Lund", "The billionaire", "The farmer", "The chipmaker"],
            ["Rosa Lund", "Rosa Lund", "The farmer", "The chipmaker"],
        ),
        # A student is not somebody just because nobody else was spoken of.
        (
            "Jon Tamm won. Tamm thanked all. The student said no.",
            [("person", "Jon Tamm"), ("person", "Tamm")],
            ["Tamm", "The student"],
            ["Jon Tamm", "The student"],
        ),
        # A name that is mostly a woman's may be a man's where nobody else can be meant.
        ("Carol Reed left. “We waited,” he said.", [("person", "Carol Reed")], ["he"], ["Carol Reed"]),
        (
            "Frank Lund spoke with his wife, Claire Lund. Lund said no.",
            [("person", "Frank Lund"), ("person", "Claire Lund"), ("person", "Lund")],
            ["Lund"],
            ["Frank Lund"],
        ),
        (
            "It was read by the ministry, which said no.",
            [("organisation", "ministry")],
            ["which"],
            ["ministry"],
        ),
        # Who spoke last speaks on, named or not.
        (
            "Rosa Lund left. An aide said so. “We waited,” she said.",
            [("person", "Rosa Lund")],
            ["An aide", "she"],
            ["An aide", "An aide"],
        ),
        (
            "Jon Tamm left. One of the men said so. “We waited,” he said.",
            [("person", "Jon Tamm")],
            ["One of the men", "he"],
            ["One of the men", "One of the men"],
        ),
        # Outside quotation marks whoever writes is "we".
        ("Rosa Lund said so. We regret it.", [("person", "Rosa Lund")], ["Rosa Lund", "We"], ["Rosa Lund", None]),
        # Of two with one surname the one who spoke last; an age is no part of a name.
        (
            "Rosa Lund said so. Jon Lund said no. Lund left. Rosa Lund, 58, wept. Tamm, 40, slept.",
            [("person", "Rosa Lund"), ("person", "Jon Lund"), ("person", "Lund"), ("person", "Rosa Lund")],
            ["Rosa Lund", "Jon Lund", "Lund", "Rosa Lund, 58,", "Tamm, 40,"],
            ["Rosa Lund", "Jon Lund", "Jon Lund", "Rosa Lund", "Tamm"],
        ),
        (
            "The mayor of Vell, Rosa Lund, said so. The mayor said more. Lund left.",
            [("person", "Rosa Lund"), ("person", "Lund")],
            ["The mayor of Vell, Rosa Lund,", "The mayor", "Lund"],
            ["Rosa Lund", "Rosa Lund", "Rosa Lund"],
        ),
        # The woman is no man who spoke last.
        (
            "Ilse Orlo met Pedro Tamm there. Tamm said no. Tamm left early. The woman said yes.",
            [("person", "Ilse Orlo"), ("person", "Pedro Tamm"), ("person", "Tamm"), ("person", "Tamm")],
            ["Tamm", "The woman"],
            ["Pedro Tamm", "The woman"],
        ),
        (
            "A spokeswoman for Jo Vell called. Bo Tamm waited. “We will not,” she said. “We will,” he said.",
            [("person", "Jo Vell"), ("person", "Bo Tamm")],
            ["she", "he"],
            ["Bo Tamm", "Jo Vell"],
        ),
        # A couple: what is told of one by title or name is not told of the other.
        (
            "Lund spoke. Ilse Lund sat there. Mr. Lund said no. “We waited,” he said. “So did I,” she said.",
            [("person", "Lund"), ("person", "Ilse Lund"), ("person", "Lund")],
            ["Mr. Lund", "he", "she"],
            ["Lund", "Lund", "Ilse Lund"],
        ),
        ("Nobody but you said so.", [], ["you"], [None]),
        (
            "West Orlo Police said so. Greater Vell Police said no. Vell is far. Police left.",
            [("place", "West Orlo"), ("organisation", "Police"), ("place", "Vell"), ("organisation", "Police")],
            ["West Orlo Police", "Greater Vell Police"],
            ["West Orlo Police", "Greater Vell Police"],
        ),
        ("Doctors warned of it. It spreads, says WHO", [], ["Doctors", "WHO"], ["Doctors", "WHO"]),
        (
            "Army spokesman Jon Tamm said so. The rebel spokesman denied it. The army spokesman laughed..",
            [("person", "Jon Tamm")],
            ["Army spokesman Jon Tamm", "The rebel spokesman", "The army spokesman"],
            ["Jon Tamm", "The rebel spokesman", "Jon Tamm"],
        ),
    ],
)
def test_who_is_meant(text: str, names: list[tuple[str, str]], sources: list[str], expected: list[str | None]) -> None:
    assert resolved(text, names, sources) == expected


def test_every_place_of_an_actor_is_kept_in_order() -> None:
    text = "Ilse Brandt said so. “We waited,” she said."
    tokens = encoder().tokenise(text)
    silent = Encoded(np.zeros((len(tokens), HEADS), np.float32), np.zeros(len(tokens), np.float32))
    she = text.index("she")
    said = [Attribution((Span(she, she + 3),), (), ())]
    (actor,), who = find_actors(text, [Mention("person", Span(0, 11))], said, tokens, silent)
    assert who == [0]
    assert [span.words(text) for span in actor.mentions] == ["Ilse Brandt", "she"]
    assert actor.kind == "person"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A reporter asked Marta Kleve if she would resign. “No,” she replied.", ["A reporter", "Marta Kleve"]),
        (
            "“Why did you run?” prosecutor Daniel Okafor asked Jon Tamm. “I was afraid,” he answered.",
            ["Daniel Okafor", "Jon Tamm"],
        ),
    ],
)
def test_nobody_answers_himself(text: str, who: list[str]) -> None:
    found = read(text)
    assert [found.actors[s.actor].name for s in found.statements if s.actor is not None] == who
