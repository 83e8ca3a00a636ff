"""A ledger with the invented coverage, for the pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from tests.show import invented


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Two articles, a hostile one, an edited one in two versions, one that was not read, and six more days."""
    folder: Path = tmp_path_factory.mktemp("show")
    stored = Ledger(folder / "sayso.db")
    for reading in (invented.reading(), invented.second(), invented.hostile(), invented.edited(), invented.unread()):
        stored.add(reading)
    for day in range(6):
        stored.add(
            invented.reading(
                name=f"day-{day}",
                url=f"https://radio.example/{day}",
                title=f"Ostrevan, day {day}",
                outlet="Radio Tolm",
                published=date(2031, 4, 10 + day),
            )
        )
    yield stored
    close = getattr(stored, "close", None)
    if close:
        close()
