"""Roles: what a source is by the nouns that its document uses for it, and whether it is named.

In: the words by which one document refers to a source. Out: a role, a naming, or None where the words do not tell.
Pure functions on words: no model, no offsets. Nothing here knows who anybody is, only what kinds of people, bodies and
papers the nouns in `words/roles.toml` stand for; where words are unknown or disagree, nothing is said.

A description is one noun phrase or several ("Anna Berg, a surgeon", "doctors and nurses"). Each is taken apart: what
stands before a possessive (owner), the last noun that the list knows and the words before it, a name after it, and the
"of" and "for" phrases that follow (links). A noun's own role comes first; a noun that belongs to something, such as
"spokesman", takes the role of its premodifiers, else of its owner, else of its links.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

from sayso.read.wordlists import wordlist
from sayso.types import Naming, Role

# A possessive ending; a word with the points and apostrophes inside it; what sets phrases apart.
TOKEN = re.compile(r"['’]s?(?![\w])|[^\W_](?:[.-]?[^\W_]|['’](?!s?(?!\w)))*|[,;:()—–/&]")
OWNS = frozenset({"'", "’", "'s", "’s"})
APART = frozenset(",;:()—–")
ALSO = frozenset({"and", "or", "/", "&"})
# "the Halden-based observatory", "state-run": what somebody does with it is not what it is.
COMPOUND = re.compile(r"[^\W_][\w.]*(?:-\w+)*-(?:\w+ed|run|led|held|born)\b", re.I)
PARTED = re.compile(r"(?<![A-Z])(?<![A-Z][a-z])(?<![A-Z][a-z]{2})(?<![A-Z][a-z]{3})(?<![A-Z][a-z]{4})-|-(?=[A-Z])")
# People whose words go before another noun and say nothing of it: resident representative, general manager.
MERELY_BESIDE = frozenset({("person", role) for role in ("witness", "military", "medic")})
READ = 300  # code points of a description that are read: a longer one is no noun phrase
LONGEST = 4  # words in the longest nouns of the list

Words = tuple[str, ...]


class Phrase(NamedTuple):
    """A noun phrase taken apart; all words as the text has them."""

    owner: Words  # "the ministry" of "the ministry's spokesman"
    before: Words  # determiner and premodifiers
    noun: dict[str, Any] | None  # the list's entry for it
    plural: bool
    titled: bool  # whether the noun is written with a capital
    name: Words  # the capitalised words after the noun; all there is, if no noun is known
    links: tuple[Words, ...]  # each with its preposition first
    words: Words

    @property
    def is_name(self) -> bool:
        return bool(self.name) and self.noun is None and self.words[0].lower() not in _listed("nameless")


def role_of(descriptions: Sequence[str]) -> Role | None:
    """The role told by the first description that tells one; `descriptions` are one document's, longest first."""
    for description in descriptions:
        first, *others = _parts(description) or ((),)
        # What is said of a name, or of a body whose own noun tells nothing; "people, including a doctor" has no role.
        told = first and (first[0].is_name or first[0].name or (first[0].noun or {}).get("as") == "body")
        roles = [role for part in ([first, *others] if told else [first]) for role in _part_roles(part)]
        if roles:  # a list of people of two roles has none
            return roles[0] if len(set(roles)) == 1 else None
    return None


def naming_of(descriptions: Sequence[str], kinds: Collection[str]) -> Naming | None:
    """The naming that the descriptions tell, a name in any of them above all; `kinds`: of the names found in them."""
    told = [naming for naming in (_description_naming(description, kinds) for description in descriptions) if naming]
    if told and told[0] != Naming.INSTITUTIONAL and Naming.NAMED in told:
        return Naming.NAMED
    # A name of which it is not known whose it is, or words for somebody who may have been named.
    undecided = any(parts and parts[0][0].is_name for parts in map(_parts, descriptions))
    return None if not told or (undecided and told[0] is Naming.UNNAMED) else told[0]


def _description_naming(description: str, kinds: Collection[str]) -> Naming | None:
    first, *others = _parts(description) or ((),)
    if not _listed("called").isdisjoint(description.lower().split()):
        return None
    # "The mayor of Halden, Omar Haddad", "a spokesman, Omar Haddad".
    if len(first) == 1 and _singular(first[0]) and others and len(others[0]) == 1 and others[0][0].is_name:
        return _name_naming(others[0][0], kinds)
    namings = {_naming(phrase, kinds) for phrase in first}
    naming = namings.pop() if len(namings) == 1 else None
    # "A child the Halden observatory": which of the two speaks is not told.
    unsure = naming is Naming.UNNAMED and any(_body(phrase) for part in others for phrase in part)
    return None if unsure else naming


