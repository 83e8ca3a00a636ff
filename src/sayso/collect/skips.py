"""What could not be read, and why: nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sayso.types import SaysoError


class CollectError(SaysoError):
    """Nothing can be read from this location, or from this part of it."""


class Unreachable(CollectError):
    """No server answered, or not in time: it says nothing of what may be there."""


class Untried(CollectError):
    """We do not go there ourselves, and nobody was asked: what is not allowed now may be at the next call."""


class Skip(NamedTuple):
    """A notice about one input. `where` is a path, "table.jsonl:7" or a URL. `kept` tells that no document is lost:
    it is read without its date ("kept without its date: ..."), or by another path that leads to the same file."""

    where: str
    reason: str
    kept: bool = False


OnSkip = Callable[[Skip], None]
