"""An invented reading of an invented event, for the tests of `show`.

Spans are found by the words, so that the text can be changed without counting letters.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from sayso.types import (
    Actor,
    Bound,
    Document,
    Figure,
    Kind,
    Marker,
    Mention,
    Naming,
    Reading,
    Role,
    Span,
    Statement,
)

TEXT = """\
The dam at Ostrevan broke before dawn on Tuesday, and the lower town was under water within an hour.

“We have recovered at least 82 bodies,” said Mara Voss, who leads the Tolm Relief Society. “Between 100,000 and \
250,000 people have lost their homes, and the road is gone.”

The water ministry said the wall had been inspected in March. It called the inspection “thorough and complete”, \
and dozens of engineers had allegedly signed it. The account could not be independently verified.

Perhaps the rain alone was to blame. Repairs will cost $40 million, according to the ministry.

Ilko Brandt, a farmer, told reporters that the sirens “never sounded” and that his brother \
had said: “Run, it is coming.”
"""


def span(words: str, text: str = TEXT, after: str = "") -> Span:
    """Where the words stand, the first time after `after`."""
    start = text.index(words, text.index(after) if after else 0)
    return Span(start, start + len(words))


def document(**changes: object) -> Document:
    values: dict[str, object] = {
        "text": TEXT,
        "name": "ostrevan-dam",
        "url": "https://courier.example/ostrevan-dam",
        "outlet": "Lowland Courier",
        "title": "Dam breaks above Ostrevan",
        "byline": "Jory Penhale",
        "dateline": "OSTREVAN",
        "published": date(2031, 4, 2),
        "fetched": datetime(2031, 4, 3, 6, 30, tzinfo=UTC),
        "language": "en",
    }
    return Document(**(values | changes))  # type: ignore[arg-type]


def reading(**changes: object) -> Reading:
    """One of everything: each kind, parts apart, nested statements, every bound that matters, each sort of marker."""
    farmer = "that the sirens “never sounded” and that his brother had said: “Run, it is coming.”"
    return Reading(
        document=document(**changes),
        statements=(
            Statement(
                Kind.NARRATOR,
                (span(TEXT.split("\n")[0]),),
            ),
            Statement(
                Kind.DIRECT,
                (
                    span("“We have recovered at least 82 bodies,”"),
                    span("“Between 100,000 and 250,000 people have lost their homes, and the road is gone.”"),
                ),
                source=(span("Mara Voss, who leads the Tolm Relief Society"),),
                cue=(span("said", after="bodies,”"),),
                figures=(0, 1),
                actor=0,
            ),
            Statement(
                Kind.INDIRECT,
                (span("the wall had been inspected in March"),),
                source=(span("The water ministry"),),
                cue=(span("said", after="The water ministry"),),
                actor=1,
            ),
            Statement(
                Kind.MIXED,
                (span("the inspection “thorough and complete”"),),
                source=(span("It", after="in March."),),
                cue=(span("called"),),
                markers=(Marker("scare quotes", span("“thorough and complete”"), "words held at arm's length"),),
                actor=1,
            ),
            Statement(
                Kind.NARRATOR,
                (span("dozens of engineers had allegedly signed it"),),
                markers=(Marker("doubt", span("allegedly"), "reports a claim without taking it on"),),
                figures=(2,),
            ),
            Statement(
                Kind.NARRATOR,
                (span("The account could not be independently verified."),),
                markers=(Marker("access", span("could not be independently verified"), "says what was not checked"),),
            ),
            Statement(
                Kind.NARRATOR,
                (span("Perhaps the rain alone was to blame."),),
                markers=(Marker("hedge", span("Perhaps"), "leaves open whether it is so"),),
            ),
            Statement(
                Kind.INDIRECT,
                (span("Repairs will cost $40 million"),),
                source=(span("the ministry", after="according to"),),
                cue=(span("according to"),),
                markers=(Marker("prediction", span("will"), "speaks of what has not happened yet"),),
                figures=(3,),
                actor=1,
            ),
            Statement(
                Kind.MIXED,
                (span(farmer),),
                source=(span("Ilko Brandt, a farmer"),),
                cue=(span("told reporters"),),
                actor=2,
            ),
            Statement(
                Kind.DIRECT,
                (span("“Run, it is coming.”"),),
                source=(span("his brother"),),
                cue=(span("said", after="his brother"),),
                actor=3,
            ),
            Statement(Kind.INDIRECT, (span("signed it"),), cue=(span("allegedly"),)),
        ),
        figures=(
            Figure(span("at least 82"), 82, None, Bound.AT_LEAST, counted="bodies", state="killed", as_of="on Tuesday"),
            Figure(
                span("Between 100,000 and 250,000"),
                100_000,
                250_000,
                Bound.BETWEEN,
                counted="people",
                state="displaced",
                place="Ostrevan",
            ),
            Figure(span("dozens"), 24, 99, Bound.VAGUE, counted="engineers"),
            Figure(span("$40 million"), 40_000_000, 40_000_000, Bound.EXACT, unit="$"),
        ),
        mentions=(Mention("place", span("Ostrevan")), Mention("person", span("Mara Voss"))),
        versions={"model": "invented", "rules": "1"},
        actors=(
            Actor("Mara Voss", "person", Role.AID_AGENCY, Naming.NAMED, (span("Mara Voss"),)),
            Actor(
                "The water ministry",
                "organisation",
                Role.OFFICIAL,
                Naming.INSTITUTIONAL,
                (span("The water ministry"), span("It", after="in March."), span("the ministry", after="according to")),
            ),
            Actor("Ilko Brandt", "person", Role.WITNESS, Naming.NAMED, (span("Ilko Brandt"),)),
            Actor("his brother", "person", None, Naming.UNNAMED, (span("his brother"),)),
        ),
    )


def second() -> Reading:
    """A shorter article by another outlet, with another figure for the same thing."""
    text = (
        "Rescuers said at least 60 people were missing below the Ostrevan dam.\n\nNobody has said who opened the gates."
    )
    here = {
        "text": text,
        "name": "gates",
        "url": "https://evening.example/gates",
        "outlet": "The Evening & Hill Post",
        "title": "Who opened the gates?",
        "published": date(2031, 4, 5),
    }
    return Reading(
        document=document(**here),
        statements=(
            Statement(
                Kind.INDIRECT,
                (span("at least 60 people were missing below the Ostrevan dam", text),),
                source=(span("Rescuers", text),),
                cue=(span("said", text),),
                figures=(0,),
                actor=0,
            ),
            Statement(Kind.NARRATOR, (span("Nobody has said who opened the gates.", text),)),
        ),
        figures=(Figure(span("at least 60", text), 60, None, Bound.AT_LEAST, "people", None, "missing", "Ostrevan"),),
        versions={"model": "invented", "rules": "1"},
        actors=(Actor("Rescuers", None, None, Naming.UNNAMED, (span("Rescuers", text),)),),
    )


HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)> \"quoted\" & [red]not red[/red] \x1b[31m\u202eflip"


def hostile() -> Reading:
    """An article that tries to be markup wherever it can."""
    text = f"{HOSTILE} said Otho <b>Kray</b>.\n\nIt rained on </main> all day."
    return Reading(
        document=document(
            text=text,
            name="../<hostile>",
            url="javascript:alert(document.domain)",
            outlet="<i>Post</i> & Sons",
            title="</title><script>alert('title')</script>",
            byline="<b>nobody</b>",
        ),
        statements=(
            Statement(
                Kind.DIRECT,
                (span(HOSTILE, text),),
                source=(span("Otho <b>Kray</b>", text),),
                cue=(span("said", text),),
                markers=(Marker("doubt<", span("quoted", text), "<em>why</em>"),),
                figures=(0,),
                actor=0,
            ),
            Statement(Kind.NARRATOR, (span("It rained on </main> all day.", text),)),
        ),
        figures=(Figure(span("1", text), 1, 1, Bound.EXACT, counted="<u>things</u>", state="killed<", place="</td>"),),
        versions={"model": "<v>"},
        actors=(Actor("<i>The Kray</i>\x1b[31m\u202e", "<b>person</b>", Role.WITNESS, Naming.NAMED, (Span(0, 7),)),),
    )


def edited() -> Reading:
    """The first article as it stood later: the same URL, another text."""
    return reading(text=TEXT + "\n\nCorrected: the wall was older than first reported.")


def unread() -> Reading:
    """A text in a language that there is no model for."""
    return Reading(
        document=document(
            text="Плотина прорвана.",
            name="plotina",
            url="https://vesti.example/1",
            outlet="Vesti Nizin",
            title="Плотина",
        ),
        unread="no model for language ru",
    )
