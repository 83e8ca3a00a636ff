"""Actors: whom the sources of a text refer to.

In: a text, its mentions and attributions, and what the encoder says of them. Out: actors, each with every place that
refers to it, and for each attribution the actor of its source. Names are joined by their words (a surname after the
full name, an acronym after what it stands for); a pronoun, or a noun phrase like "the ministry", goes to the earlier
referent that fits it best, or stays its own. What role a referent has is asked in `roles`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from sayso.read.attribution import Attribution
from sayso.read.encoder import Encoded
from sayso.read.evidence import BESIDE, HORIZON, SENTENCE, Evidence
from sayso.read.given import women_and_men
from sayso.read.matching import TITLES, WORD, Alike, head_of, initials, plain_words, relatives
from sayso.read.names import LETTERS
from sayso.read.offices import DEFINITE, has_office, may_be
from sayso.read.overlaps import Taken
from sayso.read.referents import Referent, bare, is_person, personal
from sayso.read.roles import naming_of, role_of
from sayso.read.speakers import BEFORE_OTHER, SEVERAL, speaker, whole_names
from sayso.read.tokens import Tokens
from sayso.types import Actor, Mention, Span

SHE = frozenset({"she", "her", "herself", "hers"})
HE = frozenset({"he", "him", "himself", "his"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "themselves"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
RELATIVE = frozenset({"who", "that", "which", "whom"})
NOBODY = frozenset(
    {"you", "one", "everyone", "everybody", "anyone", "someone", "no one", "nobody", "people", "many", "some"}
)
PRONOUNS = SHE | HE | IT | THEY | FIRST | RELATIVE
NO_NAME = TITLES | {"the", "a", "an"}
THE = re.compile(r"(?:the|this|that)(?:\s(?!(?:of|to|for|in|from|at)\s)[\w.’'-]+){1,4}", re.I)
INDEFINITE = re.compile(
    r"(?:an?|some|several|many|most|few|other|another|one|two|three|four|five|six|dozens|hundreds|\d+|more|all|both|no"
    r"|any|every|each|various|certain|numerous)\b",
    re.I,
)
ONE_OF = re.compile(r"(?:one|another)\sof\s(?:(?:the|his|her|their|its|these|those)\s)?(?P<all>.+)", re.I)
AGED = re.compile(r",\s\d{1,3},?$")
AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b")
FEMALE = frozenset(
    "mrs ms miss madam lady queen princess sister mother daughter wife widow girl woman actress"
    " chairwoman congresswoman spokeswoman".split()
)
MALE = frozenset(
    "mr sir lord king prince brother father son husband widower boy man actor chairman congressman spokesman".split()
)
MR_OR_MRS = re.compile(r"\b(Mrs?|Ms|Miss|Sir|Lady)\.?\s$", re.I)
ASKS, ANSWERS = re.compile(r"\bask(?:s|ed|ing)?\b"), re.compile(r"\b(?:repl|answer|respond)\w+\b")
# What people are called beside their office.
EPITHETS = frozenset(
    "nominee candidate contender challenger hopeful frontrunner incumbent winner loser billionaire millionaire mogul"
    " tycoon magnate businessman businesswoman entrepreneur politician lawmaker legislator leader veteran outsider"
    " newcomer republican democrat man woman boy girl teenager father mother son daughter husband wife widow widower"
    " suspect defendant".split()
)
ANY_WORD = re.compile(r"\w+")
GENDERED = re.compile(r"\b(?:she|her|herself|he|him|his|himself)\b", re.I)
# Titles as they stand before a name, and in full.
TITLE_OF = {"Sen": "Senator", "Rep": "Representative", "Gov": "Governor", "Gen": "General", "Col": "Colonel"}
TITLE_OF |= {"Dr": "Doctor", "Prof": "Professor", "Rev": "Reverend", "Sgt": "Sergeant", "Capt": "Captain"}
SHORT_TITLE = re.compile(r"\b(Mrs?|Ms|" + "|".join(TITLE_OF) + r")\.?(?=\s)")
NESTED, DESCRIBED = 4, 20  # contents one in another; descriptions weighed
REACH = 120  # code points in which a pronoun tells a name's gender
CROWD = 20  # candidates from which on only those called by the very words are weighed
TITLED = 4  # words of an office before a name
APART = re.compile(r"[.,;:!?\n“”\"()]")
APPOSED = re.compile(r",\s([^.;:!?\n“”\"()]*?)(?:,|$|[.;:!?\n])")
DESCRIBING = re.compile(r"(?:an?|the|one|who|chief|head|[a-z]+)\s")
OWNED = re.compile(r"\b(?P<owner>\w[\w-]*)['’]s?\s")  # "Berg's campaign", "the victim's lawyer" are nobody else's
# But "the country's president" is the president.
OF_ALL = frozenset(
    "country nation kingdom city town state county province region village district company firm agency department"
    " ministry government army team club group party union university school world".split()
)
OF_SOMETHING = re.compile(r"\s(?:of|for)\s")
RELATION = re.compile(r"\b\w+,\s$")  # "her spokesman, Dan Osei"
HEAD_MATCH, SOMEBODY, SURELY = 3.0, 2.0, 9.0


def find_actors(
    text: str,
    mentions: Sequence[Mention],
    said: Sequence[Attribution],
    tokens: Tokens,
    encoded: Encoded,
) -> tuple[tuple[Actor, ...], list[int | None]]:
    """The actors behind the sources of a text, as they first speak, and for each attribution the index of
    its source's."""
    meant = _Resolution(text, mentions, said, tokens, encoded).run()
    speaking = list({id(one): one for one in meant if one}.values())
    place = {id(one): at for at, one in enumerate(speaking)}
    return tuple(_actor(one, text) for one in speaking), [place[id(one)] if one else None for one in meant]


