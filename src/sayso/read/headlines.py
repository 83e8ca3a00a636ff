"""Headlines: "Police: two dead in crash" and "Raid kills 40: monitor" say who says so with a colon alone.

In: a text. Out: an attribution for each such headline, the text's own or one between its paragraphs. Only words that
`roles` knows as a source's are taken for one: "Update: ..." names nobody.
"""

from __future__ import annotations

import re

from sayso.read.attribution import Attribution
from sayso.read.quotations import paragraphs
from sayso.read.roles import naming_of, role_of
from sayso.types import Naming, Span

LONGEST = 160  # code points of a headline
BEFORE = re.compile(r"(?P<source>[^\W\d_][\w.’' -]{1,40}?)(?P<cue>:)\s+(?P<content>[^\s:][^:]*)")
BEHIND = re.compile(r"(?P<content>\S[^:]*[^\s:])(?P<cue>:)\s+(?P<source>[^\W\d_][\w.’' -]{1,40})")
# Who publishes it, at its end: "... | The Post", "... - WBTV 3 News".
SITE = re.compile(r"\s+(?:\||::|[-–—](?=\s))[^\n]*$")
MOST, FEWEST = 4, 3  # words of a source, at the most; of what is said, at the least
CLAUSE = re.compile(r"^(?:the|an?|case study)\b|\b(?:sa(?:id|ys?)|add(?:s|ed)|on|in|at|to|with|of)\b", re.I)
ENDED = re.compile(r"[.!?…:][”\"’')]*$")


def headlines(text: str) -> list[Attribution]:
    """The attributions that headlines of a text make with a colon, in order."""
    found = []
    for line in paragraphs(text) if ":" in text else ():
        words = SITE.sub("", line.words(text)) if line.end - line.start <= LONGEST else ""
        if "\n" not in words and not ENDED.search(words):
            forms = (form.fullmatch(text, line.start, line.start + len(words)) for form in (BEFORE, BEHIND))
            found += [_attribution(match) for match in forms if match and _tells(match)][:1]
    return found


def _tells(match: re.Match[str]) -> bool:
    """Whether a headline tells who says what."""
    who = match["source"]
    if len(who.split()) > MOST or len(match["content"].split()) < FEWEST:
        return False
    return not CLAUSE.search(who) and (role_of([who]) is not None or naming_of([who], ()) is Naming.UNNAMED)


def _attribution(match: re.Match[str]) -> Attribution:
    source, cue, content = (Span(*match.span(part)) for part in ("source", "cue", "content"))
    return Attribution((source,), (cue,), (content,))
