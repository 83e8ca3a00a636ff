"""Stories: the articles of a ledger on one event.

In: a ledger whose index is up to date. Out: stories, each with its articles in order of time and how many of them are
texts of their own. How articles are grouped is `grouping.py`'s business; people merge, split and rename.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.compare import reprints
from sayso.compare.decisions import Decisions
from sayso.compare.grouping import decided
from sayso.ledger import DocumentRow, Ledger, Page

EVERY = 2**31  # documents: all of them
SHORTEST = 6  # digits of an id that may stand for all of it


@dataclass(frozen=True, slots=True)
class Story:
    """`articles`: latest versions, in order of publication. `texts`: ids of those that are one text in the main, as
    `reprints.sources` groups them. `name` is a person's, or the title of the first article that has one."""

    id: str
    name: str
    articles: tuple[DocumentRow, ...]
    texts: tuple[tuple[str, ...], ...]
    decisions: tuple[int, ...] = ()  # numbers of the reviews that shaped it

    @property
    def first(self) -> date | None:
        return min((a.published for a in self.articles if a.published), default=None)

    @property
    def last(self) -> date | None:
        return max((a.published for a in self.articles if a.published), default=None)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Those that are named."""
        return tuple(dict.fromkeys(a.outlet for a in self.articles if a.outlet))


def of_ledger(ledger: Ledger) -> list[Story]:
    """All stories, those of the most articles first, as the index found them and people decided."""
    decisions = Decisions(ledger.reviews())
    with ledger.findings.looking() as found:
        numbered = found.numbered()
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for number, story in numbered.values():
        groups[number if story is None else story].append(number)
    ids = {number: id for id, (number, _) in numbered.items()}
    rows = {row.id: row for row in ledger.documents(limit=EVERY).rows if row.latest}
    shared: defaultdict[str, list[reprints.Reprint]] = defaultdict(list)
    for one in reprints.of_ledger(ledger):
        shared[one.document.id].append(one)
    made = []
    for group in decided(groups.values(), ids, decisions):
        founder = next((n for n in group if numbered[ids[n]][1] == n), group[0])
        articles = [rows[ids[n]] for n in group if ids[n] in rows]
        if articles:
            made.append(_made(ids[founder], articles, [r for a in articles for r in shared[a.id]], decisions))
    return sorted(made, key=lambda s: (-len(s.articles), s.id))


def _made(founder: str, rows: Sequence[DocumentRow], shared: Sequence[reprints.Reprint], decisions: Decisions) -> Story:
    articles = sorted(rows, key=lambda row: (row.published or date.max, row.id))
    ids = [row.id for row in articles]
    titled = next((row.title for row in articles if row.title), None) or articles[0].name
    texts = tuple(tuple(group) for group in reprints.sources(ids, shared))
    name = decisions.name(set(ids)) or titled
    return Story(founder[:12], name, tuple(articles), texts, decisions.numbers(set(ids)))


def listed(
    found: Iterable[Story],
    limit: int,
    offset: int = 0,
    *,
    words: str | None = None,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
    least: int = 1,
) -> Page[Story]:
    """A page of stories. words: part of the name or of a title; outlet: that tells it; since, until: told on such a
    day; least: articles that it must have."""
    kept = [
        one
        for one in found
        if len(one.articles) >= least
        and (outlet is None or outlet in one.outlets)
        and (since is None or (one.last is not None and one.last >= since))
        and (until is None or (one.first is not None and one.first <= until))
        and (words is None or any(words.casefold() in (t or "").casefold() for t in _titles(one)))
    ]
    return Page(tuple(kept[offset : offset + limit]), len(kept), limit, offset)


def _titles(story: Story) -> list[str | None]:
    return [story.name, *(row.title for row in story.articles)]


def find(found: Iterable[Story], id: str) -> Story | None:
    """The story with this id or the beginning of one, or the one that now holds the article with it."""
    if len(id) < SHORTEST:
        return None
    found = list(found)
    begun = [one for one in found if one.id.startswith(id[:12])]
    if len(begun) == 1:
        return begun[0]
    holding = [one for one in found if any(row.id.startswith(id) for row in one.articles)]
    return holding[0] if len(holding) == 1 else None
