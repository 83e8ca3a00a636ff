"""The index: every new document is held against those it may have to do with, and what is found is kept.

In: a ledger. Out: the same ledger, with stories and reprints found for all of its documents. Candidates come from
postings, never from all pairs; what was found is stored, so that ten articles more cost what ten articles cost,
however many there are. Whatever is stopped on the way is taken up where it was. What people decided is no part of it:
it is applied to what was found whenever that is shown.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sayso.compare import claims, grouping, reprints, vectors
from sayso.compare.claims import Claim
from sayso.compare.passages import fingerprint
from sayso.compare.profiles import Profile, Weighted, parts, profile, weighted
from sayso.compare.reprints import Prepared, prepared, shared
from sayso.ledger import ClaimRow, Found, Ledger

VERSION = "compare-3"  # change it with anything that changes what is found: the ledger is then compared anew
BATCH = 64  # documents of one transaction
# An article is found by its rarest names and by its rarest words and numbers, so many of each.
NAMES, WORDS = 32, 16
LATELY = 40  # documents of one name or word that are looked at, the last ones
NEAREST = 48  # documents that share the most of them, whose chances are worked out
MEMBERS = 48  # of each story met so, the last ones
LEAST = 0.02  # a chance below is not kept
LIKEST = 24  # statements that one is, or may be, the same claim as: the surest
SETTLED = 300  # documents of a story that only grows: it is not grouped anew
KEPT, TERMS, MEANINGS = 4096, 1_000_000, 100_000  # articles, words and vectors in memory
GROWN = 1.1  # a ledger that has grown so much has other rare words: what an article's words weigh is worked out anew

Progress = Callable[[int, int], None]


def bring_up_to_date(ledger: Ledger, progress: Progress | None = None) -> int:
    """Compare what has not been compared yet. Returns how many documents that were.

    progress: is told after each batch how many are done, and of how many.
    """
    with ledger.findings.looking() as found:
        stale, todo = found.stale(VERSION), found.count_pending(VERSION)
    if stale:
        with ledger.findings.writing() as found:
            found.forget()
            todo = found.count_pending(VERSION)
    if not todo:
        return 0
    indexer: Indexer | None = None
    done = 0
    while True:
        with ledger.findings.writing() as found:
            indexer = indexer or Indexer(found)
            compared = indexer.compare(found)
        if not compared:
            return done
        done += compared
        if progress:
            progress(done, max(todo, done))


class Indexer:
    """Compares documents; articles that were looked at lately are kept, so that none is read again and again.

    `statements(number)` gives the statements of an article that claim something, `near(pairs)` how near pairs are.
    """

    def __init__(self, found: Found) -> None:
        self.found = found
        self._prepared = lru_cache(KEPT)(lambda number: prepared(self.found.article(number)))
        self._profile = lru_cache(KEPT)(self._profiled)
        self.statements = lru_cache(KEPT)(self._statements)
        self._bags: dict[int, tuple[int, dict[str, Weighted]]] = {}
        self._counts: dict[str, int] = {}
        self._vectors: dict[str, NDArray[np.int8]] = {}

    def compare(self, found: Found) -> int:
        """Compare one batch; returns how many documents it had."""
        self.found = found
        numbers: list[int] = []
        renewed: list[int] = []
        for document, reading in found.pending(VERSION, BATCH):
            number, new = found.number(document, reading, VERSION)
            (numbers if new else renewed).append(number)  # one that was only read anew has the same words
        added = Counter(term for number in numbers for term in self._profile(number).terms)
        found.count_terms(added)
        self._counts |= {term: self._counts[term] + n for term, n in added.items() if term in self._counts}
        every = found.documents()
        for number in numbers:
            self._reprints(number)
        near: set[int] = set()
        for number in numbers:
            near |= self._likely(number, every)
        self._regroup(numbers, near)
        for number in (*numbers, *renewed):
            self._claims(number)
        return len(numbers) + len(renewed)

    def _profiled(self, number: int) -> Profile:
        a = self._prepared(number).article
        return profile(a.id, a.text, a.title, a.names, a.outlet, a.published)

    def _reprints(self, number: int) -> None:
        """Hold an article against those that share runs of words with it, and post it for later ones."""
        here: Prepared = self._prepared(number)
        runs = {int(run) for run in fingerprint(here.words.forms)}
        posted = self.found.posted(runs)
        common = Counter(other for numbers in posted.values() for other in numbers)
        for other, times in common.most_common(reprints.CANDIDATES):
            if times >= reprints.SHARED and (row := shared(here, self._prepared(other))):
                self.found.add_reprint(row)
        self.found.post(number, (run for run in runs if len(posted.get(run, ())) < reprints.POSTED))

    def _likely(self, number: int, every: int) -> set[int]:
        """Work out the chances with earlier articles, and post an article for later ones. Returns the stories met."""
        here = self._profile(number)
        keys = self._keys(here, every)
        common: Counter[int] = Counter()
        for numbers in self.found.posted(keys).values():
            common.update(numbers[-LATELY:])
        self.found.post(number, keys)
        nearest = [other for other, _ in common.most_common(NEAREST) if other != number]
        met = {story for story in self.found.stories(nearest).values() if story is not None}
        members = {n for numbers in self.found.in_stories(met).values() for n in numbers[-MEMBERS:]}
        others = sorted({*nearest, *members} - {number})
        if not others:
            return set()
        bags = self._weighted([number, *others], every)
        rows = [grouping.features(here, self._profile(o), bags[number], bags[o]) for o in others]
        chances = dict(zip(others, grouping.chances(rows).tolist(), strict=True))
        self.found.add_likely(number, {other: chance for other, chance in chances.items() if chance >= LEAST})
        near = [other for other, chance in chances.items() if chance >= grouping.ATTACHED]
        return {story for story in self.found.stories(near).values() if story is not None}

    def _keys(self, one: Profile, every: int) -> set[int]:
        """What an article is found by, as hashes."""
        self._count(one.terms)
        keys: list[str] = []
        for bags, most in ((("names",), NAMES), (("words", "numbers"), WORDS)):
            worth = {
                f"{bag[0]}:{term}": (1 + math.log(n)) * math.log((every + 1) / self._counts[f"{bag[0]}:{term}"])
                for bag in bags
                for term, n in one.bags[bag].items()
            }
            keys += sorted(worth, key=lambda term: (-worth[term], term))[:most]
        return {_hashed(key) for key in keys}

    def _weighted(self, numbers: Sequence[int], every: int) -> dict[int, dict[str, Weighted]]:
        """What the words of articles weigh."""
        if len(self._bags) > KEPT:
            self._bags.clear()
        stale = [n for n in numbers if n not in self._bags or self._bags[n][0] * GROWN < every]
        self._count({term for n in stale for term in self._profile(n).terms})

        def rarity(term: str) -> float:
            among = self._counts[term]
            return math.log((every + 1) / among) if among > 1 else 0.0  # a word of one article alone joins nothing

        self._bags |= {n: (every, dict(weighted(self._profile(n), rarity))) for n in stale}
        return {n: self._bags[n][1] for n in numbers}

    def _count(self, terms: Iterable[str]) -> None:
        """Look up in how many documents terms stand, where that is not known."""
        if len(self._counts) > TERMS:
            self._counts.clear()
        self._counts |= self.found.in_documents(term for term in terms if term not in self._counts)

    def _regroup(self, numbers: Iterable[int], met: Iterable[int]) -> None:
        """Group new articles and the stories that they may belong to anew. A story is known by one of its articles."""
        around = self.found.in_stories(met)
        settled = {n: story for story, ns in around.items() if len(ns) >= SETTLED for n in ns[-MEMBERS:]}
        movable = {*numbers, *(n for ns in around.values() if len(ns) < SETTLED for n in ns)}
        members = sorted(movable | set(settled))
        groups = grouping.group(members, self.found.chances(members))
        camps = [c for g in groups for c in grouping.camps({number: self._profile(number) for number in g})]
        before, changed = self.found.stories(members), dict[int, int]()
        for one in sorted(camps):
            known = Counter(settled[n] for n in one if n in settled) or Counter(
                story for n in one if (story := before[n]) in one
            )
            story = known.most_common(1)[0][0] if known else one[0]
            changed |= {n: story for n in one if n not in settled and before[n] != story}
        self.found.put_stories(changed)

    def _claims(self, number: int) -> None:
        """Hold the statements of an article against those of its story, and of articles that share passages with it."""
        story = self.found.stories([number])[number]
        others = set(self.found.in_stories([story])[story][-MEMBERS:]) if story is not None else set()
        for shared_row in self.found.reprints([number]):
            others |= {shared_row.number, shared_row.other}
        url = self._prepared(number).article.url
        others = {o for o in others - {number} if url is None or self._prepared(o).article.url != url}
        pairs: list[tuple[Claim, Claim]] = []
        whose: list[int] = []
        for other in sorted(others):
            here, there = self.statements(number), self.statements(other)
            found = [(here[at], there[other_at]) for at, other_at in claims.candidates(here, there)]
            pairs += found
            whose += [other] * len(found)
        rows: list[ClaimRow] = []
        for (a, b), other, nearness in zip(pairs, whose, self.near(pairs), strict=True):
            if match := claims.match(a, b, nearness):
                rows.append(ClaimRow(a.id, b.id, number, other, match.sameness.value, match.chance, match.why))
        turns: Counter[str] = Counter()
        kept = []
        for row in sorted(rows, key=lambda row: (-row.chance, row.other_statement)):
            turns[row.statement] += 1
            if turns[row.statement] <= LIKEST:
                kept.append(row)
        self.found.put_claims(number, kept)

    def near(self, pairs: Sequence[tuple[Claim, Claim]]) -> list[float]:
        """How near the two of each pair are in meaning. The ledger keeps the vectors that this takes, by their words:
        none is worked out twice, and a copied statement has that of the first."""
        if not pairs:
            return []
        if len(self._vectors) > MEANINGS:
            self._vectors.clear()
        contents = {one.content for pair in pairs for one in pair}
        wanted = {digest(content): content for content in contents if content not in self._vectors}
        kept = self.found.vectors(wanted, vectors.VERSION)
        new = sorted(wanted.keys() - kept.keys())
        made = dict(zip(new, vectors.vectors([wanted[key] for key in new]), strict=True))
        self.found.put_vectors({key: vector.tobytes() for key, vector in made.items()}, vectors.VERSION)
        made |= {key: np.frombuffer(stored, np.int8) for key, stored in kept.items()}
        self._vectors |= {wanted[key]: vector for key, vector in made.items()}
        ones, others = (np.stack([self._vectors[pair[side].content] for pair in pairs]) for side in (0, 1))
        cosines: list[float] = vectors.near(ones, others).tolist()
        return cosines

    def _statements(self, number: int) -> list[Claim]:
        """The statements of an article that claim something."""
        article = self._prepared(number).article
        self._count(self._profile(number).terms)
        every = self.found.documents()
        made = []
        for row in self.found.said(number):
            inside = [words for words, at in article.names if any(s.start <= at < s.end for s in row.content_spans)]
            names = frozenset(part for words in inside for part in parts(words))
            made.append(claims.claim(row, article.published, names, lambda term: self._rarity(term, every)))
        return [one for one in made if one is not None]

    def _rarity(self, term: str, every: int) -> float:
        return math.log((every + 1) / max(1, self._counts.get(term, 1)))


def digest(words: str) -> str:
    """What the vector of a statement's words is kept under."""
    return blake2b(words.encode(), digest_size=12).hexdigest()


def _hashed(key: str) -> int:
    """64 bits, so that neither another key nor a run of words is taken for it."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
