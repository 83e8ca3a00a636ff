"""Corpora of stories in two halves: one to learn and choose on, one to report on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

CORPORA = {"ecb": "ecbplus.jsonl", "guns": "gun_violence.jsonl", "wcl": "newswcl50.jsonl"}


def told(folder: Path, corpus: str) -> list[dict[str, Any]]:
    """The records of a corpus with `story`, and `half`: which half its story is in (topics of ECB+ stay whole)."""
    with (folder / CORPORA[corpus]).open(encoding="utf8") as lines:
        records = [json.loads(line) for line in lines]
    topics = sorted({record.get("topic", 0) for record in records})
    for record in records:
        record["story"] = str(record.get("story", record.get("event")))
        if corpus == "ecb":
            record["half"] = topics.index(record["topic"]) % 2
        else:
            record["half"] = 1 - int(hashlib.md5(record["story"].encode()).hexdigest(), 16) % 2
    return records
