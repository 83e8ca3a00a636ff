"""Corpora as training examples: PolNeAR (attributions, silver entities and coreference) and re3d (entities).

In: the folder of corpora (its README.md says what may be used for what). Out: `Example`s: a text, its attributions,
entities and coreference chains as code-point spans. Nothing is split or tokenised here. GUM has a module of its own.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from sayso.types import normalise

ENTITIES = ("person", "organisation", "place", "time", "nationality")
# re3d's types, and those of the CoreNLP layer; what is not here is not tagged. CoreNLP's MISC mixes nationalities with
# works and events, so its spans teach nothing.
RE3D = {
    "Person": "person",
    "Organisation": "organisation",
    "Location": "place",
    "Temporal": "time",
    "Nationality": "nationality",
}
SILVER = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "MISC": "unknown"}
FOLDS = 5  # of each corpus, by turns: of PolNeAR a teacher is trained without one, of the others one is held back
HELD_BACK = 4  # the fold of re3d and GUM on which entities are measured
# The README.md of the corpora lets PolNeAR, re3d and GUM train a tagger, and real coverage measure one. This was
# written instead, by a language model to a brief (2026-11).
WRITTEN = Path(__file__).with_name("written.jsonl.xz")

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Attribution:
    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Example:
    """`attributions`: one list per annotator, empty where the corpus has none. `chains`: spans that refer to the same.
    `silver`: the entities are a machine's, and hold no times and no bare groups ("the rebels")."""

    text: str
    attributions: list[list[Attribution]] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)
    chains: list[Spans] = field(default_factory=list)
    silver: bool = False


def polnear(folder: Path) -> list[Example]:
    """The articles of `polnear/train` or `polnear/dev`, in order of name."""
    silver, chains = {}, {}
    for line in filled(folder / "corenlp_silver.jsonl"):
        record = json.loads(line)
        silver[record["id"]] = [(a, b, SILVER[kind]) for a, b, kind in record["entities"] if kind in SILVER]
        chains[record["id"]] = [sorted((a, b) for a, b in chain) for chain in record["coreference"]]
    found = []
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf8", newline="") as file:  # offsets count every character
            text = file.read()
        annotators = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        said = [attributions(a) for a in annotators]
        found.append(Example(text, said, silver.get(path.stem, []), chains.get(path.stem, []), silver=True))
    return found


def filled(path: Path) -> list[str]:
    """The lines of a file that are not empty."""
    return [line for line in path.read_text(encoding="utf8").split("\n") if line]


def attributions(path: Path) -> list[Attribution]:
    """The attribution relations of a brat standoff file; a relation without cue or content is left out."""
    spans: dict[str, tuple[str, Spans]] = {}
    events = []
    for line in filled(path):
        if match := re.match(r"(T\d+)\t(\w+) ([\d ;]+)\t", line):
            pairs = [part.split() for part in match[3].split(";")]
            spans[match[1]] = (match[2], [(int(a), int(b)) for a, b in pairs])
        elif line.startswith("E"):
            events.append([part.split(":")[1] for part in line.rstrip("\n").split("\t")[1].split()])
    found = []
    for event in events:
        parts: dict[str, Spans] = defaultdict(list)
        for name in event:
            if name in spans:
                parts[spans[name][0]] += spans[name][1]
        if parts["Cue"] and parts["Content"]:
            found.append(Attribution(sorted(parts["Source"]), sorted(parts["Cue"]), sorted(parts["Content"])))
    return found


def re3d(folder: Path) -> list[Example]:
    """The documents of every source in `re3d`; of entities that overlap, the surest and then the longest is kept."""
    entities: dict[str, list[tuple[float, int, int, str]]] = defaultdict(list)
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*/documents.json")):
        for line in filled(path):
            record = json.loads(line)
            texts[record["_id"]] = record["text"]
        for line in filled(path.parent / "entities.json"):
            record = json.loads(line)
            if record["type"] in RE3D:
                a, b = record["begin"], record["end"]
                entities[record["documentId"]].append((record["confidence"], b - a, a, RE3D[record["type"]]))
    found = []
    for name, text in texts.items():
        taken: list[tuple[int, int, str]] = []
        for _, length, start, kind in sorted(entities[name], reverse=True):
            if all(start >= b or start + length <= a for a, b, _ in taken):
                taken.append((start, start + length, kind))
        found.append(Example(text, entities=sorted(taken)))
    return found


def written() -> list[Example]:
    """News that was written for this, without annotations; all of it is invented."""
    with lzma.open(WRITTEN, "rt", encoding="utf8") as lines:
        return [Example(normalise(json.loads(line)["text"])) for line in lines]
