"""Progress on long work: how many documents, how fast. On standard error, so that pipes stay clean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

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


@contextmanager
def measured(doing: str, noun: str = "articles") -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how many are done, and of how many."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn(f"{{task.completed:.0f}} of {{task.total:.0f}} {noun}"),
    )
    console = Console(stderr=True)
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as progress:
        task: TaskID | None = None

        def tell(done: int, of: int) -> None:
            nonlocal task
            if task is None:
                task = progress.add_task(doing, total=of)
            progress.update(task, completed=done, total=of)

        yield tell
