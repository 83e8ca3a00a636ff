"""Encodings that lie, and languages."""

from __future__ import annotations

import pytest

from sayso.collect import CollectError
from sayso.collect.decoding import decode, language

FRENCH = "Le préfet a déclaré que la digue – vieille de 57 ans – avait tenu : « c’est un miracle »."
RUSSIAN = (
    "Мэр города сообщил журналистам, что старый мост выдержал ночной паводок. Спасатели эвакуировали двадцать человек."
)
ENGLISH = "Four people were injured when the ferry struck the quay."
ARABIC = "قال رئيس البلدية إن السد صمد طوال الليل وإن السكان عادوا إلى منازلهم صباح الثلاثاء."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_french(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding), encoding if encoding == "windows-1252" else None) == FRENCH


@pytest.mark.parametrize("claimed", ["iso-8859-1", "utf-8", "ascii", "no-such-encoding", None])
def test_utf_8_is_seen_whatever_is_claimed(claimed: str | None) -> None:
    assert decode(FRENCH.encode(), claimed) == FRENCH


@pytest.mark.parametrize("claimed", ["utf-8", "iso-8859-1", None])
def test_windows_1252_is_seen_under_another_name(claimed: str | None) -> None:
    assert decode(FRENCH.replace(" : ", ": ").encode("cp1252"), claimed) == FRENCH.replace(" : ", ": ")


def test_the_pages_own_word_counts() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>{RUSSIAN}</p>'
    assert RUSSIAN in decode(page.encode("koi8-r"), html=True)


def test_cyrillic_that_does_not_say_what_it_is() -> None:
    assert decode((RUSSIAN * 3).encode("cp1251")) == RUSSIAN * 3


def test_binary_is_refused() -> None:
    with pytest.raises(CollectError, match="binary"):
        decode(b"GIF89a\x00\x01" + bytes(50))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH * 4, "en"),
        (RUSSIAN, "ru"),
        (ARABIC, "ar"),
        (FRENCH * 3, "fr"),
        (ENGLISH, None),  # too short to be sure, and so not shut out
        ("12 345", None),
        ("", None),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert language(text) == code
