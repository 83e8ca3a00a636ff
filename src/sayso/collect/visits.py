"""Visits: one request at a time to each site, and a pause between two.

In: what is to be visited, the most urgent first. Out: the same, one by one, each when its site has rested; while one
site rests, another is visited. A site that rests for longer than a round waits is left for the next round.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from sayso.collect.links import site
from sayso.collect.web import Robots

Visit = TypeVar("Visit")
Clock = Callable[[], datetime]

PAUSE = timedelta(seconds=3)  # between two requests to one site
ASKED = timedelta(days=1)  # at the most, where a site's Crawl-delay asks for more
PATIENCE = timedelta(minutes=1)  # for which a round waits


def wall_clock() -> datetime:
    return datetime.now(UTC)


class Visits(Generic[Visit]):
    """What is still to be visited. url: where; clock: the time; sleep: waits so many seconds."""

    def __init__(
        self,
        url: Callable[[Visit], str],
        clock: Clock = wall_clock,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.robots: Robots = {}
        self.clock = clock
        self._url, self._sleep = url, sleep
        self._waiting: dict[str, deque[Visit]] = {}
        self._rests: dict[str, datetime] = {}

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def want(self, wanted: Iterable[Visit]) -> None:
        """Visit these too."""
        for one in wanted:
            self._waiting.setdefault(site(self._url(one)), deque()).append(one)

    def again(self, one: Visit) -> None:
        """Visit it after all, before the others of its site."""
        self._waiting.setdefault(site(self._url(one)), deque()).appendleft(one)

    def rest(self, url: str, until: datetime) -> None:
        """Leave the site of this address alone until then."""
        self._rests[site(url)] = until

    def each(self) -> Iterator[Visit]:
        """One after the other; who takes one visits it, and says until when its site rests, before taking the next."""
        while self._waiting:
            name = min(self._waiting, key=self._ready)
            pause = self._ready(name) - self.clock()
            if pause > PATIENCE:
                return
            if pause > timedelta(0):
                self._sleep(pause.total_seconds())
            one = self._waiting[name].popleft()
            if not self._waiting[name]:
                del self._waiting[name]
            yield one

    def left(self) -> list[Visit]:
        """Those that are not visited in this round, because their sites rest; they are forgotten here."""
        found = [one for waiting in self._waiting.values() for one in waiting]
        self._waiting.clear()
        return found

    def pause(self, url: str) -> timedelta:
        """How long a site rests after a request: as long as its robots.txt asks, and a few seconds at the least."""
        asked = [rules.crawl_delay("Sayso") for at, rules in self.robots.items() if site(at) == site(url)]
        delays = [timedelta(seconds=min(float(delay), ASKED.total_seconds())) for delay in asked if delay]
        return max([PAUSE, *delays])

    def _ready(self, name: str) -> datetime:
        return self._rests.get(name, datetime.min.replace(tzinfo=UTC))
