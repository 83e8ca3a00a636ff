"""Tags: what only a page's tags tell is written into its words, before the article is taken out of it.

In: a page's tree. Out: the same tree. Quotations that tags alone mark get the marks that readers see: <q> always, a
<blockquote> if words lead up to it or somebody is cited under it, who then stands behind a dash. Numbers of footnotes
go, or "killed 40" and its note 6 would be 406. A paragraph loses the boxes that hold nothing else: in them the
extraction may take it for a menu.
"""

from __future__ import annotations

import re
from typing import Any

Element = Any  # of lxml, which says nothing of its types

MARKS, NESTED = ("“", "”"), ("‘", "’")
NESTING = "sayso-q"  # the class of what was a <q>
MARKED = re.compile(r"[“”„«»\"「」『』]")
NOTE = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡§a-z])(?:\s*[,–-]\s*\d{1,3})*\s*[\])]?")
UNIT = re.compile(r"(?:\b[a-zµ]{1,2}|\b10)$")  # km², 10⁶
# A quotation is led up to, or is the next of several, or cites somebody; the rest may be boxes of any kind.
INTRODUCED = re.compile(r"(?::|,|^“[^”]*”)$")
EMPTY = {"br", "hr", "wbr"}
CITING = {"cite", "footer", "figcaption"}
ENDED = re.compile(r"[.!?…][”\"’']?$|[—―–-]$")
DASH = re.compile(r"[—―–-]\s*")
LONGEST_NAME, MOST_WORDS = 120, 400  # characters of a name; words of a quotation: old pages indent whole articles so
# Posts have a form of their own (`signed`), and what stands in these is no one's words.
APART = re.compile(r"\b(?:twitter|tweet|bluesky|instagram|tiktok|fb-|mastodon|threads|telegram|reddit|embed)", re.I)
MOST = 50  # steps back to the words that lead up to a quotation; figures looked at
BLOCKS = ("table", "ul", "ol", "dl", "img", "h1", "h2", "h3", "h4", "form", "iframe", "blockquote")


def written_out(tree: Element) -> Element:
    """The tree with its tags' meaning in its words."""
    for sup in list(tree.iter("sup")):
        _without_note(sup)
    if figures := [figure for figure in tree.iter("figure") if next(figure.iter("blockquote"), None) is not None]:
        everything = _plain(tree.text_content())
        for figure in figures[:MOST]:
            if figure is not tree:
                _as_quotation(figure, everything)
    for quote in list(tree.iter("blockquote")):
        _marked(quote)
    for q in list(tree.iter("q")):
        _inline(q)
    for p in list(tree.iter("p")):
        _unwrapped(p, tree)
    return tree


def _without_note(sup: Element) -> None:
    """Drop the number of a footnote, but no exponent or ordinal."""
    words = " ".join(sup.itertext()).strip()
    if not NOTE.fullmatch(words):
        return
    linked = next(sup.iter("a"), None) is not None or sup.getparent().tag == "a"
    if linked or not (words.isalpha() or UNIT.search(_before(sup)[-3:])):
        sup.text = None  # and it stays, empty: to take many out of one paragraph takes time with their square
        for child in list(sup):
            sup.remove(child)


def _ahead(element: Element) -> str:
    """The last words that stand before an element, if they are near."""
    for _ in range(MOST):
        if words := _before(element).strip():
            return words
        previous = element.getprevious()
        if previous is not None and isinstance(previous.tag, str) and (words := "".join(previous.itertext()).strip()):
            return words
        element = previous if previous is not None else element.getparent()
        if element is None:
            break
    return ""


def _before(element: Element) -> str:
    """The words right before an element."""
    previous, parent = element.getprevious(), element.getparent()
    words: str | None = previous.tail if previous is not None else parent.text if parent is not None else None
    return words or ""


