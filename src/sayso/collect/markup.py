"""Markup: what a page's tags amount to, counted before a parser meets them.

In: the HTML of a page. Out: nothing, or a refusal. Parsers recurse into what nests and compare each attribute with the
others; a page made to abuse that costs minutes or the process. Nothing is taken from the page here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.collect.skips import CollectError

# Ten times and more what 91 real pages have at most: 2,974 tags, 3,595 attributes, 51 deep. At these limits trafilatura
# takes one or two seconds; twice as many paragraphs took it nine, 40,000 attributes of one element 37 (November 2026,
# trafilatura 2.3, libxml2 2.14). To change one, time a page at its limit.
MOST = 30_000  # elements
DEEPEST = 1_000  # elements open at once
ATTRIBUTES, ALTOGETHER = 500, 100_000  # of one element, and of a page

QUOTED = r"""=\s*"[^"]*(?:"|\Z)|=\s*'[^']*(?:'|\Z)"""
WITHIN = rf"(?:[^>=]|{QUOTED}|=)*+"  # the rest of a tag: a ">" in quotation marks does not end it
# As HTML's own tokenizer goes: comments and the elements that hold no markup are one piece, and what is never closed
# reaches to the end. Every character is passed over once.
PIECE = re.compile(
    rf"""<!--(?:-?>|.*?(?:--!?>|\Z))
    |<(script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>]){WITHIN}>?.*?(?:</\1(?=[\s/>])|\Z)
    |<(?P<close>/?)(?P<name>[a-z][^\s/>]*)(?P<rest>{WITHIN})""",
    re.I | re.S | re.X,
)
VALUE = re.compile(QUOTED)
# These need no closing tag: a parser closes them itself when the next one opens.
CLOSED = frozenset("area base br col embed hr img input link meta param source track wbr".split())
SELF_CLOSING = frozenset("p li td tr th option dd dt".split())


def refuse_bombs(html: str) -> None:
    """Pass a page that a parser can take.

    :raises CollectError: if it has too many elements or attributes, or they nest too deep.
    """
    depth = altogether = 0
    for number, tag in enumerate(_tags(html), 1):
        name = tag["name"].lower()
        if number > MOST:
            raise CollectError(f"more than {MOST:,} elements: no page of one article; save the article alone")
        attributes = len(VALUE.sub(" ", tag["rest"]).split())
        altogether += attributes
        if attributes > ATTRIBUTES or altogether > ALTOGETHER:
            raise CollectError(f"{max(attributes, altogether):,} attributes: no page that a person wrote")
        if name in CLOSED or name in SELF_CLOSING or tag["rest"].endswith("/"):
            continue
        depth = max(0, depth - 1) if tag["close"] else depth + 1
        if depth > DEEPEST:
            raise CollectError(f"elements nested more than {DEEPEST:,} deep: no page that a person wrote")


def _tags(html: str) -> Iterator[re.Match[str]]:
    return (piece for piece in PIECE.finditer(html) if piece["name"])
