"""Attribution on PolNeAR: `python -m benchmarks.attribution [SHARED] [--write]`.

Reads the dev articles with the very command a user types, and hands what it prints to the scorer.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measurements import SHARED, corpus, write

# Figures of others on the same measure, as the project's issues give them.
PEERS = (
    "Relation F1 of others on PolNeAR: textacy .163, Gender Gap Tracker's extractor .392, BBC Citron retrained on the "
    "same corpus .532, a plain MiniLM tagger with nearest-neighbour linking .686, one annotator against another .760."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/measurements.md")
    args = parser.parse_args()
    gold = corpus(args.shared / "data/polnear/dev")
    with tempfile.TemporaryDirectory() as scratch:
        readings = Path(scratch, "readings.jsonl")
        with readings.open("w") as out:
            command = [sys.executable, "-m", "sayso", "read", str(gold / "text"), "--format", "jsonl"]
            subprocess.run(command, stdout=out, check=True)
        scorer = [sys.executable, str(args.shared / "eval/attribution.py"), str(gold), str(readings), "--by-kind"]
        printed = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout
    sys.stdout.write(printed)
    if args.write:
        said = "`sayso read --format jsonl` on PolNeAR dev, by `shared/eval/attribution.py`:"
        body = f"{said}\n\n```\n{printed}```\n\n{PEERS}"
        write("attribution", "Attribution", "python -m benchmarks.attribution --write", body)


if __name__ == "__main__":
    main()
