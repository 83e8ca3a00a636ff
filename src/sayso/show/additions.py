"""What became of each document that was added.

In: documents with the ledger's answer, as they are stored. Out: a line for each, and a tally. A document is named here
only after the ledger has it whole.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO

from sayso.show import formats
from sayso.show.terminal import tabbed
from sayso.types import Document

ORDER = ("new", "version", "returned", "reheaded", "reread", "same")  # in which results are told
TEXTS = ("new", "version")  # what became of a document whose text was not there yet


@dataclass(slots=True)
class Tally:
    """How many documents became what (`ledger.Added`), and how many of the new texts have no date; and the reasons why
    some were stored unread."""

    results: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    unread: Counter[str] = field(default_factory=Counter)


def report(added: Iterable[tuple[Document, str | None, str]], out: TextIO | None, as_json: bool = False) -> Tally:
    """Write a line for each document (none where `out` is None): what became of it, its id, name and outlet."""
    tally = Tally()
    for document, unread, result in added:
        tally.results[result] += 1
        tally.undated += result in TEXTS and document.published is None
        if unread:
            tally.unread[unread] += 1
        if out is None:
            continue
        cells = {"result": result, "id": document.id, "name": document.name, "outlet": document.outlet}
        line = json.dumps(cells | {"unread": unread}, ensure_ascii=False) if as_json else tabbed(cells.values())
        out.write(line + "\n")
        out.flush()
    return tally


def summary(tally: Tally, skipped: int, ledger: str) -> str:
    """One line on all of it, and one for each thing that they lack: a date, a reading."""
    names = {
        "new": "new",
        "reheaded": "headed anew",
        "reread": "read again",
        "same": "there already",
    }
    said = {key: f"{number} {names[key]}" for key, number in tally.results.items() if key in names}
    said["version"] = formats.count(tally.results["version"], "new version")
    said["returned"] = f"{formats.count(tally.results['returned'], 'older text')} again"
    parts = [said[key] for key in ORDER if tally.results[key]]
    if skipped:
        parts.append(f"{skipped} skipped")
    lines = [f"{ledger}: {', '.join(parts) or 'nothing to add'}"]
    if tally.undated:
        lines.append(f"{tally.undated} without a date: what came before or after them is not known")
    lines += [f"{count} stored but not read: {reason}" for reason, count in sorted(tally.unread.items())]
    return "\n".join(lines)