@lru_cache(1 << 10)
def _parts(description: str) -> tuple[tuple[Phrase, ...], ...]:
    """The noun phrases of a description: apart at commas, and within those at "and" and "or"; a list is one part."""
    parts: list[list[list[str]]] = [[[]]]
    last, listed = "", False
    for token in TOKEN.findall(PARTED.sub(" ", COMPOUND.sub("", description[:READ]))):
        # Some texts have lost their commas: "Omar Haddad a surgeon at the hospital".
        begins = token in ("a", "an", "the") and parts[-1][-1] and not _leads_on(last)
        if token in APART or begins:
            parts.append([[]])
        last = token.lower()
        if last in ALSO:
            listed |= len(parts) > 1 and parts[-1] == [[]]
            parts[-1].append([])
        elif token not in APART:
            parts[-1][-1].append(token)
    read = [phrases for part in parts if (phrases := tuple(_phrase(tokens) for tokens in part if tokens))]
    joined = any(len(part) > 1 and not part[0].links and _listed("stop").isdisjoint(part[0].words) for part in read[1:])
    if len(read) > 1 and (listed or (joined and not read[0][0].is_name)):
        return (tuple(phrase for part in read for phrase in part),)  # "doctors, nurses and soldiers"
    return tuple(read)


def _leads_on(word: str) -> bool:
    return word in _listed("link") or word in _listed("stop") or word in ALSO


def _phrase(tokens: Sequence[str]) -> Phrase:
    stops, links = _listed("stop"), _listed("link")
    kept = [*tokens[:1], *takewhile(lambda token: token not in stops, tokens[1:])]
    heads = [at for at, token in enumerate(kept) if at and token in links]
    linked = tuple(tuple(kept[at:end]) for at, end in pairwise([*heads, len(kept)]))
    core = kept[: heads[0]] if heads else kept
    owned = max((at for at, token in enumerate(core) if token in OWNS), default=-1)
    owner, core = tuple(core[: max(0, owned)]), _without_participle(core[owned + 1 :])
    at, length, entry, plural = _last_noun(core)
    if entry is None or not _is_head(core, at, length, entry, plural, bool(linked)):
        name = core[1:] if core and core[0].lower() in _listed("determiner") else core
        return Phrase(owner, (), None, False, False, tuple(name) if _capitals(name) else (), linked, tuple(tokens))
    titled = core[at - length][0].isupper()
    return Phrase(owner, tuple(core[: at - length]), entry, plural, titled, tuple(core[at:]), linked, tuple(tokens))


def _is_head(core: Sequence[str], at: int, length: int, entry: dict[str, Any], plural: bool, links: bool) -> bool:
    """Whether the noun that ends at `at` is what the phrase is about, not part of a name or of a longer compound."""
    after, person = core[at:], entry["as"] == "person"
    if after:  # a title before a name ("Police Chief Berg"), or a plain noun before one ("the agency Halden News")
        return _capitals(after) and ((person and not plural) or core[at - 1].islower())
    if not person or plural or links or length > 1 or at == 1 or core[0].lower() in _listed("determiner"):
        return True
    return not all(word[0].isupper() for word in core[:at])  # Steve King, Paul Farmer


def _without_participle(core: list[str]) -> list[str]:
    """ "residents fleeing", "two officials briefed": the noun without what says more of it."""
    for at in range(1, len(core)):
        if core[at].islower() and core[at].endswith(("ing", "ed")):
            end, _, entry, _ = _last_noun(core[:at])
            if entry and entry["as"] in ("person", "paper") and end == at:
                return core[:at]
    return core


def _last_noun(core: Sequence[str]) -> tuple[int, int, dict[str, Any] | None, bool]:
    """Where the last noun that the list knows ends, its words, its entry, and whether it is a plural."""
    for end in range(len(core), 0, -1):
        if not _ending_nouns().isdisjoint(_singulars(core[end - 1].lower())):
            for length in range(min(LONGEST, end), 0, -1):
                if found := _noun(core[end - length : end]):
                    return end, length, *found
    return 0, 0, None, False


def _noun(words: Sequence[str]) -> tuple[dict[str, Any], bool] | None:
    nouns = _nouns()
    *front, last = (word.lower() for word in words)
    for singular in _singulars(last):
        entry = nouns.get((*front, singular))
        plural = singular != last or last in ("people", "townspeople")
        if entry and not (plural and "singular" in entry) and (words[0][0].isupper() or "titled" not in entry):
            return entry, plural
    return None


