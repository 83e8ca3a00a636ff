"""Decoding: bytes become text, and text is told by its language.

In: bytes and the encoding they claim. Out: a string in which nothing is normalised yet. What bytes say of themselves is
checked against them: strict UTF-8 is tried first, since nothing else passes for it by chance.
"""

from __future__ import annotations

import codecs
import re
from typing import cast

from sayso.collect.skips import CollectError

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
# A claim is believed if what it decodes holds hardly any of these: controls of C1 (windows-1252 read as ISO-8859-1)
# and replacement characters.
IMPLAUSIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
DETECTED = 1 << 16  # bytes shown to the detector

# resiliparse gives a rank, lower for closer; its documentation calls more than 1200 usually false. Short English full
# of foreign names comes close to other languages, and an article wrongly shut out is worse than one wrongly read: so
# English wins within NEAR. 2026-11, the 672 English articles of syria_coverage and newswcl50: with NEAR 0 one was
# called Turkish (by 13), with 25 none; five foreign sentences of 120 to 150 characters were 41 and more away.
SHORTEST, CLOSE, NEAR = 120, 1150, 25


def decode(data: bytes, claimed: str | None = None, html: bool = False) -> str:
    """The text of `data`. `claimed` is what came with it (an HTTP header); an HTML page's own claim is looked up.

    :raises CollectError: if the bytes are no text.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return (
                data[len(bom) :].decode("utf-8", "replace") if encoding == "utf-8" else data.decode(encoding, "replace")
            )
    if b"\x00" in data[:4096]:
        raise CollectError("this is binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    meta = META.search(data[:4096]) if html else None
    for claim in (claimed, meta[1].decode("ascii") if meta else None):
        text = _as(claim, data)
        if text is not None and _plausible(text):
            return text
    from resiliparse.parse.encoding import detect_encoding

    text = _as(detect_encoding(data[:DETECTED]), data)
    if text is None or not _plausible(text):
        mended = data.decode("utf-8", "replace")  # UTF-8 with a few broken bytes, as cut or joined files have them
        if not _plausible(mended):
            raise CollectError("this is no text in any encoding that could be told")
        return mended
    return text


def _as(encoding: str | None, data: bytes) -> str | None:
    if not encoding:
        return None
    # The web's rule (WHATWG): who says ISO-8859-1 or ASCII means windows-1252.
    plain = encoding.lower().replace("_", "-")
    name = "windows-1252" if plain in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else plain
    if name in ("utf-8", "utf8"):
        return None  # tried already
    try:
        return data.decode(name, "replace")
    except LookupError:
        return None


def _plausible(text: str) -> bool:
    return len(IMPLAUSIBLE.findall(text[:DETECTED])) <= len(text[:DETECTED]) / 200


def language(text: str) -> str | None:
    """ISO 639-1 code of the text's language, or None where it is too short or too mixed to tell."""
    letters = sum(c.isalpha() for c in text[:4000])
    latin = sum(c.isalpha() and c < "\u0250" for c in text[:4000])
    if letters < 20 or (latin > letters / 2 and letters < SHORTEST):
        return None
    from resiliparse.parse.lang import detect_fast

    ranks = cast(list[tuple[str, int]], detect_fast(text[:4000], n_results=5))
    if latin <= letters / 2:  # another script: which language matters less than that it is none we read
        return ranks[0][0] if ranks else "und"
    if not ranks or ranks[0][1] > CLOSE:
        return None
    english = next((rank for code, rank in ranks if code == "en"), None)
    return "en" if english is not None and english - ranks[0][1] <= NEAR else ranks[0][0]
