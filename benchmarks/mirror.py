"""Mirror: whether a sentence is read the same whichever of two like names stands in it.

`python -m benchmarks.mirror [SHARED] [--write]`. Real sentences of the corpora that hold a name of `mirror.toml` are
read with one name of a pair and with the other in its place. A flip is any difference but the name itself: in a
statement, its kind, source, cue or content, a marker, a figure, an actor's role or naming, or a mention.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measurements import command_line, corpus
from sayso import read
from sayso.types import Reading, Span

SENTENCES, SWAPS = 200, 5  # per sentence
PARTS = ("statements", "markers", "figures", "places of figures", "actors", "mentions")
SENTENCE = re.compile(r"[A-Z“\"][^.!?\n]{40,320}[.!?][”\"]?")
SOURCES = ("syria_coverage.jsonl", "newswcl50.jsonl", "gun_violence.jsonl", "timeline17.jsonl")


def pairs() -> dict[str, list[tuple[str, str]]]:
    """Pairs by kind."""
    listed = tomllib.loads(Path(__file__).with_name("mirror.toml").read_text("utf8"))
    return {kind: [(one, other) for one, other in found] for kind, found in listed.items()}


def sentences(data: Path, kinds: dict[str, list[tuple[str, str]]], rng: random.Random) -> list[tuple[str, str, str]]:
    """Sentences with the name found in each and the name's kind."""
    names = {name: kind for kind, found in kinds.items() for pair in found for name in pair}
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?![\w-])"
    )
    found = []
    for source in SOURCES:
        for line in corpus(data / source).open(encoding="utf8"):
            for match in SENTENCE.finditer(json.loads(line)["text"]):
                if name := pattern.search(match[0]):
                    found.append((match[0], name[0], names[name[0]]))
    return rng.sample(found, SENTENCES)


def swaps(data: Path, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Two readings' texts with a pair's names in one and the same place."""
    kinds = pairs()
    for sentence, name, kind in sentences(data, kinds, rng):
        for one, other in rng.sample(kinds[kind], SWAPS):
            yield _placed(sentence, name, one), _placed(sentence, name, other)


def _placed(sentence: str, name: str, new: str) -> str:
    text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", f"\ue000{new}\ue001", sentence)
    return text.replace("\ue000the ", "\ue000The ", 1) if text.startswith("\ue000the ") else text


def differences(one: str, other: str) -> list[str]:
    """What is read differently of two texts in which the names are between U+E000 and U+E001."""
    a, b = _seen(one), _seen(other)
    return [key for key in a if a[key] != b[key]]


def _seen(marked: str) -> dict[str, object]:
    """A reading in terms that do not depend on the names: places are counted in the text without them."""
    at, gone = 0, []
    for match in re.finditer("\ue000(.*?)\ue001", marked):
        start = match.start() - at
        gone.append((start, start + len(match[1])))
        at += 2
    reading = read(re.sub("[\ue000\ue001]", "", marked))
    text = reading.document.text

    def place(span: Span) -> tuple[float, float]:
        return _shift(span.start, gone), _shift(span.end, gone)

    return _parts(reading, place, lambda words: _unnamed(words, [text[a:b] for a, b in gone]))


def _shift(offset: int, gone: list[tuple[int, int]]) -> float:
    """An offset in the text in which every name is two characters long; inside of one, between them."""
    lost = 0
    for start, end in gone:
        if offset >= end:
            lost += end - start - 2
        elif offset > start:
            return start - lost + 1
    return offset - lost


def _unnamed(words: str | None, names: list[str]) -> str | None:
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, "◆") if words else words
        words = words.replace(name.removeprefix("the "), "◆") if words else words
    return words


def _parts(reading: Reading, place: Callable, unnamed: Callable) -> dict[str, object]:
    statements = [
        (s.kind, *(tuple(map(place, spans)) for spans in (s.content, s.source, s.cue)), s.figures)
        for s in reading.statements
    ]
    return {
        "statements": statements,
        "markers": [(m.kind, place(m.span)) for s in reading.statements for m in s.markers],
        "figures": [
            (place(f.span), f.low, f.high, f.bound, f.unit, f.state, unnamed(f.counted), f.as_of)
            for f in reading.figures
        ],
        "places of figures": [unnamed(f.place) for f in reading.figures],
        "actors": [[(a.role, a.naming) for a in reading.actors], [s.actor for s in reading.statements]],
        "mentions": [(m.kind, place(m.span)) for m in reading.mentions],
    }


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    flips: Counter[str] = Counter()
    count, any_flip, most = 0, 0, 0
    for one, other in swaps(shared / "data", random.Random(11)):
        found = differences(one, other)
        count += 1
        flips.update(found)
        any_flip += bool(found)
        most += bool(set(found) & {"statements", "markers", "figures"})
    pairs_ = sum(map(len, pairs().values()))
    rows = "\n".join(f"| {key} | {flips[key]} |" for key in PARTS)
    return (
        f"{pairs_} pairs, {SENTENCES} sentences, {count} swaps: {most} change a statement, marker or figure,"
        f" {any_flip} anything at all.\n\n| read differently | swaps |\n|---|---|\n{rows}\n"
    )


if __name__ == "__main__":
    command_line(__doc__, "mirror", "Mirror", measure)
