"""Furniture: lines that a page sets between or under its article's and that are none of it.

In: the lines of an extracted article. Out: those of the article. A line is left out if it is nothing but a label
("Advertisement", "Most read in world news"), a label with a headline ("Read more: Five die in raid"), with the list of
headlines under it, or asks the reader for something ("Sign up for our newsletter"); `furniture.toml` holds them. What
ends like a sentence after such a label is kept: "Watch: the minister resigned on Tuesday."
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

LONGEST = 45  # words of a line that asks for something
HEADLINE = 25  # words
LABEL = 5  # words of a label that may end like a sentence
QUOTED = re.compile(r"^\W*[“\"‘«]|[”»]")  # what somebody says is the article's
TELLS = re.compile(r"\b(?:said|says|told|according to|reported|announced)\b", re.I)
ITEM = re.compile(r"[-–•*]\s")
SENTENCE_END = re.compile(r"[.!?…][”\"’')\]|\s]*$")


def without_furniture(lines: Iterable[str]) -> Iterator[str]:
    """The lines that are the article's."""
    heads_list = False
    for line in lines:
        words = line.strip()
        if heads_list and (not words or (ITEM.match(words) and not SENTENCE_END.search(words))):
            continue
        heads_list = is_furniture(words)
        if not heads_list:
            yield line


def is_furniture(words: str) -> bool:
    """Whether a line is the page's and not its article's."""
    count = words.count(" ") + 1
    if count > LONGEST or QUOTED.search(words):
        return False
    alone, led, asks = _patterns()
    told = SENTENCE_END.search(words) is not None
    if alone.fullmatch(words) and not (told and count > LABEL):
        return True
    if asks.match(words) and not TELLS.search(words):
        return True
    return count <= HEADLINE and led.match(words) is not None and not told


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    listed = tomllib.loads(files("sayso.collect").joinpath("furniture.toml").read_text("utf8"))
    alone, led, asks = ("(?:" + "|".join(listed[kind]) + ")" for kind in ("alone", "led", "asks"))
    return (
        re.compile(rf"\W*{alone}\W*", re.I),
        re.compile(rf"\W*{led}\s*(?:[:|»>→]|[–—-]\s)\s*\S", re.I),
        re.compile(rf"(?!\W*[-–•*]\s)\W*{asks}", re.I),  # an item of a list may tell how to sign up for something
    )
