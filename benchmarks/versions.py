"""What changed between versions: `python -m benchmarks.versions [SHARED] [--write]`.

Real articles of `syria_coverage` and `newswcl50` are edited by a program (benchmarks/editing.py: one to six edits each,
several at once, drawn with a seed), both versions are read, and what is reported is held against what was done. An edit
is found if it is reported as what it is at the right place: a sentence to nine tenths, a number, a hedge, a source or a
word of a quotation where it stands. What is reported and follows from no edit (`follows` says what does) is not made.
Every sixth article was looked at while the rules were written, and is left out here.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.editing import EDITS, Made, edited
from benchmarks.measurements import command_line, corpus
from sayso import read_all
from sayso.compare.recounted import recounted
from sayso.compare.restated import restated
from sayso.compare.revisions import Alignment, How, aligned
from sayso.read.sentences import sentences
from sayso.types import Document, Reading, Span, Spans, normalise

ARTICLES, SEED = 300, 5
SHORTEST, LONGEST = 120, 1500  # words
WHOLE = 0.9  # of a sentence
LENGTHS = (12_500, 25_000, 50_000, 100_000)  # words
PASSAGES = {How.REMOVED: "sentence removed", How.ADDED: "sentence added"}
PASSAGES |= {How.SPACING: "white space", How.PUNCTUATION: "punctuation"}
WITHIN = ("statement added", "statement removed", "figure added", "figure removed")


@dataclass(frozen=True, slots=True)
class Reported:
    """A difference as it is reported, with its place in both texts."""

    kind: str
    old: Spans
    new: Spans
    before: str | None = None
    after: str | None = None


def articles(shared: Path, set_aside: bool) -> list[Reading]:
    """Readings of real articles: of the five in six that are set aside, or of the sixth."""
    found = []
    for name in ("newswcl50", "syria_coverage"):
        for line in corpus(shared / "data" / f"{name}.jsonl").open(encoding="utf8"):
            record = json.loads(line)
            text = normalise(record["text"])
            if SHORTEST <= len(text.split()) <= LONGEST:
                found.append(Document(text, str(record["id"]), language="en"))
    kept = [document for n, document in enumerate(found) if (n % 6 != 0) is set_aside]
    random.Random(SEED).shuffle(kept)
    return list(read_all(kept[:ARTICLES]))


def pairs(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Reading, list[Made]]]:
    """Each article before and after its edits, with what was done."""
    others = [s.words(r.document.text) for r in readings for s in sentences(r.document.text)]
    others = [words for words in others if 8 <= len(words.split()) <= 40 and words.endswith(".")]
    sources = sorted({s.source[0].words(r.document.text) for r in readings for s in r.statements if len(s.source) == 1})
    sources = [words for words in sources if 2 <= len(words.split()) <= 6 and words.isascii()]
    dice = random.Random(SEED)
    made = [edited(reading, others, sources, dice) for reading in readings]
    after = read_all(
        Document(text, r.document.name, language="en") for r, (text, _) in zip(readings, made, strict=True)
    )
    for reading, (_, edits), other in zip(readings, made, after, strict=True):
        yield reading, other, edits


def reported(old: Reading, new: Reading, texts: Alignment) -> list[Reported]:
    """All differences of two versions, but plain rewording."""
    found = []
    for passage in texts.passages:
        here, there = texts.old_span(passage.at), texts.new_span(passage.there)
        spans = (here,) if here else (), (there,) if there else ()
        if passage.how in PASSAGES:
            found.append(Reported(PASSAGES[passage.how], *spans))
        if passage.moved:
            found.append(Reported("sentence moved", *spans))
    for one in restated(old, new, texts):
        if one.old is None and one.new is not None:
            found.append(Reported("statement added", (), new.statements[one.new].content))
        elif one.new is None and one.old is not None:
            found.append(Reported("statement removed", old.statements[one.old].content, ()))
        for d in one.differences:
            found.append(Reported(d.turn.value if d.turn else d.aspect.value, d.old, d.new, d.before, d.after))
    for change in recounted(old, new, texts):
        here = None if change.old is None else old.figures[change.old].span
        there = None if change.new is None else new.figures[change.new].span
        found.append(Reported(change.change.value, (here,) if here else (), (there,) if there else ()))
    return [one for one in found if one.kind != "other words"]


def fits(one: Reported, made: Made) -> bool:
    """Whether a difference is reported where the edit was made."""
    if made.kind.startswith("sentence") or made.kind in ("white space", "punctuation"):
        return all(
            _shared(spans, wanted) >= WHOLE for spans, wanted in ((one.old, made.old), (one.new, made.new)) if wanted
        )
    return _meets(one.new, made.new) and (_meets(one.old, made.old) or made.kind == "softened")


def follows(one: Reported, made: Sequence[Made], old: str, new: str) -> bool:
    """Whether a difference follows from an edit that was made for something else: what is in a sentence that was added
    or removed, a word of a quotation, a marker in the words of a source, a hedge that is read as "it is reported that",
    whom "he" means where a name was taken out or put in, and what a number counts where the word behind it was changed.
    What tells the same edit twice follows from it too."""
    for edit in made:
        touched = _meets(one.old, edit.old) or _meets(one.new, edit.new)
        whole = edit.kind in ("sentence removed", "sentence added")
        if touched and (
            (one.kind == edit.kind and fits(one, edit))
            or (one.kind in WITHIN and whole)
            or one.kind == "quotation changed"
            or (one.kind in ("marker added", "marker removed", "softened", "hardened") and edit.kind == "other source")
            or (one.kind in ("other cue", "other kind") and edit.kind == "softened")
        ):
            return True
        if one.kind == "counted otherwise" and edit.old and any(0 <= edit.old.start - s.end <= 1 for s in one.old):
            return True
        if one.kind == "read as another" and (
            (edit.old and one.before and one.before in edit.old.words(old))
            or (edit.new and one.after and one.after in edit.new.words(new))
        ):
            return True
    return False


def _shared(spans: Spans, wanted: Span) -> float:
    if not spans:
        return 0.0
    span = spans[0]
    both = min(span.end, wanted.end) - max(span.start, wanted.start)
    return both / (max(span.end, wanted.end) - min(span.start, wanted.start))


def _meets(spans: Spans, wanted: Span | None) -> bool:
    return wanted is not None and any(
        s.start < max(wanted.end, wanted.start + 1) and wanted.start < s.end for s in spans
    )


def count(readings: Sequence[Reading], show: bool = False) -> tuple[Counter[tuple[str, str]], float, float]:
    """Per kind what was made, found, reported and not made; seconds of a pair, and words of an article."""
    counts: Counter[tuple[str, str]] = Counter()
    took = 0.0
    words = 0
    for old, new, made in pairs(readings):
        began = time.process_time()
        texts = aligned(old.document.text, new.document.text)
        found = reported(old, new, texts)
        took += time.process_time() - began
        words += len(old.document.text.split())
        left = list(found)
        for edit in made:
            counts[edit.kind, "made"] += 1
            hit = next((one for one in left if one.kind == edit.kind and fits(one, edit)), None)
            if hit:
                counts[edit.kind, "found"] += 1
                left.remove(hit)
            elif show:
                print(
                    "MISSED", edit.kind, [s and s.words(t.document.text) for s, t in ((edit.old, old), (edit.new, new))]
                )
        for one in found:
            counts[one.kind, "reported"] += 1
        for one in left:
            if not follows(one, made, old.document.text, new.document.text):
                counts[one.kind, "not made"] += 1
                if show:
                    spans = [[s.words(t.document.text) for s in side] for side, t in ((one.old, old), (one.new, new))]
                    print("NOT MADE", one.kind, *spans, [m.kind for m in made])
    return counts, took / len(readings), words / len(readings)


def growth(readings: Sequence[Reading]) -> list[str]:
    """How long two texts of so many words take, one sentence in seven of which was edited and one in fifty moved."""
    dice = random.Random(SEED)
    every = [s.words(r.document.text) for r in readings for s in sentences(r.document.text)]
    rows = []
    for length in LENGTHS:
        line: list[str] = []
        words = 0
        while words < length:
            line.append(dice.choice(every))
            words += len(line[-1].split())
        other = [s.replace(" the ", " that very ", 1) if n % 7 == 0 else s for n, s in enumerate(line)]
        for n in range(0, len(other), 50):
            other.insert(dice.randrange(len(other)), other.pop(n))
        old, new = " ".join(line), " ".join(other)
        began = time.process_time()
        share = aligned(old, new).shares[0]
        rows.append(f"| {length:,} | {time.process_time() - began:.2f} | {share:.3f} |")
    return rows


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    readings = articles(shared, set_aside=True)
    counts, took, words = count(readings)
    kinds = [*EDITS, *sorted({kind for kind, _ in counts} - set(EDITS))]
    rows = ["| difference | made | found | recall | reported | not made | precision |", "|---|---|---|---|---|---|---|"]
    for kind in kinds:
        made, found, told, wrong = (counts[kind, what] for what in ("made", "found", "reported", "not made"))
        recall = f"{found / made:.3f}" if made else ""
        precision = f"{1 - wrong / told:.3f}" if told else ""
        rows.append(f"| {kind} | {made or ''} | {found if made else ''} | {recall} | {told} | {wrong} | {precision} |")
    edits = sum(counts[kind, "made"] for kind in EDITS)
    head = (
        f"{len(readings)} articles of {words:.0f} words on average, {edits} edits. Comparing two versions, once read, "
        f"took {took * 1000:.0f} ms."
    )
    long = ["Aligning two long texts, put together from sentences of these:", ""]
    long += ["| words | seconds | words kept |", "|---|---|---|", *growth(readings)]
    return "\n".join([head, "", *rows, "", *long]) + "\n"


if __name__ == "__main__":
    command_line(__doc__, "versions", "What changed between versions", measure)
