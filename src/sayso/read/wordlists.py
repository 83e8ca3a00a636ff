"""Word lists: the data files in `words/`, each entry with its reason.

In: a file's name. Out: what it holds. It knows no list's meaning.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def wordlist(name: str) -> dict[str, Any]:
    """The contents of `words/<name>.toml`."""
    return tomllib.loads(files("sayso.read").joinpath("words", f"{name}.toml").read_text("utf8"))


def phrases(entries: Iterable[dict[str, Any]], key: str = "words") -> dict[tuple[str, ...], dict[str, Any]]:
    """Every phrase of `entries`, as a tuple of lower-case words, with the entry it belongs to."""
    return {tuple(words.lower().split()): entry for entry in entries for words in entry.get(key, ())}


@cache
def wordset(name: str, key: str) -> frozenset[str]:
    """All words of the entries `key` in `words/<name>.toml`."""
    return frozenset(word for entry in wordlist(name)[key] for word in entry["words"])
