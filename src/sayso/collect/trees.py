"""Trees: XML as it is served becomes elements, however broken it is, and whatever it was made to do.

In: bytes, and the encoding that came with them. Out: the root of a tree. Nothing is fetched, no entity that a document
declares is expanded, and what would make a large tree is refused. Names are compared without their namespace: feeds mix
them up.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import TYPE_CHECKING, Any

from sayso.collect.decoding import decode
from sayso.collect.skips import CollectError

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any  # of lxml, which says nothing of its types

LARGEST = 10_000_000  # bytes: the longest archives of podcasts that are served as one feed stay below
MOST = 400_000  # tags and attributes, those in quoted articles too: 400 for each entry that is read of a feed
ATTRIBUTES = re.compile(r"<[^<>=]*+(?:=[^<>=]*+){200}")  # a parser holds each against all others of its element
CLAIM = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
DECLARATION = re.compile(r"<\?xml[^>]*>")
DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.S | re.I)
VERBATIM = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.S)  # here "&" is no more than that
BARE = re.compile(r"&(?!#\d{1,7};|#x[\da-f]{1,6};|\w{1,31};)", re.I)  # "?a=1&b=2"
ENTITY = re.compile(r"&(\w{1,31};)")  # "&nbsp;" is one of HTML, but none of XML
# By numbers: after its first error libxml2 (2.14) passes over even the names that XML has.
NUMBERED = (("&amp;", "&#38;"), ("&lt;", "&#60;"), ("&gt;", "&#62;"), ("&quot;", "&#34;"), ("&apos;", "&#39;"))
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def tree(data: bytes, where: str, claimed: str | None = None) -> Element:
    """The root element. claimed: the encoding that the server gave.

    :raises CollectError: if nothing of it can be read, or if it holds too much.
    """
    from lxml import etree

    text = _text(data, where, claimed)
    if len(data) > LARGEST or text.count("<") + text.count("=") > MOST or ATTRIBUTES.search(text):
        raise CollectError(f"{where} holds too much for a feed ({len(data):,} bytes): name another address")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(_mended(text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CollectError(f"{where} is no XML that can be read: {' '.join(str(error).split())[:160]}") from error
    if root is None:
        raise CollectError(f"{where} is no XML that can be read")
    return root


def _text(data: bytes, where: str, claimed: str | None) -> str:
    """The text from its first tag on, without what declares its encoding and entities of its own."""
    found = CLAIM.search(data[:1024])
    try:
        text = decode(data, claimed or (found[1].decode("ascii") if found else None))
    except CollectError as error:
        raise CollectError(f"{where}: {error}") from error
    text = text[max(text.find("<"), 0) :]
    declared = DECLARATION.match(text)
    text = text[declared.end() :] if declared else text
    doctype = DOCTYPE.match(text, max(text[:4096].lower().find("<!doctype"), 0))
    return text[: doctype.start()] + text[doctype.end() :] if doctype else text


def _mended(text: str) -> str:
    """The text with every "&" as XML wants it, and no character that it does not know."""
    parts = VERBATIM.split(NO_XML.sub("", text))
    for at in range(0, len(parts), 2):
        part = BARE.sub("&#38;", parts[at])
        for named, numbered in NUMBERED:
            part = part.replace(named, numbered)
        parts[at] = ENTITY.sub(_numbered, part)
    return "".join(parts)


def _numbered(entity: re.Match[str]) -> str:
    known = html5.get(entity[1])
    return "".join(f"&#{ord(c)};" for c in known) if known else f"&#38;{entity[1]}"


def name(element: Element) -> str:
    """The local name in small letters; "" for a comment or an instruction."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower() if isinstance(tag, str) else ""


def attribute(element: Element, wanted: str) -> str | None:
    """The first attribute of this local name."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rsplit("}", 1)[-1].lower() == wanted), None)


def children(element: Element, *wanted: str) -> Iterator[Element]:
    """The children of these local names, in the order in which the names are given."""
    named: dict[str, list[Element]] = {}
    for child in element:
        named.setdefault(name(child), []).append(child)
    return (child for one in wanted for child in named.get(one, ()))


def words(element: Element) -> str:
    """All its text on one line, what markup stands in it as text taken away."""
    text = "".join(element.itertext())
    if "<" in text or "&" in text:
        text = html.unescape(re.sub(r"<[^<>]*>", " ", text))
    return " ".join(text.split())
