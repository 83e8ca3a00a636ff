"""Schedule: when a feed or an article is fetched again.

In: what is known of the last looks, and the time. Out: when the next one is due. No clock is asked here; times are UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta

FEED = timedelta(minutes=30)  # between two looks at a feed that answers, at the least
DAY = timedelta(days=1)  # and at the most, whatever it asks for
# Between two looks at an article, by how long its text has stood as it is: most edits come within hours, few after a
# week. What has stood for longer is left alone.
ARTICLE = (
    (timedelta(hours=3), timedelta(minutes=30)),
    (timedelta(days=1), timedelta(hours=3)),
    (timedelta(days=7), timedelta(days=1)),
    (timedelta(days=30), timedelta(days=7)),
)
# Some pages are another at every look (live coverage, "read 1,204 times"): between two looks passes at least this part
# of the time that they have been watched. Such a page is looked at some 250 times in its first two months.
SHARE = 50
FIRST, LONGEST = timedelta(minutes=30), timedelta(days=2)  # after the first failure, and at the most
UNREACHABLE = timedelta(hours=3)  # at the most where no server answers: that is no load for anyone, or we are offline
DEAD = timedelta(days=7)  # without an answer: a feed is said to be dead, and still tried; an article is left alone


def next_feed(now: datetime, asked: int = 0) -> datetime:
    """When to look again at a feed that answered. asked: seconds for which it asks to be left alone."""
    return now + max(FEED, min(timedelta(seconds=asked), DAY))


def next_article(now: datetime, announced: datetime, changed: datetime) -> datetime | None:
    """When to look again at an article that answered; None: not at all. announced: since when it is watched; changed:
    when its text was first seen as it is."""
    step = next((step for stood, step in ARTICLE if now - changed < stood), None)
    return None if step is None else now + max(step, (now - announced) / SHARE)


def after_failure(now: datetime, failures: int, wait: int | None = None, reached: bool = True) -> datetime:
    """When to try again what failed: after twice the time with each failure, and never sooner than the server asks.

    failures: on end, this one too. wait: seconds that the server asks for (Retry-After). reached: whether one answered.
    """
    doubled = FIRST * int(2 ** min(max(failures - 1, 0), 20))
    return now + max(min(doubled, LONGEST if reached else UNREACHABLE), timedelta(seconds=wait or 0))


def is_dead(now: datetime, answered: datetime) -> bool:
    """Whether it has not answered for too long. answered: when it did last, or since when it is watched."""
    return now - answered >= DEAD
