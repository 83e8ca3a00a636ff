"""Languages: English is never shut out, and what is plainly something else is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.language import coded, language

ENGLISH = "Four people were injured when the ferry struck the quay."
# Names crowd out the words of the language: the hardest short English there is.
NAMES = (
    "Orlow, Tesk, Halmere, Vennet: Colonel Ardo Minsk-Varga and Sergeant Iluka Tamm were killed at Kessel Ford by "
    "shells from the Varo ridge, said Radio Tesk, which has reporters with the brigade."
)
RUSSIAN = "Мэр города сообщил журналистам, что старый мост выдержал ночной паводок."
ARABIC = "قال رئيس البلدية إن السد صمد طوال الليل وإن السكان عادوا إلى منازلهم صباح الثلاثاء."
CHINESE = "市长周二上午告诉记者，旧桥经受住了夜间洪水的考验。救援人员疏散了二十人。"
FRENCH = "Le préfet a déclaré que la digue, vieille de 57 ans, avait tenu toute la nuit et que personne n'était blessé."
GERMAN = (
    "Der Damm oberhalb der Stadt hielt die ganze Nacht, sagte der Bürgermeister des Flussbezirks am Dienstagmorgen. "
    "Die Bewohner kehrten in ihre Häuser zurück."
)
DUTCH = (
    "De burgemeester van het rivierdistrict zei dinsdagochtend dat de dam boven de stad de hele nacht standhield, en "
    "dat de bewoners of hun families weer naar huis konden gaan. Er was geen schade."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH * 4, "en"),
        (NAMES, "en"),
        (ENGLISH * 3 + FRENCH, "en"),
        (RUSSIAN, "ru"),
        (ARABIC, "ar"),
        (CHINESE, "zh"),
        (FRENCH * 2, "fr"),
        (GERMAN, "de"),
        (DUTCH, "nl"),
        (ENGLISH, None),  # too short to be sure, and so not shut out
        ("12 345", None),
        ("", None),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [("en", "en"), ("EN", "en"), ("en-GB", "en"), ("pt_BR", "pt"), (" ru ", "ru"), ("English", None), ("", None),
     (None, None), ("en GB", None)],
)  # fmt: skip
def test_coded(words: str | None, code: str | None) -> None:
    assert coded(words) == code


@given(st.text(max_size=600))
def test_any_text_has_a_short_code_or_none(text: str) -> None:
    found = language(text)
    assert found is None or (2 <= len(found) <= 3 and found.islower())
