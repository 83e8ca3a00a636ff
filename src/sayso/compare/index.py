"""The index: every new document is held against those it may have to do with, and what is found is kept.

In: a ledger. Out: the same ledger, with stories and reprints found for all of its documents. Candidates come from
postings, never from all pairs; what was found is stored, so that ten articles more cost what ten articles cost,
however many there are. Whatever is stopped on the way is taken up where it was. What people decided is no part of it:
it is applied to what was found whenever that is shown.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sayso.compare import claims, grouping, reprints, vectors
from sayso.compare.claims import Claim
from sayso.compare.profiles import Profile, Weighted, parts, profile, weighted
from sayso.compare.reprints import prepared
from sayso.ledger import Article, ClaimRow, Found, Ledger

VERSION = "compare-4"  # change it with anything that changes what is found: the ledger is then compared anew
BATCH = 64  # documents of one transaction
# An article is found by its rarest names and by its rarest words and numbers, so many of each.
NAMES, WORDS = 32, 16
LATELY = 40  # documents of one name or word that are looked at, the last ones
# Those that share the rarest of them, whose chances are worked out: so many, that share at least so much of an article.
# Ranked by how many they share, gun violence told apart a little worse (CEAFe .864 for .879 on the half that was chosen
# on); from .03 on ECB+ does. (2026-11)
NEAREST, MET = 48, 0.02
MEMBERS = 48  # of each story that one of the nearest is on the event of, the last ones
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
        if found.settled() and not found.stale(VERSION):
            return 0
    with ledger.findings.writing() as found:
        if found.stale(VERSION):
            found.forget()
        todo = found.count_pending()
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
        self._articles: dict[int, Article] = {}
        self._prepared = lru_cache(KEPT)(lambda number: prepared(self._article(number)))
        self._profile = lru_cache(KEPT)(self._profiled)
        self.statements = lru_cache(KEPT)(self._statements)
        self._bags: dict[int, tuple[int, dict[str, Weighted]]] = {}
        self._counts: dict[str, int] = {}
        self._seen = found.newest()  # readings up to it were compared
        self._vectors: dict[str, NDArray[np.int8]] = {}

    def compare(self, found: Found) -> int:
        """Compare one batch; returns how many documents it had."""
        self.found = found
        numbers: list[int] = []
        renewed: list[int] = []
        for document, reading in self._pending(found):
            self._seen = reading
            number, new = found.number(document, reading, VERSION)
            (numbers if new else renewed).append(number)  # one that was only read anew has the same words
        self._meet([*numbers, *renewed])
        added = Counter(term for number in numbers for term in self._profile(number).terms)
        found.count_terms(added)
        self._counts |= {term: self._counts[term] + n for term, n in added.items() if term in self._counts}
        every = found.documents()
        for number in numbers:
            reprints.find(found, number, self._prepared)
        near: set[int] = set()
        for number in numbers:
            near |= self._likely(number, every)
        self._regroup(numbers, near)
        for number in (*numbers, *renewed):
            self._claims(number)
        return len(numbers) + len(renewed)

    def _pending(self, found: Found) -> list[tuple[str, int]]:
        """Documents of the next batch, each with its reading: late ones first, which an index finds at once."""
        later = found.pending(BATCH, self._seen)
        return later if later or found.settled() else found.pending(BATCH)

    def _meet(self, numbers: Sequence[int]) -> None:
        """Fetch the articles that are looked at next, together."""
        if len(self._articles) > KEPT:
            self._articles.clear()
        self._articles |= self.found.articles([n for n in numbers if n not in self._articles])

    def _article(self, number: int) -> Article:
        if number not in self._articles:
            self._meet([number])
        return self._articles[number]

    def _profiled(self, number: int) -> Profile:
        a = self._article(number)
        return profile(a.id, a.text, a.title, a.names, a.outlet, a.published)

    def _likely(self, number: int, every: int) -> set[int]:
        """Work out the chances with earlier articles, and post an article for later ones. Returns the stories met."""
        here = self._profile(number)
        keys = self._keys(here, every)
        common: defaultdict[int, float] = defaultdict(float)
        posted = self.found.posted(keys)
        for key, numbers in posted.items():
            for other in numbers:
                common[other] += keys[key]
        # The last LATELY stay posted and no more, or a common name would lead to a tenth of the ledger.
        self.found.take_down((key, n) for key, ns in posted.items() for n in ns[: max(0, len(ns) + 1 - LATELY)])
        self.found.post(number, keys)
        least = MET * sum(keys.values())
        met = [other for other, rarity in common.items() if rarity >= least and other != number]
        nearest = sorted(met, key=lambda other: (-common[other], -other))[:NEAREST]
        chances = self._chances(number, nearest, every)
        near = {story for story in self.found.stories(_on_one(chances)).values() if story is not None}
        members = {n for numbers in self.found.in_stories(near).values() for n in numbers[-MEMBERS:]}
        chances |= self._chances(number, sorted(members - chances.keys() - {number}), every)
        self.found.add_likely(number, {other: chance for other, chance in chances.items() if chance >= LEAST})
        return {story for story in self.found.stories(_on_one(chances)).values() if story is not None}

    def _chances(self, number: int, others: Sequence[int], every: int) -> dict[int, float]:
        """With what chance an article is on one event with each of others."""
        if not others:
            return {}
        self._meet(others)
        here, bags = self._profile(number), self._weighted([number, *others], every)
        rows = [grouping.features(here, self._profile(o), bags[number], bags[o]) for o in others]
        return dict(zip(others, grouping.chances(rows).tolist(), strict=True))

    def _keys(self, one: Profile, every: int) -> dict[int, float]:
        """What an article is found by, as hashes, each with its rarity."""
        self._count(one.terms)
        keys: list[str] = []
        for bags, most in ((("names",), NAMES), (("words", "numbers"), WORDS)):
            worth = {
                f"{bag[0]}:{term}": (1 + math.log(n)) * math.log((every + 1) / self._counts[f"{bag[0]}:{term}"])
                for bag in bags
                for term, n in one.bags[bag].items()
            }
            keys += sorted(worth, key=lambda term: (-worth[term], term))[:most]
        return {_hashed(key): math.log((every + 1) / self._counts[key]) for key in keys}

    def _weighted(self, numbers: Sequence[int], every: int) -> dict[int, dict[str, Weighted]]:
        """What the words of articles weigh."""
        if len(self._bags) > KEPT:
            self._bags.clear()
        stale = [n for n in numbers if n not in self._bags or self._bags[n][0] * GROWN < every]
        self._count({term for n in stale for term in self._profile(n).terms})

        @cache
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
        url = self._article(number).url
        self._meet(sorted(others))
        others = {o for o in others - {number} if url is None or self._article(o).url != url}
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
        article = self._article(number)
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


def _on_one(chances: Mapping[int, float]) -> list[int]:
    """Those that are likely enough on the event for their story to be grouped anew."""
    return [other for other, chance in chances.items() if chance >= grouping.ATTACHED]


def digest(words: str) -> str:
    """What the vector of a statement's words is kept under."""
    return blake2b(words.encode(), digest_size=12).hexdigest()


def _hashed(key: str) -> int:
    """64 bits, so that neither another key nor a run of words is taken for it."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
