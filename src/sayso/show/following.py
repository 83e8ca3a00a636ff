"""What a series shows, for templates/following.html: on the served page and in the report.

In: a series. Out: the values of its template.
"""

from __future__ import annotations

from sayso.compare import changes
from sayso.compare.series import Series
from sayso.show import charts, formats, series_text


def values(series: Series) -> dict[str, object]:
    """What a template shows of a series."""
    return {
        "series": series,
        "standing": series_text.standing(series),
        "described": charts.described(series),
        "letters": charts.letters_of(series),
        "first": changes.first(series),
        "carried": [(one, formats.interval(one.low, one.high)) for one in changes.carried(series)],
        "revisions": [(one, series_text.revision_line(one)) for one in changes.revisions(series)],
        "contradictions": [(one, series_text.contradiction_line(one)) for one in changes.contradictions(series)],
        "spreads": [(one, formats.interval(one.low, one.high)) for one in changes.spreads(series)],
    }