def _singulars(word: str) -> Iterator[str]:
    """The word itself, and what it may be the plural of."""
    yield word
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
    if word == "children":
        yield "child"


def _capitals(words: Sequence[str]) -> bool:
    """Whether these may be a name: capitals, and the small words that go with them."""
    particles = _listed("particle")
    return any(word[0].isupper() for word in words) and all(word[0].isupper() or word in particles for word in words)


def _part_roles(part: Sequence[Phrase]) -> list[Role]:
    """The roles of phrases joined by "and"; none where the first is joined to one that tells none."""
    roles = [_role(phrase) for phrase in part]
    if not roles or None in roles[:-1] or (roles[-1] is None and not any(phrase.links for phrase in part[:-1])):
        return []
    return [role for role in roles if role]


def _role(phrase: Phrase, depth: int = 0) -> Role | None:
    noun = phrase.noun
    if phrase.is_name and not phrase.owner and any(link[0] in ("of", "from") for link in phrase.links):
        return _belongs_to(phrase, depth) if depth == 0 else None  # "Anna Berg of the observatory"
    before = tuple(word.lower() for word in phrase.before)
    if noun is None or not _listed("cancel").isdisjoint(before):
        return None
    near = before + tuple(word.lower() for link in phrase.links[:1] for word in link)
    if "needs" in noun and noun["needs"].isdisjoint(near):
        return None
    if not _plain(noun, phrase.titled, phrase.before, phrase.links):
        return None
    if "role" in noun:
        # "Physicians for Human Rights" is no physician.
        body = phrase.titled and phrase.plural and any(link[0] == "for" for link in phrase.links)
        return None if body else Role(noun["role"])
    if noun.get("carries"):
        if not _listed("opposed").isdisjoint(before):
            return None
        carried = _premodifier_role(phrase) or (_belongs_to(phrase, depth) if depth < 3 else None)
        if carried:
            return carried
    return Role(noun["default"]) if "default" in noun and _default_holds(phrase) else None


def _premodifier_role(phrase: Phrase) -> Role | None:
    """ "army spokesman", "medical sources": the role of the nearest word or words before the noun that have one."""
    for end in range(len(phrase.before), 0, -1):
        for length in range(min(LONGEST, end), 0, -1):
            words = phrase.before[end - length : end]
            found = _noun(words)
            if found:
                entry, rest = found[0], phrase.before[: end - length]
                known = "role" in entry and (entry["as"], entry["role"]) not in MERELY_BESIDE
                known = known and not ("needs" in entry and entry["needs"].isdisjoint(map(str.lower, rest)))
                return Role(entry["role"]) if known and _plain(entry, words[0][0].isupper(), rest) else None
        adjective = _adjectives().get(phrase.before[end - 1].lower())
        if adjective and ("only" not in adjective or not adjective["only"].isdisjoint(_head_words(phrase))):
            return Role(adjective["role"])
    return None


def _plain(noun: dict[str, Any], titled: bool, before: Sequence[str], links: tuple[Words, ...] = ()) -> bool:
    """Not so for a noun in capitals that others before it, or "of", make a name: the Grey Army, Army of the Dawn."""
    named = any(word[0].isupper() and word.lower() not in _listed("neutral") for word in before)
    return not ("plain" in noun and titled and (named or any(link[0] == "of" for link in links)))


def _head_words(phrase: Phrase) -> set[str]:
    at = len(phrase.owner) + len(phrase.before)
    words = [word.lower() for word in phrase.words if word not in OWNS]
    return {singular for word in words[at : at + 1] for singular in _singulars(word)}


def _belongs_to(phrase: Phrase, depth: int) -> Role | None:
    """The role of the owner, else of the first link that has one: "a spokesman for the army in the town"."""
    for words in [phrase.owner] if phrase.owner else [link[1:] for link in phrase.links]:
        role = _role(_phrase(words), depth + 1) if words else None
        if role:
            return role
    return None


def _default_holds(phrase: Phrase) -> bool:
    assert phrase.noun is not None
    if phrase.noun["as"] == "paper" and not phrase.noun.get("alone"):
        return True
    if phrase.owner or any(_owns(link) for link in phrase.links):
        return phrase.noun["as"] == "paper" and not phrase.owner
    # Any name may stand before: which are countries' and which are companies' or clubs', no list here may tell.
    named = "alone" not in phrase.noun
    neutral = _listed("neutral")
    return all(word.lower() in neutral or (named and word[0].isupper() and not _noun([word])) for word in phrase.before)


