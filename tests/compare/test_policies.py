"""What recording conventions make of the same claims, and how they say why."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.compare.policies import NAMES, PolicyError, apply, policy
from sayso.compare.series import Series
from tests.compare.told import point, told


def dozens() -> Series:
    return told(
        point("Northline", 4, 12, 120, vague="dozens", words="dozens"),
        point("Radio Tesk", 5, 40, None),
        point("Ferry Post", 5, 30, 35),
    )


@pytest.mark.parametrize(
    ("name", "low", "best", "high"),
    [("open", 12, None, None), ("acled", 12, 12, 12), ("ucdp", 12, None, 120), ("airwars", 12, None, 120)],
)
def test_the_same_claims_under_each_convention(name: str, low: float, best: float | None, high: float | None) -> None:
    outcome = apply(policy(name), dozens())
    assert (outcome.low, outcome.best, outcome.high) == (low, best, high)


def test_a_vague_word_is_worth_what_the_policy_says() -> None:
    one = told(point("Northline", 4, 10_000, 100_000, vague="tens", scale=1000, words="tens of thousands"))
    assert apply(policy("open"), one).high == 100_000
    assert apply(policy("acled"), one).best == 10_000
    claim = apply(policy("acled"), one).claims[0]
    assert (claim.low, claim.high) == (10_000, 10_000)
    assert "tens are 10" in claim.why


def test_of_each_outlet_the_last_article_stands() -> None:
    outcome = apply(
        policy("open"), told(point("Northline", 4, 12), point("Northline", 6, 27), point("Radio Tesk", 5, 14))
    )
    assert (outcome.low, outcome.high) == (14, 27)
    assert [claim.counts for claim in outcome.claims] == [False, True, True]
    assert "later: 27" in outcome.claims[0].why


def test_a_state_that_a_convention_does_not_count_gets_no_figure() -> None:
    outcome = apply(policy("acled"), told(point("Northline", 4, 12, state="displaced")))
    assert outcome.low is outcome.high is None
    assert outcome.none == "it counts only killed, and this series counts displaced"


def test_best_is_left_to_a_person_unless_there_is_one_number() -> None:
    assert apply(policy("ucdp"), told(point("Northline", 4, 12))).best == 12
    assert apply(policy("ucdp"), told(point("Northline", 4, 12), point("Radio Tesk", 4, 13))).best is None


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_names_its_source_and_only_verified_ones_apply(name: str) -> None:
    outcome = apply(policy(name), dozens())
    assert all(rule.source for rule in (*outcome.applied, *outcome.left_out))
    assert all(rule.verified for rule in outcome.applied)
    assert not any(rule.verified for rule in outcome.left_out)


def test_a_policy_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(
        'title = "Ours"\n'
        '[[rule]]\nkind = "vague"\nwords = { dozens = [24, 36] }\nsays = "two to three dozen"\n'
        'source = "our handbook, p. 4"\nverified = true\n'
        '[[rule]]\nkind = "lowest"\nend = "low"\nsays = "lowest"\nsource = "ours"\nverified = true\n'
        '[[rule]]\nkind = "highest"\nend = "high"\nsays = "highest"\nsource = "ours"\nverified = true\n'
    )
    outcome = apply(policy(str(path)), told(point("Northline", 4, 12, 120, vague="dozens")))
    assert (outcome.low, outcome.high) == (24, 36)
    assert outcome.policy.title == "Ours"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = 'x'", r"no \[\[rule\]\]"),
        ("rule = ", "not TOML"),
        ("[[rule]]\nkind = 'lowest'", "lacks says, source, verified"),
        ("[[rule]]\nkind='guess'\nsays=''\nsource=''\nverified=true", "kind is 'guess'"),
        ("[[rule]]\nkind='lowest'\nsays=''\nsource=''\nverified=true\nend='top'", "end is 'top'"),
        ("[[rule]]\nkind='vague'\nsays=''\nsource=''\nverified=true\nwords={dozens='many'}", "words must be like"),
    ],
)
def test_a_file_that_is_no_policy(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(PolicyError, match=says) as error:
        policy(str(path))
    assert "bad.toml" in str(error.value)


def test_a_policy_that_is_not_there() -> None:
    with pytest.raises(PolicyError, match="none of open, acled, ucdp, airwars"):
        policy("nowhere.toml")
