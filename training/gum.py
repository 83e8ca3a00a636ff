"""GUM as training examples: named entities, nationalities and coreference chains of its documents.

In: a folder of CoNLL-U files with `Entity=` in MISC. Out: `Example`s. GUM marks every noun phrase; of those only names,
organisations that are called by a plain noun ("the ministry") and times are kept as entities, the inner of nested ones
first. Chains hold every mention of a person or organisation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from training.corpora import Example, Spans, filled

KINDS = {"person": "person", "organization": "organisation", "place": "place", "time": "time"}
BRACKET = re.compile(r"\((\d+)-(\w+)-([^()|]*)|(\d+)\)")
NATIONAL = re.compile(r"[A-Z]\w*(?:an|ese|ish|[iq]|ch)$")  # capitalised adjectives of peoples and countries


@dataclass(frozen=True)
class Word:
    start: int
    end: int
    form: str
    part: str  # universal part of speech
    misc: str


@dataclass(frozen=True)
class Phrase:
    """Words `first` to `last` (exclusive); `entity` is the document's number for what they refer to."""

    entity: int
    kind: str
    first: int
    last: int


def gum(folder: Path) -> list[Example]:
    """The documents of GUM, in order of name."""
    found = []
    for path in sorted(folder.glob("*.conllu")):
        text, words = document(path)
        phrases = _phrases(words)
        found.append(Example(text, entities=_entities(words, phrases), chains=_chains(words, phrases)))
    return found


def document(path: Path) -> tuple[str, list[Word]]:
    """A document's text, its paragraphs parted by a blank line, and its words in order."""
    parts: list[str] = []
    words: list[Word] = []
    length, at, begins, sentence = 0, 0, True, ""
    for line in filled(path):
        if line.startswith(("# newpar", "# newdoc")):
            begins = True
        elif line.startswith("# text = "):
            sentence, at = line[9:].rstrip("\n"), 0
            gap = "" if not parts else "\n\n" if begins else " "
            parts += [gap, sentence]
            length += len(gap) + len(sentence)
            begins = False
        elif line[0].isdigit():
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                at = sentence.index(columns[1], at)
                start = length - len(sentence) + at
                at += len(columns[1])
                words.append(Word(start, start + len(columns[1]), columns[1], columns[3], columns[9]))
    return "".join(parts), words


def _phrases(words: list[Word]) -> list[Phrase]:
    open_: dict[int, list[tuple[str, int]]] = defaultdict(list)
    found = []
    for i, word in enumerate(words):
        match = re.search(r"Entity=([^|]+)", word.misc)
        for bracket in BRACKET.finditer(match[1]) if match else ():
            if bracket[1]:
                open_[int(bracket[1])].append((bracket[2], i))
                if not bracket[0].endswith(")") and match and match[1][bracket.end() : bracket.end() + 1] == ")":
                    kind, first = open_[int(bracket[1])].pop()
                    found.append(Phrase(int(bracket[1]), kind, first, i + 1))
            elif open_[int(bracket[4])]:
                kind, first = open_[int(bracket[4])].pop()
                found.append(Phrase(int(bracket[4]), kind, first, i + 1))
    return found


def _entities(words: list[Word], phrases: list[Phrase]) -> list[tuple[int, int, str]]:
    taken = [False] * len(words)
    found = []
    for phrase in sorted(phrases, key=lambda p: p.last - p.first):
        if phrase.kind not in KINDS:
            continue
        run = _core(words, phrase, taken)
        if run:
            for i in run:
                taken[i] = True
            found.append((words[run[0]].start, words[run[-1]].end, KINDS[phrase.kind]))
    for i, word in enumerate(words):
        if word.part == "ADJ" and NATIONAL.match(word.form) and not taken[i] and i and words[i - 1].part != "PUNCT":
            found.append((word.start, word.end, "nationality"))
    return sorted(found)


def _core(words: list[Word], phrase: Phrase, taken: list[bool]) -> range:
    """The words of a phrase that name: its longest run of capitalised words; all but determiners for times; for
    organisations without a proper noun the plain nouns before and at its head."""
    inside = range(phrase.first, phrase.last)
    if phrase.kind == "time":
        whole = all(not taken[i] for i in inside) and len(inside) <= 6
        return inside if whole and any(words[i].part in ("PROPN", "NUM") for i in inside) else range(0)
    runs, begin = [], None
    for i in [*inside, None]:
        named = i is not None and _names(words[i]) and not taken[i]
        if named and begin is None:
            begin = i
        elif not named and begin is not None:
            runs.append(range(begin, phrase.last if i is None else i))
            begin = None
    runs = [run for run in runs if any(words[i].part == "PROPN" for i in run)]
    if runs:
        return max(runs, key=len)
    if phrase.kind == "organization":
        plain = [i for i in inside if words[i].part in ("NOUN", "ADJ") and not taken[i]]
        if plain and plain == list(range(plain[0], plain[-1] + 1)):
            return range(plain[0], plain[-1] + 1)
    return range(0)


def _names(word: Word) -> bool:
    return word.part == "PROPN" or (word.form[0].isupper() and word.part in ("NOUN", "ADJ", "VERB"))


def _chains(words: list[Word], phrases: list[Phrase]) -> list[Spans]:
    chains: dict[int, Spans] = defaultdict(list)
    for phrase in phrases:
        if phrase.kind in ("person", "organization"):
            chains[phrase.entity].append((words[phrase.first].start, words[phrase.last - 1].end))
    return [sorted(spans) for spans in chains.values() if len(spans) > 1]
