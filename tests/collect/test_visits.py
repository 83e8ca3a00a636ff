"""One request at a time to each site, and a pause between two: with a clock that only goes on when someone sleeps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.visits import PATIENCE, PAUSE, Visits, wall_clock

SECOND = timedelta(seconds=1)


class Clock:
    """Time that goes on when someone sleeps, and by `cost` for each visit."""

    def __init__(self) -> None:
        self.now = datetime(2031, 4, 1, 10, tzinfo=UTC)
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


def visits(clock: Clock) -> Visits[str]:
    return Visits(lambda url: url, clock, clock.sleep)


def made(
    queue: Visits[str], clock: Clock, cost: timedelta = SECOND, rests: timedelta | None = None
) -> list[tuple[str, float]]:
    """Every visit with the second at which it began."""
    began, found = clock.now, []
    for url in queue.each():
        found.append((url, (clock.now - began).total_seconds()))
        clock.now += cost
        queue.rest(url, clock.now + (queue.pause(url) if rests is None else rests))
    return found


def test_sites_take_turns_while_one_rests() -> None:
    clock = Clock()
    queue = visits(clock)
    queue.want(["http://a/1", "http://a/2", "http://b/1", "http://b/2", "http://c:8080/1"])
    assert len(queue) == 5
    assert made(queue, clock) == [
        ("http://a/1", 0),
        ("http://b/1", 1),
        ("http://c:8080/1", 2),
        ("http://a/2", 4),
        ("http://b/2", 5),
    ]
    assert clock.slept == [1]
    assert len(queue) == 0


def robots(queue: Visits[str], site: str, rules: str) -> None:
    parser = RobotFileParser(f"{site}/robots.txt")
    parser.parse(rules.splitlines())
    queue.robots[f"{site}/robots.txt"] = parser


@pytest.mark.parametrize(
    ("rules", "pause"),
    [
        ("", PAUSE),
        ("User-agent: *\nDisallow: /x", PAUSE),
        ("User-agent: *\nCrawl-delay: 10", timedelta(seconds=10)),
        ("User-agent: *\nCrawl-delay: 1", PAUSE),
        ("User-agent: sayso\nCrawl-delay: 20\n\nUser-agent: *\nCrawl-delay: 10", timedelta(seconds=20)),
        ("User-agent: other\nCrawl-delay: 20", PAUSE),
        ("User-agent: *\nCrawl-delay: 999999999999", timedelta(days=1)),
        ("User-agent: *\nCrawl-delay: soon", PAUSE),
    ],
)
def test_a_sites_own_delay_is_kept(rules: str, pause: timedelta) -> None:
    queue = visits(Clock())
    robots(queue, "http://a", rules)
    assert queue.pause("http://a/1") == pause
    assert queue.pause("http://b/1") == PAUSE


def test_a_site_that_rests_for_longer_than_a_round_waits_is_left() -> None:
    clock = Clock()
    queue = visits(clock)
    queue.want(["http://a/1", "http://a/2", "http://b/1"])
    assert [url for url, _ in made(queue, clock, rests=PATIENCE + 5 * SECOND)] == ["http://a/1", "http://b/1"]
    assert queue.left() == ["http://a/2"]
    assert queue.left() == []
    queue.want(["http://a/3"])
    assert made(queue, clock) == []  # it still rests
    clock.now += PATIENCE + 5 * SECOND
    assert [url for url, _ in made(queue, clock)] == ["http://a/3"]


def test_what_could_not_be_visited_comes_again_before_the_others_of_its_site() -> None:
    clock = Clock()
    queue = visits(clock)
    queue.want(["http://a/1", "http://a/2"])
    order = []
    for url in queue.each():
        if not order:  # someone else is there
            queue.rest(url, clock.now + 5 * SECOND)
            queue.again(url)
        order.append((url, clock.now))
    assert [url for url, _ in order] == ["http://a/1", "http://a/1", "http://a/2"]
    assert order[1][1] - order[0][1] == 5 * SECOND


def test_the_clock_of_the_world_is_in_utc() -> None:
    assert abs(wall_clock() - datetime.now(UTC)) < timedelta(minutes=1)


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 99)), max_size=30),
    st.integers(0, 5_000),
)
def test_every_site_has_its_pause_and_everything_is_visited_in_its_order(
    wanted: list[tuple[int, int]], cost: int
) -> None:
    clock = Clock()
    queue = visits(clock)
    urls = [f"http://s{site}/{page}" for site, page in wanted]
    queue.want(urls)
    found = made(queue, clock, timedelta(milliseconds=cost))
    assert sorted(url for url, _ in found) == sorted(urls)
    for site in {url.rsplit("/", 1)[0] for url in urls}:
        times = [at for url, at in found if url.startswith(f"{site}/")]
        assert [url for url, _ in found if url.startswith(f"{site}/")] == [u for u in urls if u.startswith(f"{site}/")]
        assert all(b - a >= PAUSE.total_seconds() + cost / 1000 - 1e-6 for a, b in pairwise(times))
    assert len(clock.slept) <= len(urls)
