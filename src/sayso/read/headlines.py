"""Headlines: "Police: two dead in crash" and "Raid kills 40: monitor" say who says so with a colon alone.

In: a text. Out: an attribution for each such headline, the text's own or one between its paragraphs, and for paragraphs
that begin so and go on in sentences. Only words that
`roles` knows as a source's are taken for one: "Update: ..." names nobody.
"""

from __future__ import annotations

import re

from sayso.paragraphs import paragraphs
from sayso.read.attribution import Attribution
from sayso.read.roles import naming_of, role_of
from sayso.types import Naming, Span

LONGEST = 160  # code points of a headline
BEFORE = re.compile(r"(?P<source>[^\W\d_][\w.’' -]{1,40}?)(?P<cue>:)\s+(?P<content>[^\s:][^:]*)")
LABELLED = re.compile(
    r"(?P<source>[^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,4})(?P<cue>:)[^\S\n]+(?P<content>[^\s:“”\"‘«][^:“”\"\n]{1,600}[.!?])"
)
# Who speaks for others, and many: of "Governor: Maria Lopez defeated Tom Hale" only the office is told.
BODY = re.compile(
    r"\b(?:spokes\w+|ministry|army|military|police|forces?|authorit(?:y|ies)|department|officials|officers|navy|rebels"
    r"|coalition|command|staff|government|opposition|activists|witnesses|residents|doctors|medics|fighters|soldiers)$",
    re.I,
)
CALL = re.compile(r"\b911\b|\d{3}[-.) ]\d{4}|https?:|www\.|@", re.I)
BEHIND = re.compile(r"(?P<content>\S[^:]*[^\s:])(?P<cue>:)\s+(?P<source>[^\W\d_][\w.’' -]{1,40})")
# Who publishes it, at its end: "... | The Post", "... - WBTV 3 News".
SITE = re.compile(r"\s+(?:\||::|[-–—](?=\s))[^\n]*$")
MOST, FEWEST = 4, 3  # words of a source, at the most; of what is said, at the least
# Not "The report says: ...", nor "Reporter: Jane Doe", which tells who did something, or "Government: a republic".
CLAUSE = re.compile(
    r"^(?:the|an?|case study)\b|\b(?:sa(?:id|ys?)|add(?:s|ed)|on|in|at|to|with|of)\b|^(?:reporters?|sources?|editors?"
    r"|writers?|authors?|photographers?|government|military|president|judge|director)$",
    re.I,
)
# What is asked is said by nobody, and of a photograph it is told whose it is.
OTHER = re.compile(r"^(?:how|what|when|where|which|who|why)\b|\b(?:photo|photograph|image|credit|courtesy)$", re.I)
ENDED = re.compile(r"[.!?…:][”\"’')]*$")


def headlines(text: str) -> list[Attribution]:
    """The attributions that headlines of a text make with a colon, in order."""
    lines = paragraphs(text) if ":" in text else []
    likely = [_forms(text, line) for line in lines]
    found = []
    for at, forms in enumerate(likely):
        # Several such lines on end are a list: "Soldiers: 4 dead", "Civilians: 12 dead".
        if forms and not any(likely[max(0, at - 1) : at] + likely[at + 1 : at + 2]):
            found += [_attribution(match) for match in forms if _tells(match)][:1]
    return found


def labelled(text: str) -> list[Attribution]:
    """The attributions of paragraphs that begin with a source and a colon, and go on in whole sentences without marks:
    "Health Ministry: Two people died. More are missing." """
    found = []
    for line in paragraphs(text) if ":" in text else []:
        match = LABELLED.fullmatch(text, line.start, line.end)
        who = match["source"] if match else ""
        if match and len(who.split()) <= MOST and not CLAUSE.search(who) and _says(match["content"]):
            found += [_attribution(match)] if BODY.search(who) and role_of([who]) is not None else []
    return found


def _says(words: str) -> bool:
    """Whether words can be what somebody says: at least three, one of them in small letters, and no number to call."""
    plain = [word for word in words.split() if word.islower() and len(word) > 2]
    return (
        not words[0].islower()
        and len(words.split()) >= FEWEST
        and bool(plain)
        and not CALL.search(words)
        and not OTHER.search(words)
    )


def _forms(text: str, line: Span) -> list[re.Match[str]]:
    """A line as a headline with a colon, in each way that it can be read."""
    words = SITE.sub("", line.words(text)) if line.end - line.start <= LONGEST else ""
    if "\n" in words or ENDED.search(words):
        return []
    end = line.start + len(words)
    return [match for form in (BEFORE, BEHIND) if (match := form.fullmatch(text, line.start, end))]


def _tells(match: re.Match[str]) -> bool:
    """Whether a headline tells who says what."""
    who = match["source"]
    if len(who.split()) > MOST or len(match["content"].split()) < FEWEST or OTHER.search(match["content"]):
        return False
    return not CLAUSE.search(who) and (role_of([who]) is not None or naming_of([who], ()) is Naming.UNNAMED)


def _attribution(match: re.Match[str]) -> Attribution:
    source, cue, content = (Span(*match.span(part)) for part in ("source", "cue", "content"))
    return Attribution((source,), (cue,), (content,))
