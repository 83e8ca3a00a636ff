"""The page of measurements: each benchmark owns one section of docs/measurements.md and writes it anew."""

from __future__ import annotations

import argparse
import platform
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "measurements.md"
SHARED = Path(__file__).parent.parent.parent / "shared"


def write(section: str, title: str, command: str, body: str) -> None:
    """Put `body` under `title` in the section's place on the page, with the command and the day that gave it."""
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    words = f"## {title}\n\n`{command}`, {date.today()}, {machine}\n\n{body.strip()}\n"
    block = f"<!-- {section} -->\n{words}<!-- /{section} -->"
    page = PAGE.read_text("utf8") if PAGE.exists() else "# Measurements\n"
    pattern = re.compile(rf"<!-- {section} -->.*?<!-- /{section} -->", re.S)
    page = pattern.sub(lambda _: block, page) if pattern.search(page) else f"{page.rstrip()}\n\n{block}\n"
    PAGE.write_text(page, "utf8")


def corpus(path: Path) -> Path:
    """The path, or an end of the run that says plainly what is missing."""
    if not path.exists():
        raise SystemExit(
            f"{path} is not here: the corpora are not part of this repository; give their place as argument"
        )
    return path


def command_line(about: str | None, section: str, title: str, measure: Callable[[Path], str]) -> None:
    """Run a benchmark as a command: `measure` takes the shared folder and gives the section's text."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/measurements.md")
    args = parser.parse_args()
    body = measure(args.shared)
    sys.stdout.write(body)
    if args.write:
        write(section, title, f"python -m benchmarks.{section} --write", body)
