"""Encodings: what bytes say of themselves, and what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import CollectError
from sayso.collect.decoding import decode

FRENCH = "Le préfet a déclaré que la digue – vieille de 57 ans – avait tenu : « c’est un miracle »."
RUSSIAN = (
    "Мэр города сообщил журналистам, что старый мост выдержал ночной паводок. Спасатели эвакуировали двадцать человек."
)
GREEK = "Ο δήμαρχος είπε την Τρίτη το πρωί ότι η παλιά γέφυρα άντεξε στην πλημμύρα."
POLISH = "Burmistrz powiedział we wtorek rano, że stary most wytrzymał nocną powódź, a ratownicy ewakuowali ludzi."
CHINESE = "市长周二上午告诉记者，旧桥经受住了夜间洪水的考验。救援人员疏散了二十人。"
JAPANESE = "市長は火曜日の朝、古い橋が夜の洪水に耐えたと記者団に語った。救助隊は二十人を避難させた。"
KOREAN = "시장은 화요일 아침 기자들에게 낡은 다리가 밤사이 홍수를 견뎌냈다고 말했다."
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


WRITTEN = [
    (RUSSIAN, "windows-1251"),
    (ARABIC, "windows-1256"),
    (GREEK, "iso-8859-7"),
    (POLISH, "iso-8859-2"),
    (CHINESE, "gb18030"),
    (JAPANESE, "shift_jis"),
    (KOREAN, "euc-kr"),
]


@pytest.mark.parametrize(("text", "encoding"), WRITTEN)
def test_a_true_claim(text: str, encoding: str) -> None:
    assert decode((text * 3).encode(encoding), encoding) == text * 3


@pytest.mark.parametrize(("text", "encoding"), [row for row in WRITTEN if row[1] != "euc-kr"])
def test_no_claim(text: str, encoding: str) -> None:
    assert decode((text * 3).encode(encoding)) == text * 3


@pytest.mark.parametrize(("text", "encoding"), [row for row in WRITTEN if row[1] not in ("euc-kr", "iso-8859-2")])
@pytest.mark.parametrize("claimed", ["iso-8859-1", "windows-1252", "utf-8", "utf-16"])
def test_a_lying_claim(text: str, encoding: str, claimed: str) -> None:
    assert decode((text * 3).encode(encoding), claimed) == text * 3


@pytest.mark.parametrize("claimed", ["windows-1251", "koi8-r", "iso-8859-7", "windows-1256", "shift_jis", "utf-16le"])
def test_french_under_a_foreign_claim(claimed: str) -> None:
    text = FRENCH.replace(" : ", ": ") * 2
    assert decode(text.encode("cp1252"), claimed) == text


def test_what_cannot_be_told_is_refused_rather_than_garbled() -> None:
    with pytest.raises(CollectError, match="save it as UTF-8"):
        decode((KOREAN * 3).encode("euc-kr"), "iso-8859-1")


@pytest.mark.parametrize("claimed", ["iso-8859-1", "windows-1252", None])
def test_a_few_broken_bytes_do_not_make_it_another_encoding(claimed: str | None) -> None:
    text = decode((FRENCH * 20).encode() + b"\xe9 \x92 fin", claimed)
    assert text == FRENCH * 20 + "\ufffd \ufffd fin"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_wide_text_with_or_without_its_mark(encoding: str) -> None:
    assert decode((FRENCH * 2).encode(encoding)) == FRENCH * 2


@pytest.mark.parametrize(
    "claimed", ["idna", "punycode", "undefined", "hex", "unicode_escape", "rot13", "a\x00b", "é", "", "x" * 999]
)
def test_claims_that_are_no_encoding(claimed: str) -> None:
    assert decode("café, she said".encode("cp1252"), claimed) == "café, she said"


@given(st.binary(max_size=300), st.text(max_size=12) | st.none(), st.booleans())
def test_any_bytes_are_text_or_refused(data: bytes, claimed: str | None, html: bool) -> None:
    try:
        text = decode(data, claimed, html)
    except CollectError:
        return
    text.encode("utf-8")  # no lone surrogates


@given(st.text(max_size=300).filter(lambda text: "\x00" not in text and not text.startswith("\ufeff")))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode(), "windows-1252") == text
