"""Corpora: small files in the layouts of the real ones give the spans that they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.corpora import attributions, polnear, re3d, written

TEXT = "Orla said it held.\r\n\r\nTam, the clerk, may agree."
ANN = (
    "T1\tSource 0 4\tOrla\n"
    "T2\tCue 5 9\tsaid\n"
    "T3\tContent 10 17\tit held\n"
    "T4\tAttribution 5 9\tsaid\n"
    "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
    "T5\tCue 38 41\tmay\n"
    "T6\tContent 22 25;42 47\tTam agree\n"
    "T7\tAttribution-no-source 38 41\tmay\n"
    "E2\tAttribution-no-source:T7 Content:T6 Cue:T5\n"
    "E3\tAttribution:T4 Cue:T2\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("text", "attributions"):
        (tmp_path / part).mkdir()
    (tmp_path / "text" / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "attributions" / "a_one.ann").write_text(ANN)
    (tmp_path / "attributions" / "a_two.ann").write_text("")
    silver = {
        "id": "a",
        "entities": [[0, 4, "PERSON"], [22, 25, "MISC"], [5, 9, "NUMBER"]],
        "coreference": [[[22, 25], [0, 4]]],
    }
    (tmp_path / "corenlp_silver.jsonl").write_text(json.dumps(silver) + "\n")
    return tmp_path


def test_relations_with_cue_and_content(folder: Path) -> None:
    first, second = attributions(folder / "attributions" / "a_one.ann")
    assert [TEXT[a:b] for a, b in (*first.source, *first.cue, *first.content)] == ["Orla", "said", "it held"]
    assert second.source == []
    assert [TEXT[a:b] for a, b in second.content] == ["Tam", "agree"]


def test_an_article_keeps_its_line_ends_and_its_annotators(folder: Path) -> None:
    (example,) = polnear(folder)
    assert example.text == TEXT
    assert [len(found) for found in example.attributions] == [2, 0]
    assert example.silver
    assert example.chains == [[(0, 4), (22, 25)]]
    assert example.entities == [(0, 4, "person"), (22, 25, "unknown")]


def test_of_entities_that_overlap_the_surest_stands(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    text = "The Tesk Council met in Halmere."
    (tmp_path / "source" / "documents.json").write_text(json.dumps({"_id": "d", "text": text}) + "\n")
    found = [
        {"documentId": "d", "begin": 4, "end": 16, "type": "Organisation", "confidence": 1},
        {"documentId": "d", "begin": 4, "end": 8, "type": "Location", "confidence": 0.5},
        {"documentId": "d", "begin": 24, "end": 31, "type": "Location", "confidence": 1},
        {"documentId": "d", "begin": 17, "end": 20, "type": "Weapon", "confidence": 1},
    ]
    (tmp_path / "source" / "entities.json").write_text("".join(json.dumps(entity) + "\n" for entity in found))
    (example,) = re3d(tmp_path)
    assert [(text[a:b], kind) for a, b, kind in example.entities] == [
        ("Tesk Council", "organisation"),
        ("Halmere", "place"),
    ]


def test_news_that_was_written_for_training_is_clean() -> None:
    texts = [example.text for example in written()]
    assert len(texts) > 1000
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if len(text) < 300 or "=====" in text]
