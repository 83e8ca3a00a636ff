"""Dates of publication, as records and pages write them.

In: a string. Out: a date, or a reason why there is none. A date that can be read two ways (5/6/2016) is not guessed.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sayso.types import now

WRITTEN = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%A, %d %B %Y", "%A, %B %d, %Y", "%Y/%m/%d", "%Y%m%d")
FUTURE = timedelta(days=1)  # a day ahead may be another time zone


def published(value: object) -> date | None:
    """The date in `value`.

    :raises ValueError: with the reason, where there is something that is no date of the past.
    """
    if value is None or value == "":
        return None
    words = str(value).strip()
    found = _parsed(words)
    if found is None:
        raise ValueError(f"{words[:60]!r} is no date that can be read: write it as 2016-11-01")
    if found > now().date() + FUTURE:
        raise ValueError(f"{found} lies in the future")
    return found


def _parsed(words: str) -> date | None:
    try:
        return datetime.fromisoformat(words.replace("Z", "+00:00")).date()
    except ValueError:
        pass
    for form in WRITTEN:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    from email.utils import parsedate_to_datetime  # here: it brings half of the mail package along

    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
