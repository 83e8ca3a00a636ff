"""Quotation marks of every kind; a mark that is never closed harms no more than its paragraph."""

import itertools
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.paragraphs import paragraphs
from sayso.read.quotations import inside, passages, quotations

CASES = [
    ('He said "we go" today.', ["we go"]),
    ("He said “we go” today.", ["we go"]),
    ("”We go,” he said. He left.”", ["We go,"]),
    ("He said ” we go.", []),
    ("He said «we go» today.", ["we go"]),
    ("He said »we go« today.", ["we go"]),
    ("He said „we go“ today.", ["we go"]),
    ("He said „we go” today.", ["we go"]),
    ("He said ‘we go’ today.", ["we go"]),
    ("He said 'we go' today.", ["we go"]),
    ("He said ``we go'' today.", ["we go"]),
    ("''One,'' he said. ''It's two.''", ["One,", "It's two."]),
    ("''One.\n\n''Two,'' he said.", ["One.", "Two,"]),
    ("‘It’s over, don’t ask,’ he said.", ["It’s over, don’t ask,"]),
    ("'It's over, don't ask,' he said.", ["It's over, don't ask,"]),
    ("‘The soldiers’ families left,’ he said.", ["The soldiers’ families left,"]),
    ("‘He called it “a mess” again,’ she said.", ["He called it “a mess” again,"]),
    ("“He called it ‘a mess’ again,” she said.", ["He called it ‘a mess’ again,"]),
    ('"One," he said. "Two."', ["One,", "Two."]),
    ("“One,” he said. “Two.”", ["One,", "Two."]),
    ("It's the soldiers' day and rock 'n' roll.", []),
    ("'Tis the season of the '90s.", []),
    ("The soldiers’ day, the ’90s.", []),
    ("'Tis said 'the end' is near.", ["the end"]),
    ("’Twas for ’em that ‘you’ came.", ["you"]),
    ("He said 'the '90s were good' once.", ["the '90s were good"]),
    ("Rock ’n’ roll, ‘he said’.", ["he said"]),
    ("‘The soldiers’ families’ homes burned,’ he said.", ["The soldiers’ families’ homes burned,"]),
    ("‘Don’t,’ he said. ‘It’s the Joneses’ house.’", ["Don’t,", "It’s the Joneses’ house."]),
    ("the 'moderate' men and the 'other' ones", ["moderate", "other"]),
    ("«Il a dit “oui” hier», dit-il.", ["Il a dit “oui” hier"]),
    ("He said ‹oui› then.", ["oui"]),
    ("A stray ” mark and “one” more.", ["one"]),
    ("“” is empty.", [""]),
    ("“One.\n\n“Two.\n\n“Three,” he said.", ["One.", "Two.", "Three,"]),
    ("O'Neil and d'Arc said 'yes'.", ["yes"]),
    ('A man of 6\' 2" and a board of 12" x 4".', []),
    ("He said “we go and never closed it.", ["we go and never closed it."]),
    ('He said "we go and never closed it.', ["we go and never closed it."]),
    ("“One goes on.\n\n“Two ends here,” he said.", ["One goes on.", "Two ends here,"]),
    ("“One is lost.\n\nNothing here.", ["One is lost."]),
    ('("Quite," he said.)', ["Quite,"]),
    ("‘One.\n\n‘Two,’ he said.", ["One.", "Two,"]),
    ("‘One.\n\n‘Two.\n\n‘Three,’ he said.", ["One.", "Two.", "Three,"]),
    ("'One.\n\n'Two,' he said.", ["One.", "Two,"]),
    ("’Tis said.\n\n’Tis done.", []),
    ("'Tis said.\n\n'Tis done.", []),
    ('"One.\n\n"Two," he said.', ["One.", "Two,"]),
    ("Er sagte ‚wir gehen‘ gestern.", ["wir gehen"]),
    ("Er sagte ›wir gehen‹ gestern.", ["wir gehen"]),
    ("Il dit « nous allons » hier.", [" nous allons "]),
    ("「行く」と言った。", ["行く"]),
    ("‘The boss’s car,’ said James’ wife. ‘It’s gone.’", ["The boss’s car,", "It’s gone."]),
    ("‘It’s the soldiers’ families,’ he said.", ["It’s the soldiers’ families,"]),
    ("(“Go”) [‘stay’] —“run”—", ["Go", "stay", "run"]),
    ("“Go!” he said. “Stop?”", ["Go!", "Stop?"]),
    ("He said “go”; then “stay”: “both”.", ["go", "stay", "both"]),
    ("“One” “two”", ["One", "two"]),
    ("the ’60s-style ‘retro’ look", ["retro"]),
    ('He is 6\'2" and "tall" and 5\'11".', ["tall"]),
    ('A 9" pan, a "hot" pan and a 12" one.', ["hot"]),
    ("He said“yes”and left.", ["yes"]),
    ('‘’ and "" are empty.', [""]),
    ("the Joneses' 'new' house and dogs' and cats' homes", ["new"]),
    ("“Lost.\n\nNext “fine” one.", ["Lost.", "fine"]),
    ("Nothing at all.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "inner"), CASES)
def test_what_is_quoted(text, inner):
    assert [q.inner.words(text) for q in quotations(text)] == inner


def test_an_open_quotation_is_told_from_a_closed_one():
    assert [q.closed for q in quotations("“One.\n\n“Two.” Then “three.")] == [False, True, False]


def test_inside_is_what_is_between_the_marks():
    text = "He said “we go” today."
    flags = inside(text, quotations(text))
    assert "".join(c for c, flag in zip(text, flags, strict=True) if flag) == "we go"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One\nstill one.\n \nTwo.", ["One\nstill one.", "Two."]),
        ("\n\n  One.  \n\n\n\nTwo.\n", ["One.", "Two."]),
        ("x", ["x"]),
        ("", []),
    ],
)
def test_paragraphs(text, found):
    assert [p.words(text) for p in paragraphs(text)] == found


