"""Per: "As per the police, the truck hit the car", as South Asia's papers and many sites write for "according to".

In: a text and its sentences. Out: an attribution for each such sentence: who (source), "As per" (cue), what (content).
Only words that `roles` knows as a source's, and names, are taken for one: "as per the plan" names nobody. The corpus
that the tagger learnt from hardly has the form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.read.attribution import Attribution
from sayso.read.roles import naming_of, role_of
from sayso.types import Span

WHO = r"(?P<who>[^\s,.;:“”\"](?:[^,.;:“”\"\n]|\.(?=\w)){1,90}?)"
FIRST = re.compile(rf"(?P<cue>(?:As )?[Pp]er|Going by) {WHO},\s+(?P<content>[^“”\"]+?)[.!?]*$")
LAST = re.compile(rf"(?P<content>[^“”\"]+?),? (?P<cue>as per) {WHO}[.!?]*$")
# "200 km per hour", "as per Monday's schedule", "as per usual".
NOBODY = re.compile(
    r"\b(?:\w+day|usual|capita|cent|plan|schedule|rules?|law|norms?|guidelines|tradition|custom)\b", re.I
)


def per(text: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions that sentences of a text make with "as per" or "per", in order."""
    found = []
    for span in sentences:
        words = span.words(text)
        match = (FIRST.match(words) or LAST.match(words)) if "er " in words or words.startswith("Going by") else None
        if match and _is_source(match["who"]):
            source, cue, content = (
                (Span(span.start + match.start(part), span.start + match.end(part)),)
                for part in ("who", "cue", "content")
            )
            found.append(Attribution(source, cue, content))
    return found


def _is_source(who: str) -> bool:
    """Whether words name a source: a known kind of one, or a name."""
    if NOBODY.search(who):
        return False
    return role_of([who]) is not None or naming_of([who], ()) is not None or who.split()[-1][:1].isupper()
