"""Per: "As per the police, the truck hit the car", as South Asia's papers and many sites write for "according to".

In: a text and its sentences. Out: an attribution for each such sentence: who (source), "As per" (cue), what (content).
Only what `roles` knows as a source, and what ends in a name, is taken for one: "as per the plan" names nobody. The
corpus that the tagger learnt from hardly has the form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.read.attribution import Attribution
from sayso.read.roles import naming_of, role_of
from sayso.types import Span

WHO = r"(?P<who>[^\s,.;:“”\"](?:[^,.;:“”\"\n]|\.(?=\w)){1,90}?)"
FIRST = re.compile(rf"(?P<cue>As per|Per(?= [a-z])) {WHO}, (?P<content>\w[^“”\"]*)$")  # Per is a name too
LAST = re.compile(rf"(?P<content>[^“”\"]+?),? (?P<cue>as per) {WHO}[.!?]?$")
LONGEST = 1_000  # code points of a sentence
ENDS = " .!?"
HEAD = re.compile(r"\s(?:of|for|with|in|on|to|between|issued|given|obtained|published|released|made|filed|by|from)\s")
# "200 km per hour", "as per Monday's schedule", "as per usual".
NOBODY = re.compile(
    r"\b(?:\w+day|usual|capita|cent|plan|schedule|rules?|law|norms?|guidelines|tradition|custom"
    r"|agreement|deal|orders?|directives?|terms|wish(?:es)?|demands?|requests?|contract|constitution|code|convention|policy"
    r"|treaty|accord|ceasefire|act|name)\b",
    re.I,
)


def per(text: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions that sentences of a text make with "as per" or "per", in order."""
    found = []
    for span in sentences:
        words = span.words(text)
        match = (FIRST.match(words) or LAST.match(words)) if "er " in words and len(words) < LONGEST else None
        if match and _is_source(match["who"]):
            source, cue, content = (
                (Span(span.start + match.start(part), span.start + match.start(part) + len(match[part].rstrip(ENDS))),)
                for part in ("who", "cue", "content")
            )
            found.append(Attribution(source, cue, content))
    return found


def _is_source(who: str) -> bool:
    """Whether words name a source: a known kind of one, or a name."""
    if NOBODY.search(who):
        return False
    head = HEAD.split(who, maxsplit=1)[0]
    return role_of([who]) is not None or naming_of([head], ()) is not None or head.split()[-1][:1].isupper()
