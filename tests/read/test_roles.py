"""Roles and namings by the nouns that a text uses: tables of (descriptions, role) and (descriptions, kinds, naming)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.roles import Naming, Role, naming_of, role_of
from sayso.read.wordlists import wordlist

ROLES = [
    # the noun itself
    ("two residents who fled the city", "witness"),
    ("police", "official"),
    ("a police officer", "official"),
    ("Rebels", "armed group"),
    ("the court documents", "document"),
    ("The soldiers", "military"),
    ("A senior official", "official"),
    ("the United Nations", "international body"),
    ("the charity", "aid agency"),
    ("an aid worker in the camp", "aid agency"),
    ("the army's hospital", "medic"),
    ("a war monitor", "activist or monitor"),
    ("a citizen journalist", "activist or monitor"),
    ("A correspondent in Halmere", "journalist or agency"),
    ("media reports", "journalist or agency"),
    ("The Halmere Tribune", "journalist or agency"),
    # a name beside it
    ("Dr Anna Berg, a surgeon at the east Halden hospital", "medic"),
    ("Anna Berg a surgeon at the hospital", "medic"),
    ("Police Chief Karl Olm", "official"),
    ("Interior Minister Karl Olm", "official"),
    ("activist Ilse Brandt", "activist or monitor"),
    ("state news agency HLN", "journalist or agency"),
    ("Karl Olm of the Halden Observatory", "activist or monitor"),
    ("The mayor of Tesk, Orlo Tamm", "official"),
    # what it belongs to
    ("army spokesman Karl Olm", "military"),
    ("a spokesman for the ministry", "official"),
    ("the ministry's spokesman", "official"),
    ("the defence ministry’s statement", "official"),
    ("a statement from the army", "military"),
    ("The statement", "document"),
    ("rebel commander Orlo Tamm", "armed group"),
    ("the leader of the rebels", "armed group"),
    ("medical sources", "medic"),
    ("a military source in the province", "military"),
    ("a source in the ministry", "official"),
    ("sheriff's deputies", "official"),
    ("a member of parliament", "official"),
    ("the secretary of state", "official"),
    ("the chief of police", "official"),
    ("the Halden-based observatory", "activist or monitor"),
    ("Secretary-General Ilse Brandt", "international body"),
    ("doctors and nurses", "medic"),
    ("the Haldish army", "military"),
    ("the Army", "military"),
    ("a Teskan president", "official"),
    ("HLN officials", "official"),
    ("a State Department official", "official"),
    # nothing told, or not enough
    ("a spokesman for the doctors' union", None),
    ("the president of the medical association", None),
    ("a source close to the ministry", None),
    ("a police union spokesman", None),
    ("an anti-government source", None),
    ("the opposition's spokesman", None),
    ("a party official", None),
    ("the former minister", None),
    ("a former soldier", None),
    ("a minister", None),
    ("the ministry building", None),
    ("the resident representative", None),
    ("the general manager", None),
    ("the Army of the Dawn", None),
    ("the Free Halden Army", None),
    ("Steve Soldier", None),
    ("doctors, nurses and soldiers", None),
    ("rebels and residents", None),
    ("a doctor and councillor", None),
    ("Physicians for Halden", None),
    ("people including a doctor", None),
    ("monitors", None),
    ("HLN", None),
    ("she", None),
    ("reports", None),
    ("the Haldish Army", None),
    ("a council president", None),
    ("European Council President Olm", None),
    ("Halden club president Orlo Tamm", None),
    ("HLN Secretary-General Olm", None),
    ("", None),
]


@pytest.mark.parametrize(("description", "role"), ROLES)
def test_role(description, role):
    assert role_of([description]) == role


def test_the_longest_description_that_tells_a_role_stands():
    assert role_of(["Ilse Brandt", "the surgeon", "Brandt", "she"]) is Role.MEDIC
    assert role_of(["a surgeon who treats soldiers", "the soldier"]) is Role.MEDIC
    assert role_of([]) is None


NAMINGS = [
    (["Dr Anna Berg, a surgeon", "Berg", "she"], {"person"}, "named"),
    (["Anna Berg"], {"person"}, "named"),
    (["Mr. Berg"], set(), "named"),
    (["Police Chief Karl Olm"], {"person"}, "named"),
    (["The mayor of Tesk, Orlo Tamm"], {"person", "place"}, "named"),
    (["a spokesman for the ministry, Orlo Tamm"], {"person"}, "named"),
    (["the mayor of the town", "Orlo Tamm", "he"], {"person"}, "named"),
    (["Lt. Karl Olm of the police"], {"person"}, "named"),
    (["Kim Jae-il, the leader"], {"person"}, "named"),
    (["a source close to the ministry"], set(), "unnamed"),
    (["activists", "they"], set(), "unnamed"),
    (["Two residents who fled the city"], set(), "unnamed"),
    (["a spokesman for Anna Berg"], {"person"}, "unnamed"),
    (["some"], set(), "unnamed"),
    (["Some"], set(), "unnamed"),
    (["the sources"], set(), "unnamed"),
    (["Berg's aides"], {"person"}, "unnamed"),
    (["a group of residents"], set(), "unnamed"),
    (["the defence ministry's statement"], set(), "institutional"),
    (["the army", "it"], set(), "institutional"),
    (["police"], set(), "institutional"),
    (["The report"], set(), "institutional"),
    (["the Berg campaign"], {"person"}, "institutional"),
    (["Halden Observatory"], {"person"}, "institutional"),
    (["the HLN"], {"organisation"}, "institutional"),
    (["The Lantern Pact"], {"organisation"}, "institutional"),
    (["he"], set(), None),
    (["It"], {"person"}, None),
    (["Halmere"], {"place"}, None),
    (["HLN"], {"person"}, None),
    (["The Weir"], {"person"}, None),
    (["the mayor"], set(), None),
    (["the ministry's spokesman"], set(), None),
    (["a man who gave his name as Olm"], {"person"}, None),
    (["a spokesman for the ministry Orlo Tamm"], {"person"}, None),
    (["a child the observatory"], set(), None),
    (["Anna Berg and other activists"], {"person"}, None),
    (["Tamm", "a spokesman"], set(), None),
    (["no official"], set(), None),
    (["the Teskans"], {"organisation"}, None),
    (["reports"], set(), None),
    ([], set(), None),
]


@pytest.mark.parametrize(("descriptions", "kinds", "naming"), NAMINGS)
def test_naming(descriptions, kinds, naming):
    assert naming_of(descriptions, kinds) == naming


@pytest.mark.parametrize(("one", "other"), [("Haldish", "Teskan"), ("Red", "Blue"), ("HLN", "Teskese")])
@pytest.mark.parametrize(
    "description",
    [
        "a spokesman for {}",
        "{} officials",
        "the {} Army",
        "{} rebels",
        "police in {}",
        "{} news agency",
        "{} President Berg",
    ],
)
def test_two_sides_are_told_alike(description, one, other):
    ours, theirs = [description.format(one)], [description.format(other)]
    assert (role_of(ours), naming_of(ours, {"place"})) == (role_of(theirs), naming_of(theirs, {"place"}))


def test_every_entry_of_the_list_has_its_reason_and_its_role_exists():
    for group, entries in wordlist("roles").items():
        for entry in entries:
            assert entry["reason"], group
            assert {entry.get("role"), entry.get("default")} - {None} <= set(Role)
            assert len(entry["words"]) == len(set(entry["words"])), group


def test_no_noun_is_listed_twice():
    nouns = [words for entry in wordlist("roles")["noun"] for words in entry["words"]]
    assert sorted({words for words in nouns if nouns.count(words) > 1}) == []


WORDS = st.sampled_from("a the army Army 's ’ , ( and of for who doctors spokesman Berg HLN - “ 5 é 🎉 no".split())


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join)), st.booleans())
def test_any_words(description, person):
    kinds = {"person"} if person else set()
    assert role_of([description]) in (None, *Role)
    assert naming_of([description], kinds) in (None, *Naming)
    assert role_of([description]) == role_of([description])
