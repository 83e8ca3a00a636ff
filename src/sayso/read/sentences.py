"""Sentences: where one ends and the next begins.

In: a text. Out: spans in order, none across a paragraph break, blank edges left out. Rules only: a full stop ends a
sentence unless it belongs to an abbreviation, an initial or a number; a closing quotation mark or bracket goes with
the sentence that it ends. It does not know what a sentence says.
"""

from __future__ import annotations

import re

from sayso.paragraphs import paragraphs
from sayso.types import Span

# Abbreviations after which a capital letter mostly continues the sentence (titles, ranks, places, dates), lower case.
# Kept short on purpose: "Inc." and "U.S." end sentences about as often as not, and the next word decides.
CONTINUES = set(
    "mr mrs ms dr prof rev hon sen rep gov gen lt col maj capt cmdr sgt cpl pvt adm brig supt insp det st mt ft "
    "messrs mme mlle fr no nos rs vs v art sec fig approx dept univ assn bros jan feb mar apr jun jul aug sept sep "
    "oct nov dec ave blvd rd e.g i.e cf c p pp".split()
)
END = re.compile(
    r"[。！？]+[”’」』）]*|(?:(?<![.!?…])[.!?…]++|[؟۔।॥։።။។])[\"”’'»)\]]*(?:\[\d{1,3}\])*"
    r"(?=\s|$|[“\"‘(\[]|(?<=[a-z][.!?])[A-Z][a-z]|(?<=[.!?]”)[A-Z][a-z])"  # a blank may be missing: said.He
)
LAST_WORD = re.compile(r"[^\s“\"‘(\[]*$")
LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # U.S, a.m, J.K: the last full stop is the one in question
# After such letters a capital goes on ("U.N. Security Council", "6 a.m. Monday") unless it begins one of these words.
BEGINNERS = re.compile(
    r"\W*(?:the|a|an|he|she|it|they|we|you|i|this|that|these|those|there|his|her|its|their|our|my|in|on|at|as|by|for|from"
    r"|with|after|before|since|but|and|so|yet|or|if|when|while|although|though|however|meanwhile|some|many|most|no|not"
    r"|nobody|one|two|what|who|why|how|where|then|now|here|another|other|both|also|mr|mrs|ms)\b",
    re.I,
)
# What a sentence may begin with: a capital, a digit or an opening mark, but no dash ("HALMERE, Mar. — The dam");
# scripts without case begin anywhere.
BEGINS = re.compile(r"\s*[“\"‘'«(\[「『（•]*\s*[$€£¥@#]?(?:[^\W_a-zß-öø-ÿ]|[a-z][A-Z]|(?<=[@#])\w|$)")
# Words that begin a sentence and are nobody's name: after a letter or a street they decide ("plan B. The rest").
STARTERS = re.compile(
    r"\s*(?:the|he|she|it|they|we|but|this|that|these|those|there|his|their|its|when|while|although|however"
    r"|meanwhile)\b",
    re.I,
)
# Titles as South Asia and Nigeria write them: "Smt. Rita Das", but "Bethesda, Md. The police".
THERE = {"Smt", "Shri", "Engr", "Md", "Mohd", "Mst", "Pte", "Asst", "Dy", "Retd", "Ret", "Gen"}
COMPANIES, BRACKET = {"inc", "corp", "co", "cos", "ltd", "llc"}, re.compile(r"\s*\(")
ENDS_TOO = set("st ave blvd rd jan feb mar apr jun jul aug sept sep oct nov dec".split())  # "on Main St.", "in Sept."
# "“Why?” Orla Tamm asked": the capital is the speaker's.
SPEAKER = re.compile(
    r"\s+(?!(?:I|He|She|They|We|You|It|And|But|Then)\b)(?:(?:[A-Z][\w.'’-]*|of|de|al|von|van)\s+){1,5}(?:said|says|asked|asks|told|added|wrote|replied|tweeted|shouted"
    r"|cried|continued|declared|wondered|exclaimed|recalled)\b"
)


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of `text`, in order. A line break inside a paragraph ends none by itself."""
    found = []
    for paragraph in paragraphs(text):
        start = paragraph.start
        for match in END.finditer(text, paragraph.start, paragraph.end):
            if _ends(text, match, paragraph):
                found.append(Span(start, match.end()))
                start = match.end()
                while start < paragraph.end and text[start].isspace():
                    start += 1
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return found


def _ends(text: str, match: re.Match[str], paragraph: Span) -> bool:
    if match.end() >= paragraph.end:
        return False  # the rest of the paragraph is the last sentence
    after = text[match.end() : match.end() + 12]
    if not BEGINS.match(after):
        return False
    if match[0][0] != "." or match[0].startswith(".."):
        # "Who?" he asked; "Go!" She left: only a capital that begins a sentence counts, which BEGINS has seen.
        if match[0].startswith("..") and re.match(r"\s*[$€£¥\d]", after):
            return False  # "would lose... $1.1 billion"
        quoted = match[0][-1] in "”\"’'"
        return not (quoted and SPEAKER.match(text, match.end(), min(paragraph.end, match.end() + 80)))
    start = LAST_WORD.search(text, max(paragraph.start, match.start() - 30), match.start())
    written = start[0].rpartition("-")[2] if start else ""  # Maj.-Gen.
    word = written.lower()
    initial = start is not None and len(word) == 1 and start[0].isupper()  # J. Smith; "plan B. Then" is rarer
    if written in THERE:
        return bool(STARTERS.match(after))
    if word in COMPANIES and BRACKET.match(after):
        return False  # "Veltrix Inc. (NYSE: VLTX) said"
    if word in CONTINUES and not initial:
        if word in ENDS_TOO:
            return bool(STARTERS.match(after))
        return word in {"no", "nos", "rs"} and not re.match(r"\s*\d", after)
    if LETTERS.fullmatch(word):
        return bool(BEGINNERS.match(after))
    return not initial or bool(STARTERS.match(after))