def _actor(one: Referent, text: str) -> Actor:
    described = sorted({span.words(text) for span in one.spans} | set(one.descriptions), key=lambda w: (-len(w), w))
    described = described[:DESCRIBED]
    kinds = {one.kind} if one.kind else set()
    role, naming = role_of(described), naming_of(described, kinds)
    return Actor(one.name, one.kind, role, naming, tuple(sorted(one.spans)))


class _Resolution:
    """One text, read from its beginning to its end; whom it spoke of lately is in `near`."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], said: Sequence[Attribution], tokens: Tokens, encoded: Encoded
    ) -> None:
        self.text, self.said = text, said
        # "The ministry" is a mention too, but no name: whom it means has to be found.
        self.names = whole_names(text, mentions)
        bodies = (m.span for m in mentions if m.kind == "organisation")
        self.plain = [span for span in bodies if not any(map(str.isupper, span.words(text)))]
        sources = {one.source[0] for one in said if one.source}
        self.speakers = Taken(sources)
        self.evidence = Evidence(text, tokens, encoded, sources)
        self.starts = [m.span.start for m in self.names]
        persons = [m.span for m in self.names if m.kind == "person"]
        self.persons = [span.start for span in persons]
        self.female = women_and_men(span.words(text) for span in persons)
        self.contents = sorted((part, one.source[0]) for one in said if one.source for part in one.content)
        self.spoken: defaultdict[Span, list[Span]] = defaultdict(list)
        for part, source in self.contents:
            self.spoken[source].append(part)
        self.near: list[Referent] = []  # whom the text spoke of within HORIZON
        # By first and last word of their names, and by their initials.
        self.by_word: defaultdict[str, dict[int, Referent]] = defaultdict(dict)
        self.alike = Alike()
        self.placed: dict[Span, Referent] = {}
        self.spoke: Counter[int] = Counter()
        self.last: Referent | None = None  # whose words came last
        self.cues = {one.source[0]: " ".join(cue.words(text) for cue in one.cue) for one in said if one.source}
        self.asked = False  # whether they were a question

    def run(self) -> list[Referent | None]:
        """Whom the source of each attribution refers to, if it has one and somebody is meant."""
        places: list[tuple[Span, int, int]] = [(m.span, 0, i) for i, m in enumerate(self.names)]
        sources: dict[Span, Referent | None] = {}
        places += [(one.source[0], 1, i) for i, one in enumerate(self.said) if one.source]
        for turn, (span, is_source, index) in enumerate(sorted(places, key=lambda place: (place[0].end, place[1]))):
            if turn % 50 == 0:
                self.near = [one for one in self.near if one.spans[-1].end > span.start - HORIZON]
            if not is_source:
                self._name(self.names[index])
            elif span not in sources:
                sources[span] = self._source(span)
            if is_source and (who := sources[span]):
                self.spoke[id(who)] += 1
                self.last, self.asked = who, ASKS.search(self.cues[span]) is not None
        return [sources[one.source[0]] if one.source else None for one in self.said]

    def _name(self, mention: Mention) -> Referent:
        """The referent of a name, met before or new."""
        words = mention.span.words(self.text)
        keys = {*plain_words(words)[:1], *plain_words(words)[-1:], initials(words)}
        alike, told = self.alike.to(words), self._told(mention)
        candidates = list({at: one for key in sorted(keys) for at, one in self.by_word[key].items()}.values())
        if len(candidates) > CROWD:  # of many armies, those called by these very words
            candidates = [one for one in candidates if words in one.names] or candidates
        fitting = [
            one
            for one in candidates
            if (one.kind == mention.kind or not mention.kind)
            and (told is None or one.told is None or one.told == told)  # Mr. Orlo is not Ilse Orlo
            and not alike.isdisjoint(one.names)
            and not (" " in words and (one.well_known or any(relatives(words, name) for name in one.names)))
        ]
        # Of several with one surname, the one whom the text is about: who speaks, and is spoken of, the
        # most; of those the last speaker.
        who = max(fitting, key=lambda one: (self.spoke[id(one)], len(one.spans), one is self.last), default=None)
        if who is None:
            who = Referent(mention.kind or None)
        who.told = who.told if told is None else told
        if who.female is None:
            who.guessed = self._gender(mention.span)
        if words not in who.names:
            who.names.append(words)
            who.called.add(bare(words))
            for key in keys:
                self.by_word[key][id(who)] = who
        self._place(who, mention.span)
        self._describe(who, mention.span)
        return who

    def _told(self, mention: Mention) -> bool | None:
        """True for a woman, by the title before a name or by the name itself; False for a man."""
        titled = MR_OR_MRS.search(self.text, max(0, mention.span.start - BESIDE), mention.span.start)
        if titled:
            return titled[1].lower() in FEMALE
        return self.female.get(mention.span.words(self.text)) if mention.kind == "person" else None

    def _place(self, who: Referent, span: Span) -> None:
        if self.placed.get(span) is not who:
            self.placed[span] = who
            who.spans.append(span)
            if not any(one is who for one in self.near):
                self.near.append(who)

    def _describe(self, who: Referent, span: Span) -> None:
        """Take in what stands right beside a name: titles before it, an apposition after it."""
        ahead = self.text[max(0, span.start - BESIDE) : span.start]
        before = APART.split(SHORT_TITLE.sub(lambda m: TITLE_OF.get(m[1], m[1]), ahead))[-1]
        relation = RELATION.search(ahead)
        apposed = APPOSED.match(self.text[span.end : span.end + BESIDE])
        own = BEFORE_OTHER.split(before)[-1]  # a spokeswoman for him is not he
        for part in (relation[0] if relation else "", own, apposed[1] if apposed else ""):
            words = ANY_WORD.findall(part.lower())
            if not FEMALE.isdisjoint(words):
                who.guessed = True
            elif not MALE.isdisjoint(words):
                who.guessed = False
        titles = [word.lower() for word in WORD.findall(before)[-2:]] if who.kind == "person" else []
        titles = titles if titles and personal(titles[-1]) else []
        if titles:
            who.titles.add(" ".join(WORD.findall(before)[-TITLED:]))
        if apposed and re.fullmatch(r"\d{1,3}", apposed[1].strip()):
            who.ages.add(apposed[1].strip())
        elif apposed and DESCRIBING.match(apposed[1]):
            who.heads.add(head_of(apposed[1]))
            who.describe(f"{span.words(self.text)}, {apposed[1]}")
            who.ages.update(AGE.findall(apposed[1]))
        who.ages.update(AGE.findall(before))
        who.heads.update(title for title in titles if personal(title))
        who.heads.add(head_of(span.words(self.text)))

    def _source(self, span: Span) -> Referent | None:
        """The referent of a source."""
        words = " ".join(span.words(self.text).split())
        plain = words.lower()
        if plain in NOBODY or not plain:
            return None
        letters = plain in LETTERS and words.isupper()  # WHO is a name
        pronoun = plain in PRONOUNS and not letters
        if pronoun:
            who = self._pronoun(span, plain)
        elif letters:
            who = self._name(Mention("", span))
        else:
            who = self._named_in(span) or self._bare_name(span, words) or self._phrase(span, words)
        if who:
            self._place(who, span)
            if not pronoun:
                who.describe(words)
        return who

    def _named_in(self, span: Span) -> Referent | None:
        """Who a source names, where the name is the one that speaks."""
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        inside = [m for m in self.names[low:high] if m.span.end <= span.end]
        mention = speaker(self.text, span, inside)
        if mention is None:
            return None
        who = self.placed.get(mention.span) or self._name(mention)
        who.heads.add(head_of(span.words(self.text)))  # "the mayor of Halmere, Rosa Lund"
        return who

    def _bare_name(self, span: Span, words: str) -> Referent | None:
        """Who is meant by a source that is nothing but a name, though the tagger saw none in it."""
        if aged := AGED.search(words):
            span, words = Span(span.start, span.start + aged.start()), words[: aged.start()]
        named = [word for word in WORD.findall(words) if word.lower() not in NO_NAME]
        if named and all(word[0].isupper() for word in named) and not SEVERAL.search(words):
            return self._name(Mention("", span))
        return None

    def _phrase(self, span: Span, words: str) -> Referent:
        """Whom a noun phrase without a name of its own means: somebody met before, or somebody new."""
        head, ages, owner = head_of(words), set(AGE.findall(words)), OWNED.search(words)
        owned = owner is not None and owner["owner"].lower() not in OF_ALL
        owned = owned or (not personal(head) and OF_SOMETHING.search(words) is not None)  # "the office of the ..."
        if head.endswith("s") or head == "police":  # those of one body are not those of another
            owned = owned or bisect_left(self.starts, span.start) < bisect_left(self.starts, span.end)
        if (DEFINITE.match(words) or words[:1].isupper()) and not (SEVERAL.search(words) or INDEFINITE.match(words)):
            fitting = [
                one
                for one in self._known(span)
                if one.spans[-1] != span
                and (
                    (head in one.heads and not owned and may_be(words, one))
                    or ages & one.ages
                    or bare(words) in one.called
                )
            ]
            if fitting:
                return self._best(span, fitting, HEAD_MATCH) or max(fitting, key=lambda one: one.spans[-1])
            # "The senator", though nobody was called one: somebody whom the text is about.
            if THE.fullmatch(words) and not owned and head in EPITHETS | TITLES:
                known = [one for one in self._known(span) if one.kind == "person"]
                known = [one for one in known if (self.spoke[id(one)] or len(one.spans) > 1) and may_be(words, one)]
                if head in FEMALE | MALE:  # "the woman" is no man
                    known = [one for one in known if one.female in (None, head in FEMALE)]
                if head in TITLES:  # a senator is not the president
                    known = [one for one in known if TITLES.isdisjoint(one.heads)]
                if head not in EPITHETS or role_of([words]) is not None:  # nor is he his judge
                    known = [one for one in known if not has_office(one)]
                if who := self._best(span, known, SOMEBODY):
                    return who
        return Referent(None, heads={head, _one_of(words)} - {""}, ages=ages)

    def _pronoun(self, span: Span, plain: str) -> Referent | None:
        if plain in FIRST:
            return self._speaker(span)
        if plain in SHE | HE:
            female = plain in SHE
            fitting = [one for one in self._known(span) if one.kind != "organisation" and one.female in (None, female)]
            others = [one for one in fitting if not self._only_quoted(one, span)]
            fitting = others if any(map(is_person, others)) else fitting
            if not fitting and sum(one.kind == "person" for one in self.near) == 1:
                fitting = [one for one in self._known(span) if one.kind == "person"]  # Evelyn Waugh was a man
            who = self._best(span, [one for one in fitting if is_person(one)] or fitting, SURELY)
            if who and who.female is None:
                who.guessed = female
            return who
        if plain in RELATIVE:
            return self._just_before(span)
        if plain in IT:
            return self._best(span, [one for one in self._known(span) if one.kind != "person"], 0.0)
        return self._best(span, self._known(span), 0.0)

    def _known(self, span: Span) -> list[Referent]:
        """Whom a source may mean: the text spoke of them lately, and nobody answers himself."""
        if self.asked and ANSWERS.search(self.cues[span]):
            return [one for one in self.near if one is not self.last]
        return self.near

    def _only_quoted(self, one: Referent, source: Span) -> bool:
        """Whether a referent was last named in the quotation of this very source: few say their own name."""
        last = one.before(source.start)
        return (
            bool(last) and self.evidence.quoted(last[0]) and any(part.overlaps(last[0]) for part in self.spoken[source])
        )

    def _just_before(self, span: Span) -> Referent | None:
        """Whom "who" goes with: what was named or spoke last in the same sentence."""
        ends = [(last[0].end, at) for at, one in enumerate(self.near) if (last := one.before(span.start))]
        end, at = max(ends, default=(0, -1))
        before = bisect_left(self.plain, span.start, key=lambda place: place.end) - 1
        body = self.plain[before] if before >= 0 else None
        if body and body.end > end and not SENTENCE.search(self.text, body.end, span.start):  # "the ministry, which"
            who = self._phrase(body, body.words(self.text))
            self._place(who, body)
            who.describe(body.words(self.text))
            return who
        return self.near[at] if at >= 0 and not SENTENCE.search(self.text, end, span.start) else None

    def _gender(self, span: Span) -> bool | None:
        """True for a name that "she" follows in its sentence before anybody else is named, False for "he"; None for one
        who speaks: "Lund said she was innocent" tells of somebody else as often."""
        if self.speakers.meets(span):
            return None
        at = bisect_left(self.persons, span.end)
        stop = min([*self.persons[at : at + 1], span.end + REACH])
        after = self.text[span.end : stop]
        found = GENDERED.search(after)
        if found is None or ((ended := SENTENCE.search(after)) and ended.start() < found.start()):
            return None
        return found[0].lower() in SHE

    def _speaker(self, span: Span) -> Referent | None:
        """Who says "I": the source of the statement whose content holds the word, else in quotation marks the one who
        spoke last. Without them whoever writes does: nobody is given."""
        at = bisect_left(self.contents, (Span(span.start + 1, 0), Span(0, 0)))
        for part, source in reversed(self.contents[max(0, at - NESTED) : at]):
            if span.end <= part.end and source in self.placed:
                return self.placed[source]
        return self.last if self.evidence.quoted(span) else None

    def _best(self, span: Span, fitting: list[Referent], bonus: float) -> Referent | None:
        return self.evidence.best(span, fitting, self.last, bonus)


def _one_of(words: str) -> str:
    """The noun of "one of the victims", for one of them."""
    match = ONE_OF.match(words)
    noun = head_of(match["all"]) if match else ""
    return {"men": "man", "women": "woman", "people": "person"}.get(noun, noun.removesuffix("s"))
