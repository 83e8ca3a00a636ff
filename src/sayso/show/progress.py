"""Progress on long work: how many documents, how fast. On standard error, so that pipes stay clean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

Item = TypeVar("Item")


def counted(items: Iterable[Item], doing: str, noun: str = "articles") -> Iterator[Item]:
    """The same items, counted as they pass; how many there will be is not known beforehand."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn(f"{{task.completed:.0f}} {noun}"))
    with Progress(
        *columns, TaskProgressColumn(show_speed=True), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as progress:
        task = progress.add_task(doing, total=None)
        for item in items:
            yield item
            progress.advance(task)