def _owns(link: Words) -> bool:
    """ "of the club", "in the opposition group"; an official in the capital is a state's all the same."""
    return link[0] not in ("in", "within", "inside") or _phrase(link[1:] or link).noun is not None


def _singular(phrase: Phrase) -> bool:
    return phrase.noun is not None and phrase.noun["as"] == "person" and not phrase.plural and not phrase.name


def _body(phrase: Phrase) -> bool:
    return phrase.noun is not None and phrase.noun["as"] == "body" and phrase.words[0].lower() in _listed("determiner")


def _naming(phrase: Phrase, kinds: Collection[str]) -> Naming | None:
    if phrase.noun is None:
        crowd = phrase.words[0].lower() in _listed("crowd") and len(phrase.words) == 1
        return Naming.UNNAMED if crowd else _name_naming(phrase, kinds)
    if phrase.words[0].lower() in ("no", "neither", "none"):
        return None
    if phrase.noun["as"] in ("body", "paper"):
        return Naming.UNNAMED if phrase.noun["as"] == "body" and _of_people(phrase) else Naming.INSTITUTIONAL
    if phrase.noun["as"] != "person":
        return None
    if phrase.name:
        return Naming.NAMED if "person" in kinds or not kinds else None
    if "person" in kinds and any(_trailing_name(link) for link in phrase.links):
        return None
    return Naming.UNNAMED if _unnamed(phrase) else None


def _of_people(phrase: Phrase) -> bool:
    """ "A group of residents": people, and no body."""
    if phrase.titled or not phrase.links or phrase.links[0][0] != "of":
        return False
    people = _phrase(phrase.links[0][1:])
    return people.plural and people.noun is not None and people.noun["as"] == "person"


def _name_naming(phrase: Phrase, kinds: Collection[str]) -> Naming | None:
    """A name by itself: a person's or a body's, as the tagger has it; initials are no person's."""
    first = phrase.words[0].lower()
    if not phrase.is_name or phrase.owner:
        return None
    if first in _listed("honorific"):
        return Naming.NAMED
    if phrase.links:  # "Anna Berg of the observatory"
        whole = len(phrase.name) > 1 and "person" in kinds and phrase.links[0][0] in ("of", "from")
        return Naming.NAMED if whole else None
    initials = len(phrase.name) == 1 and phrase.name[0].isupper()  # no person's
    if set(kinds) == {"organisation"}:
        people = first in _listed("determiner") and len(phrase.name) == 1 and phrase.name[0].endswith("s")
        return None if people else Naming.INSTITUTIONAL  # "the Teskans"
    person = "person" in kinds and "organisation" not in kinds and first not in _listed("determiner")
    return Naming.NAMED if person and not initials else None


def _trailing_name(link: Words) -> bool:
    """ "for the ministry Omar Haddad": a name after a noun, the comma lost."""
    name = list(takewhile(lambda word: _capitals([word]), reversed(link)))
    return 2 <= len(name) < len(link) - 1 and link[-len(name) - 1].lower() not in _listed("determiner")


def _unnamed(phrase: Phrase) -> bool:
    """Whether people without a name speak: "a doctor", "residents", "the sources"; "the mayor" may have been named."""
    noun = phrase.noun or {}
    first = phrase.before[0].lower() if phrase.before and not phrase.owner else ""
    if first in _listed("indefinite") or first.isdigit():
        return True
    if first in _listed("determiner"):
        return not _listed("definite").isdisjoint(_head_words(phrase)) or (phrase.plural and "role" in noun)
    return phrase.plural


@cache
def _listed(group: str) -> frozenset[str]:
    return frozenset(word for entry in wordlist("roles")[group] for word in entry["words"])


@cache
def _nouns() -> dict[Words, dict[str, Any]]:
    """Every noun of the list by its words; the first entry that has it stands."""
    nouns: dict[Words, dict[str, Any]] = {}
    for listed in wordlist("roles")["noun"]:
        entry = listed | ({"needs": frozenset(listed["needs"])} if "needs" in listed else {})
        for words in listed["words"]:
            nouns.setdefault(tuple(words.split()), entry)
    return nouns


@cache
def _ending_nouns() -> frozenset[str]:
    """The last words of the nouns of the list."""
    return frozenset(words[-1] for words in _nouns())


@cache
def _adjectives() -> dict[str, dict[str, Any]]:
    return {
        word: entry | ({"only": frozenset(entry["only"])} if "only" in entry else {})
        for entry in wordlist("roles")["adjective"]
        for word in entry["words"]
    }
