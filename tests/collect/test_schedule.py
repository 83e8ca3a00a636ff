"""When feeds and articles are looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.schedule import DEAD, FEED, LONGEST, SHARE, after_failure, is_dead, next_article, next_feed

NOW = datetime(2031, 4, 1, 10, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AGES = st.timedeltas(timedelta(0), 400 * DAY)


@pytest.mark.parametrize(
    ("asked", "step"),
    [(0, FEED), (60, FEED), (3600, HOUR), (86_400, DAY), (10**9, DAY)],
)
def test_feeds(asked: int, step: timedelta) -> None:
    assert next_feed(NOW, asked) == NOW + step


@pytest.mark.parametrize(
    ("stood", "step"),
    [
        (0 * HOUR, 30 * MINUTE),
        (2 * HOUR, 30 * MINUTE),
        (3 * HOUR, 3 * HOUR),
        (23 * HOUR, 3 * HOUR),
        (2 * DAY, DAY),
        (7 * DAY, 7 * DAY),
        (29 * DAY, 7 * DAY),
        (30 * DAY, None),
        (300 * DAY, None),
    ],
)
def test_articles_are_looked_at_more_seldom_the_longer_their_text_has_stood(
    stood: timedelta, step: timedelta | None
) -> None:
    assert next_article(NOW, NOW - stood, NOW - stood) == (None if step is None else NOW + max(step, stood / SHARE))


def test_an_article_that_never_changes_is_looked_at_a_few_times_and_then_left_alone() -> None:
    at: datetime | None = NOW
    looks = []
    while at is not None:
        looks.append(at)
        at = next_article(at, NOW, NOW)
    assert 20 <= len(looks) <= 30
    assert 25 * DAY < looks[-1] - NOW < 40 * DAY


def test_an_article_that_always_changes_does_not_cost_more_and_more() -> None:
    at, looks = NOW, 0
    while at < NOW + 60 * DAY:
        following = next_article(at, NOW, at)
        assert following is not None
        at, looks = following, looks + 1
    assert 230 <= looks <= 270


@pytest.mark.parametrize(
    ("failures", "wait", "reached", "step"),
    [
        (1, None, True, 30 * MINUTE),
        (2, None, True, HOUR),
        (3, None, True, 2 * HOUR),
        (8, None, True, LONGEST),
        (10**9, None, True, LONGEST),
        (1, 60, True, 30 * MINUTE),
        (1, 7200, True, 2 * HOUR),
        (9, 7 * 86_400, True, 7 * DAY),
        (9, None, False, 3 * HOUR),
        (2, None, False, HOUR),
    ],
)
def test_failures(failures: int, wait: int | None, reached: bool, step: timedelta) -> None:
    assert after_failure(NOW, failures, wait, reached) == NOW + step


def test_a_week_without_an_answer_is_dead() -> None:
    assert not is_dead(NOW, NOW)
    assert not is_dead(NOW, NOW - DEAD + MINUTE)
    assert is_dead(NOW, NOW - DEAD)


@given(AGES, AGES)
def test_an_article_is_never_due_before_half_an_hour_has_passed(announced: timedelta, changed: timedelta) -> None:
    due = next_article(NOW, NOW - max(announced, changed), NOW - changed)
    assert (due is None) == (changed >= 30 * DAY)
    assert due is None or due >= NOW + 30 * MINUTE


@given(AGES, AGES, AGES)
def test_what_has_stood_for_longer_is_not_looked_at_sooner(
    announced: timedelta, one: timedelta, other: timedelta
) -> None:
    shorter, longer = sorted((one, other))
    first, second = (next_article(NOW, NOW - announced, NOW - stood) for stood in (shorter, longer))
    assert second is None or (first is not None and first <= second)


@given(st.integers(1, 60), st.integers(0, 10**6) | st.none(), st.booleans())
def test_waiting_grows_with_failures_and_never_falls_short_of_what_was_asked(
    failures: int, wait: int | None, reached: bool
) -> None:
    due = after_failure(NOW, failures, wait, reached)
    assert due >= NOW + timedelta(seconds=wait or 0)
    assert due >= NOW + 30 * MINUTE
    assert due <= after_failure(NOW, failures + 1, wait, reached)
    assert due <= NOW + max(LONGEST, timedelta(seconds=wait or 0))


@given(st.integers(0, 2**31))
def test_feeds_are_due_within_a_day(asked: int) -> None:
    assert NOW + FEED <= next_feed(NOW, asked) <= NOW + DAY