def _as_quotation(figure: Element, everything: str) -> None:
    """A figure that shows words and no picture is a quotation, unless the page has these words elsewhere too.
    everything: the words of the page."""
    quotes = list(figure.iter("blockquote"))
    if len(quotes) != 1 or next(figure.iter("img", "picture", "video", "table"), None) is not None:
        return
    words = _plain(quotes[0].text_content())[:80]
    if words and everything.count(words) == 1:
        for caption in list(figure.iter("figcaption")):
            quotes[0].append(caption)
        figure.drop_tag()


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words))


def _marked(quote: Element) -> None:
    """Put a quotation's marks around its paragraphs, as print does: each opens it again, the last closes it."""
    told = " ".join((quote.get("class") or "", quote.get("id") or "", *quote.attrib.keys()))
    others = (element for element in quote.iter(*BLOCKS) if element is not quote)
    if APART.search(told) or next(others, None) is not None:
        return
    for unseen in list(quote.iter("script", "style")):
        unseen.drop_tree()
    name = _cited(quote)
    words = quote.text_content()
    if not 0 < len(words.split()) <= MOST_WORDS:
        return
    paragraphs = [p for p in quote.iter("p") if p.text_content().strip()] or [quote]
    plain = not MARKED.search(words) and next(quote.iter("q", "cite"), None) is None
    if plain and (name or INTRODUCED.search(_ahead(quote))):
        for paragraph in paragraphs:
            _open(paragraph, MARKS[0])
        _close(paragraphs[-1], MARKS[1])
    if name:
        _close(paragraphs[-1], f" — {name}")


def _cited(quote: Element) -> str | None:
    """The name of whoever is cited under a quotation, taken out of it."""
    below = [element for element in quote.iter(*CITING) if element is not quote]
    if len(below) != 1:
        return None
    words = " ".join(below[0].text_content().split())
    name = DASH.sub("", words, count=1) if DASH.match(words) else words
    alone = _before(below[0]).strip()
    if "".join(_after(quote, below[0])).strip() or not (not alone or DASH.fullmatch(alone) or ENDED.search(alone)):
        return None  # a work that is named in what is quoted
    if not 1 < len(name) <= LONGEST_NAME or not name[0].isupper() or ":" in name:
        return None
    around = below[0].getparent()
    below[0].drop_tree()
    if around is not quote and DASH.fullmatch(around.text_content().strip() or "-"):
        around.drop_tree()
    return name


def _after(within: Element, element: Element) -> list[str]:
    """The words of an element that stand behind another in it."""
    found = []
    while element is not within:
        found.append(element.tail or "")
        found += [later.text_content() + (later.tail or "") for later in element.itersiblings() if later.tag != "br"]
        element = element.getparent()
    return found


def _open(element: Element, mark: str) -> None:
    first = next((part for part in element.iter() if (part.text or "").strip()), element)
    first.text = mark + (first.text or "").lstrip()


def _close(element: Element, mark: str) -> None:
    """Put a mark behind the last words of an element."""
    while not (element.text or "").strip() or len(element):
        last = next((child for child in reversed(element) if (child.tail or "").strip() or _holds_words(child)), None)
        if last is None:
            break
        if (last.tail or "").strip():
            last.tail = last.tail.rstrip() + mark
            return
        element = last
    element.text = (element.text or "").rstrip() + mark


def _holds_words(element: Element) -> bool:
    """Whether words can stand in it: not in a comment, whose tag is no string."""
    return isinstance(element.tag, str) and element.tag not in EMPTY


def _inline(q: Element) -> None:
    """Quotation marks for a <q>'s tags, which browsers show as such."""
    opening, closing = NESTED if q.getparent().get("class") == NESTING else MARKS
    first = next((words for words in q.itertext() if words.strip()), "")
    if not MARKED.match(first.strip()):
        _open(q, opening)
        q.tail = closing + (q.tail or "")
    q.tag = "span"
    q.set("class", NESTING)


def _unwrapped(p: Element, tree: Element) -> None:
    """Drop the boxes that hold a paragraph and nothing else."""
    while (box := p.getparent()) is not None and box is not tree and box.tag == "div" and len(box) == 1:
        around = box.getparent()
        if around is None or (box.text or "").strip() or (p.tail or "").strip():
            return
        p.tail = box.tail
        around.replace(box, p)
