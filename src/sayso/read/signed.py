"""Signed words: a quotation or a post with the name of whoever speaks behind a dash.

In: a text and its quotations. Out: attributions of these two forms, each with its name (source), its dash (cue) and
what is signed (content): '"We lost it all." — Mara Delgado', on one line or with the name on the next, and posts as
pages embed them, 'Stay off the roads. — Elmwood Fire (@ElmwoodFire) July 9, 2016', quoted whole though without marks.
The corpus that the tagger learnt from signs few quotations, and its annotators left most posts out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.paragraphs import paragraphs
from sayso.read.attribution import Attribution
from sayso.read.overlaps import Taken
from sayso.read.quotations import Quotation, passages
from sayso.read.wordlists import wordlist
from sayso.types import Span, Spans

LONGEST = 600  # code points of a post: 500 and its links where most is allowed; more before a handle is an article
FEWEST = 4  # words of a quotation that does not end as a sentence: fewer may be a title
MOST = 9  # words of a name, and of what follows it behind a comma

DASH = r"(?:(?<!\w)[—―–]|[—―–](?=\s)|(?<![^\s”\"])--?)"  # not within a word; a hyphen only where no word goes before it
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DATE = rf"(?:{MONTH}\s\d{{1,2}},?\s\d{{4}}|\d{{1,2}}\s{MONTH}\s\d{{4}}|\d{{4}}-\d\d-\d\d)"
TIME = r"(?:\d{1,2}:\d\d\s[AP]M\s[-–·]\s)"
LATER = r"(?:,?\s(?:at\s)?\d{1,2}:\d\d(?:\s?[AP]M)?)"
POST = re.compile(
    rf"(?P<cue>{DASH})[^\S\n]?(?P<who>[^\s()—―–][^\n()—―–]{{0,59}}(?:\([^\n()@]{{1,20}}\)\s)?)\(@[\w.@-]{{1,60}}\)"
    rf"(?P<date>,?\s(?:on\s)?{TIME}?{DATE}{LATER}?)?"
)
CLOSED = re.compile(r"[.\s]*(?:<|$)")  # the end of a paragraph
# Where one posts without a date, its words are known by how they end: as a sentence, with a link or with a tag.
WHOLE = re.compile(r"(?:[.!?…”\"’')\]]|(?:https?:|pic\.twitter|t\.co|[@#])\S*)\s*$")
LINKS = re.compile(r"(?:(?:^|\s+)(?:https?://|pic\.twitter\.com/|t\.co/)\S+)*\s*$")
SIGNATURE = re.compile(rf"[.,]?(?P<gap>\s*)(?P<cue>{DASH})[^\S\n]?(?P<who>\S[^\n]{{1,80}})(?=\n|$)")
LINE = re.compile(r"(?:^|\n)[^\w\n“”\"‘’'`]*$")  # nothing but a bullet stands before what begins a line
SMALL = {"of", "the", "and", "for", "in", "at", "de", "da", "del", "la", "van", "von", "der", "den", "bin", "al", "el"}
ENDED = re.compile(r"[.!?…][”\"’')\]]*[^\S\n]*$", re.M)
SENTENCE = re.compile(r"[a-z]{5}\.\s|[!?:;—―–$]|\d{4}")  # not "Capt. R. Haas, 54"
# Behind a dash these are no names: whoever wrote or took something, what one may click, an answer.
NOBODY = re.compile(
    r"(?:by|photos?|video|pictures?|staff|read|watch|see|follow|more|page|end|note|source|courtesy|credit|compiled"
    r"|ap|afp|pa|reuters|associated press|press association|bloomberg|getty|reporting|additional|contributed|edited"
    r"|updated|yes|no|maybe)\b|.*\b(?:note|images|photo|video)$",
    re.I,
)


def signatures(text: str, marks: Sequence[Quotation]) -> list[Attribution]:
    """Everything signed in a text, posts first. marks: its quotations."""
    posts = list(_posts(text))
    taken = Taken(span for post in posts for span in post.content)
    return [*posts, *_signed_quotations(text, [mark for mark in marks if not taken.meets(mark.span)])]


def _posts(text: str) -> Iterator[Attribution]:
    """Posts with their authors: what stands before a signature in its paragraph, or else the paragraph before."""
    before = None  # a paragraph in which nothing is signed
    for paragraph in paragraphs(text) if "(@" in text else ():
        free = paragraph.start
        found = list(POST.finditer(text, paragraph.start, paragraph.end))
        for match in found:
            words = Span(free, match.start())
            if not words.words(text).strip():
                content = _post(text, before) if match["date"] else None
            else:
                content = _post(text, words) if match["date"] or WHOLE.search(words.words(text)[-200:]) else None
            closed = match is not found[-1] or CLOSED.match(text, match.end(), paragraph.end)
            if content and closed and not NOBODY.match(match["who"]):
                yield _attribution(match, (content,))
            before, free = None, match.end()
        before = paragraph if free == paragraph.start else None


def _post(text: str, words: Span | None) -> Span | None:
    """A post without the links that end it; None if no words are left, or too many for a post."""
    if words is None or words.end - words.start > LONGEST:
        return None
    said = LINKS.sub("", words.words(text))
    start = words.start + len(said) - len(said.lstrip())
    return Span(start, words.start + len(said)) if any(map(str.isalpha, said)) and said[-1] != ":" else None


def _signed_quotations(text: str, marks: Sequence[Quotation]) -> list[Attribution]:
    """Quotations that begin a line, with the name that ends it or is the next line."""
    found = []
    for passage in passages(text, marks):
        first, last = passage[0], passage[-1]
        match = SIGNATURE.match(text, last.span.end)
        if match and last.closed and _stands_alone(text, first) and _signs(text, match):
            found.append((match, tuple(mark.span for mark in passage)))
    apart = [match for match, _ in found if "\n\n" in match["gap"]]
    # The one name under the end of an article, with no more than an address behind it, is its author's.
    if len(apart) == 1 and not ENDED.search(text, apart[0].end()):
        found = [(match, content) for match, content in found if match is not apart[0]]
    return [_attribution(match, content) for match, content in found]


def _stands_alone(text: str, mark: Quotation) -> bool:
    """Whether a quotation begins its line and is no title, in which most words have a capital."""
    words = mark.inner.words(text)
    if len(words.split()) < FEWEST and not ENDED.search(words):
        return False
    plain = [word for word in words.split() if word[:1].islower() and len(word) > 2 and word not in SMALL]
    return bool(plain) and LINE.search(text, max(0, mark.span.start - 9), mark.span.start) is not None


def _signs(text: str, match: re.Match[str]) -> bool:
    """Whether a name follows the dash, on this line or the next, and not the first item of a list."""
    below = "\n" in match["gap"]
    if match["gap"].count("\n") > 2 or (below and text[match.end() :].lstrip("\n").startswith(match["cue"])):
        return False
    return _names(match["who"])


def _names(who: str) -> bool:
    """Whether the words are a name, with at most a few words on whose it is: "Peter Oyelaran, shopkeeper"."""
    name, _, rest = who.strip().partition(",")
    words = re.sub(r"\([^()]*\)$", "", name).split()
    if not words or SENTENCE.search(who.strip()) or len(rest.split()) > MOST or len(words) > MOST:
        return False
    if NOBODY.match(name) or any(word.strip(".,").lower() in _dates() for word in who.split()):
        return False
    return words[0][0].isupper() and words[-1] not in SMALL and all(w[0].isupper() or w in SMALL for w in words)


def _attribution(match: re.Match[str], content: Spans) -> Attribution:
    start, who = match.start("who"), re.sub(r"[\s.]+$", "", match["who"])
    return Attribution((Span(start, start + len(who)),), (Span(*match.span("cue")),), content)


@cache
def _dates() -> frozenset[str]:
    return frozenset(wordlist("titles")["dates"].split())
