"""Wording: a text as words and marks, and where two rows of them differ.

In: a text, or two rows of tokens. Out: tokens with their spans, and edits: which run was replaced by which. Blanks are
no tokens, so that nothing here sees them. Scripts that are written without blanks are compared letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_])+(?:[’'`](?:(?![{UNSPACED}])[^\W_])+)*|\S")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
APOSTROPHES = str.maketrans("", "", "’'`")
MARKS = frozenset(".,;:!?…'\"“”„‘’‚«»‹›「」『』()[]{}—–-‐‑_/\\|*•·`´。，、！？；：؟،؛।॥")
MEANING = 4  # letters: a shorter word between two changes ("of the") is no ground to tell them apart


class Edit(NamedTuple):
    """A run of tokens that stands for another, by their place; one of the two may be empty."""

    old: range
    new: range


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of a text in order. `forms`: as they stand; `words`: as they are compared, "" for a mark."""

    forms: tuple[str, ...]
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def tokens(text: str) -> Tokens:
    """Every word and every mark of a text."""
    found = list(TOKEN.finditer(text))
    forms = tuple(match[0] for match in found)
    return Tokens(forms, tuple(map(_word, forms)), tuple(m.start() for m in found), tuple(m.end() for m in found))


@lru_cache(1 << 16)
def _word(form: str) -> str:
    """ "Don’t" and "dont" are one word, "1,000" and "1000" are, "1.5" and "15" are not."""
    if form in MARKS:
        return ""
    return THOUSANDS.sub("", form).casefold().translate(APOSTROPHES)


def edits(old: Sequence[str], new: Sequence[str], here: int = 0, there: int = 0) -> list[Edit]:
    """Where two rows of tokens differ, in order. here, there: the place of the first token of each."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    if not a and not b:
        return []
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    found: list[Edit] = []
    at, other = 0, 0
    for block in blocks:
        edit = Edit(range(at, block.a), range(other, block.b))
        if edit.old or edit.new:
            if found and _slight(a[found[-1].old.stop : at], found[-1], edit):
                edit = Edit(range(found[-1].old.start, edit.old.stop), range(found.pop().new.start, edit.new.stop))
            found.append(edit)
        at, other = block.a + block.size, block.b + block.size
    return [_shifted(edit, here + head, there + head) for edit in found]


def _slight(between: Sequence[str], before: Edit, after: Edit) -> bool:
    """Whether what two edits have between them is too little to tell them apart: "of the", a comma."""
    if any(len(form) >= MEANING or form.isdigit() for form in between):
        return False
    return len(between) < min(max(len(edit.old), len(edit.new)) for edit in (before, after))


def _shifted(edit: Edit, here: int, there: int) -> Edit:
    old, new = edit
    return Edit(range(old.start + here, old.stop + here), range(new.start + there, new.stop + there))
