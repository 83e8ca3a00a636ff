"""The whole reading: the same text gives the same reading, spans slice to words, nothing raises."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read import MODEL_VERSION, RULES_VERSION, read, read_all
from sayso.read.encoder import encoder
from sayso.read.tokens import WINDOW
from sayso.types import Document, Kind, normalise

ARTICLE = """KESTREL BRIDGE — At least 12 people were killed when the dam broke, the regional hospital said on Tuesday.

“We have never seen such water,” said Ilse Brandt, the mayor. She added that between 3,000 and 5,000 people had fled.

The council called the evacuation a “success”. Nobody knew how many remained. Tens of thousands may be without power."""


def test_a_reading_holds_who_said_what():
    reading = read(ARTICLE)
    text = reading.document.text
    said = [(s.kind, " ".join(p.words(text) for p in s.source), s.content[0].words(text)) for s in reading.statements]
    assert any(kind is Kind.DIRECT and "Ilse Brandt" in source for kind, source, _ in said)
    assert any("hospital" in source and "12 people" in content for _, source, content in said)
    assert any(kind is Kind.NARRATOR for kind, _, _ in said)
    twelve = next(f for f in reading.figures if "12" in f.span.words(text))
    assert (twelve.low, twelve.high, twelve.bound.value) == (12, None, "at least")
    assert reading.versions == {"model": MODEL_VERSION, "rules": RULES_VERSION}


def test_figures_of_a_statement_point_into_the_reading():
    reading = read(ARTICLE)
    indices = [i for s in reading.statements for i in s.figures]
    assert len(indices) == len(set(indices))
    assert set(indices) <= set(range(len(reading.figures)))


def test_alone_or_in_company_the_reading_is_the_same():
    others = [Document(f"Official number {i} said that {i} homes were lost.", name=str(i)) for i in range(20)]
    article = Document(ARTICLE, name="a", published=date(2019, 3, 5))
    together = list(read_all([*others[:10], article, *others[10:]]))
    assert together[10] == read(article)
    assert [r.document for r in together] == [*others[:10], article, *others[10:]]


def test_reading_twice_is_the_same_to_the_byte():
    assert repr(read(ARTICLE)) == repr(read(ARTICLE))


def test_who_speaks_is_resolved():
    reading = read(ARTICLE)
    names = {reading.actors[s.actor].name for s in reading.statements if s.actor is not None}
    assert "Ilse Brandt" in names
    assert all(s.actor is None or 0 <= s.actor < len(reading.actors) for s in reading.statements)
    she = next(s for s in reading.statements if [p.words(reading.document.text) for p in s.source] == ["She"])
    assert reading.actors[she.actor].name == "Ilse Brandt"


def test_what_is_appended_far_away_changes_nothing_before():
    filler = "\n\n".join(f"The river rose by {i} metres in the night, and nobody slept." for i in range(200))
    first = read(ARTICLE + "\n\n" + filler)
    second = read(ARTICLE + "\n\n" + filler + "\n\nOrla Tamm said it was over.")
    edge = len(ARTICLE)
    assert [s for s in first.statements if s.content[-1].end < edge] == [
        s for s in second.statements if s.content[-1].end < edge
    ]


def test_another_language_is_stored_unread():
    reading = read(Document("Мэр сказал, что мост выстоял.", language="ru"))
    assert reading.unread == "no model for language ru"
    assert reading.statements == ()


def test_empty_text():
    reading = read("")
    assert (reading.statements, reading.figures, reading.mentions) == ((), (), ())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_reads(text):
    reading = read(text)
    shown = reading.document.text
    assert shown == normalise(text)
    spans = [f.span for f in reading.figures] + [m.span for m in reading.mentions]
    for s in reading.statements:
        spans += [*s.content, *s.source, *s.cue, *(m.span for m in s.markers)]
    spans += [span for actor in reading.actors for span in actor.mentions]
    assert all(0 <= a < b <= len(shown) for a, b in spans)
    assert all(actor.name for actor in reading.actors)
    assert read(text) == reading


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "‘", "’", "said", "Orla", "12", " ", ".", "\n\n", "may", "the"]), max_size=60
    )
)
def test_any_jumble_of_marks_reads(parts):
    reading = read(" ".join(parts))
    contents = [span for s in reading.statements if s.kind is not Kind.NARRATOR for span in s.content]
    assert all(not a.overlaps(b) for i, a in enumerate(contents) for b in contents[i + 1 :])


PARAGRAPHS = (
    "Orla Tamm said the bridge had held.",
    "“Nobody slept,” she said. “We waited.”",
    "According to the water board, at least 40 homes were lost in Halmere.",
    "The river rose in the night. It rained.",
    "He is said to have left, though the council denied that he had.",
    "Two residents, who asked not to be named, feared that more would die.",
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=60, max_size=90), st.sampled_from(PARAGRAPHS))
def test_a_paragraph_at_the_end_changes_nothing_further_than_a_window_away(paragraphs, added):
    first, second = read("\n\n".join(paragraphs)), read("\n\n".join([*paragraphs, added]))
    tokens = encoder().tokenise(first.document.text)
    edge = int(tokens.start[max(0, len(tokens) - WINDOW)])

    def before(reading):
        return [(s.kind, s.content, s.source, s.cue, s.markers) for s in reading.statements if s.content[-1].end < edge]

    assert before(first) == before(second)
    assert len(before(first)) > 10


def test_a_long_text_is_read_to_its_end():
    text = "\n\n".join(f"The clerk of ward {i} said the road was closed." for i in range(400))
    reading = read(text)
    attributed = [s for s in reading.statements if s.kind is not Kind.NARRATOR]
    assert len(attributed) > 380
    assert attributed[-1].content[0].end > len(text) - 30