TEXTS = st.one_of(st.text(max_size=200), st.text("“”\"'‘’«»‹›„‚`「」 \nabs9.", max_size=80))


@given(TEXTS)
def test_any_text(text):
    found = quotations(text)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    within = paragraphs(text)
    for q in found:
        assert q.span.start <= q.inner.start <= q.inner.end <= q.span.end
        assert any(p.start <= q.span.start and q.span.end <= p.end for p in within)
    assert len(inside(text, found)) == len(text)


@given(TEXTS)
def test_a_quotation_stands_between_its_marks(text):
    begins = {paragraph.start for paragraph in paragraphs(text)}
    for q in quotations(text):
        assert q.inner.start - q.span.start in (1, 2) or (q.span.start in begins and q.span.start == q.inner.start)
        assert q.span.end - q.inner.end in ((1, 2) if q.closed else (0,))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            '"It is mild.\n\nShe has it.\n\nThat is all," he said. "Bye."',
            ['"It is mild.', "She has it.", 'That is all,"', '"Bye."'],
        ),
        ("“One.\n\nTwo.”", ["“One.", "Two.”"]),
        ("“One.\n\n“Two.\n\nThree.” “Four.”", ["“One.", "“Two.", "Three.”", "“Four.”"]),
        ("“One.\n\nTwo.", ["“One."]),
        ('"One.\n\nIt was 12" long.', ['"One.']),
        ("“One.\n\nTwo” it was.", ["“One."]),
        ("“One.” Or “two.\n\nThree «or» more.\n\nFour.”", ["“One.”", "“two.", "«or»"]),
        ("“One.\n\nIt rained. “Two.”", ["“One.", "“Two.”"]),
        ("“One.” Two.\n\nThree.”", ["“One.”"]),
        ("“One.\n\n" + "Two.\n\n" * 4 + "Three.”", ["“One."]),
        ("“One.\n\nTwo «or» three.\n\nFour.”", ["“One.", "«or»"]),
    ],
)
def test_a_quotation_that_is_closed_later(text, found):
    assert [q.span.words(text) for q in quotations(text)] == found


@given(TEXTS)
def test_what_is_inside_is_what_the_quotations_hold(text):
    found = quotations(text)
    assert int(inside(text, found).sum()) == sum(q.inner.end - q.inner.start for q in found)


@given(TEXTS, TEXTS)
def test_paragraphs_do_not_reach_each_other(one, other):
    """What follows a paragraph changes nothing in it, unless it is opened again by the same mark."""
    if one.strip() and not other.strip().startswith(("'", "‘", "‚")):
        alone = quotations(one.strip())
        assert quotations(f"{one.strip()}\n\n{other}")[: len(alone)] == alone


@pytest.mark.parametrize("piece", ["'a ", "s' x ", "‘xs’ y ‘", "‘a ks’ a", '"', "“a ”"])
def test_many_marks_take_no_longer_than_their_number(piece):
    """Twenty thousand marks in one paragraph: a scan to the end from every mark would take minutes."""
    text = piece * 20_000
    started = process_time()
    assert all(q.span.end <= len(text) for q in quotations(text))
    assert process_time() - started < 5


@given(TEXTS)
def test_paragraphs_hold_all_that_is_not_blank(text):
    held = "".join(p.words(text) for p in paragraphs(text))
    assert "".join(held.split()) == "".join(text.split())


def test_a_passage_is_a_quotation_over_its_paragraphs() -> None:
    text = "She said: “It held.\n\n“We stayed.\n\n“It rained.” He said “no” and “yes”."
    joined = [[quotation.inner.words(text) for quotation in passage] for passage in passages(text, quotations(text))]
    assert joined == [["It held.", "We stayed.", "It rained."], ["no"], ["yes"]]
    assert passages(text, []) == []


@pytest.mark.parametrize(("opening", "closing"), [("'", "'"), ("‘", "’")])
def test_single_marks_over_paragraphs(opening: str, closing: str) -> None:
    text = (
        f"She said: {opening}It hurt the workers{closing} families.\n\n{opening}We{closing}re sorry. {opening}\n\n"
        f"{opening}An inquiry will follow.{closing} He left."
    ).replace(f" {opening}\n", "\n")
    found = [(one.inner.words(text), one.closed) for one in quotations(text)]
    assert found == [
        (f"It hurt the workers{closing} families.", False),
        (f"We{closing}re sorry.", False),
        ("An inquiry will follow.", True),
    ]


def test_a_closed_quotation_before_another_paragraphs() -> None:
    text = "He said 'no' to the soldiers' wives.\n\n'Yes,' she said. It was the '90s.\n\n'No,' he said."
    assert [one.inner.words(text) for one in quotations(text)] == ["no", "Yes,", "No,"]
