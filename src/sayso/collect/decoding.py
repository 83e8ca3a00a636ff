"""Decoding: bytes become text.

In: bytes and the encoding they claim. Out: a string in which nothing is normalised yet. What bytes say of themselves is
checked against them: strict UTF-8 is tried first, since nothing else passes for it by chance, and a claim is believed
only if what it gives could be writing.
"""

from __future__ import annotations

import codecs
import re

from sayso.collect.skips import CollectError

BOMS = (  # the longer first: UTF-32 begins as UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
SAMPLE = 1 << 16  # bytes or characters looked at to judge the whole
HEAD = 4096  # bytes in which NULs and a page's own claim are looked for; HTML asks for the claim in the first 1024

# What no writing holds much of, and so tells that bytes were read in the wrong encoding.
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")  # C1 controls: windows-1252 read as ISO-8859-1
ACCENTED = re.compile("[\xa1-\xff]")
ACCENTED_RUN = re.compile("[\xa1-\xff]{3,}")  # "Ìýð ãîðîäà": Cyrillic, Greek or Chinese read as Western European
FOREIGN = re.compile("[\u0370-\u06ff]")
MIXED = re.compile("[A-Za-z](?=[\u0370-\u06ff])|(?<=[\u0370-\u06ff])[A-Za-z]")  # "prйfet": the reverse


def decode(data: bytes, claimed: str | None = None, html: bool = False) -> str:
    """The text of `data`. `claimed` is what came with it (an HTTP header); an HTML page's own claim is looked up.

    :raises CollectError: if the bytes are no text, or none in an encoding that can be told.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    if b"\x00" in data[:HEAD]:
        return _wide(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if sum(c > "\x7f" for c in mended) - broken >= 2 * broken:
        return mended  # UTF-8 with a few broken bytes, as cut or joined files have them
    meta = META.search(data[:HEAD]) if html else None
    for claim in (claimed, meta[1].decode("ascii", "replace") if meta else None, _detected(data)):
        text = _as(claim, data)
        if text is not None and _plausible(text):
            return text
    if _plausible(mended):
        return mended
    raise CollectError("this is no text in any encoding that could be told: save it as UTF-8")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark of its order: in most writing one byte of each pair is NUL, and always the same one."""
    head = data[:HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > len(head) / 5 else "utf-16-be"
    if max(even, odd) > len(head) / 5 and min(even, odd) == 0:
        text = data.decode(encoding, "replace")
        if _plausible(text):
            return text
    raise CollectError("this is binary, not text")


def _detected(data: bytes) -> str | None:
    from resiliparse.parse.encoding import detect_encoding

    return detect_encoding(data[:SAMPLE])


def _as(claim: str | None, data: bytes) -> str | None:
    """`data` under a claim, names taken as browsers take them (who says ISO-8859-1 means windows-1252)."""
    if not claim:
        return None
    from resiliparse.parse.encoding import map_encoding_to_html5

    # The web's own list of names: Python's would also take "idna" or "punycode" for encodings of a page.
    name = map_encoding_to_html5(claim, fallback_utf8=False)
    if name is None or name.startswith("utf-"):
        return None  # unknown; or UTF-8, tried already; or UTF-16, which bytes without NULs are not
    try:
        return data.decode(name, "replace")
    except LookupError:
        return None


def _plausible(text: str) -> bool:
    sample = text[:SAMPLE]
    return (
        len(CONTROLS.findall(sample)) <= 1 + len(sample) / 200
        and sum(map(len, ACCENTED_RUN.findall(sample))) <= len(ACCENTED.findall(sample)) / 2
        and len(MIXED.findall(sample)) <= len(FOREIGN.findall(sample)) / 3
    )
