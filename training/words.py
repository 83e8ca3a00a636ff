"""Count which words are common ones: `python -m training.words CORPORA` writes the package's `words/common.txt`.

A capital letter where anything may begin with one tells a name from a common word only if one knows the common words.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

from training.corpora import polnear, re3d
from training.gum import gum

WORD = re.compile(r"[^\W\d_]+")
RARE = 3  # letters; a word seen once must have more


def common(texts: list[str]) -> list[str]:
    """Words that are written without a capital at least as often as with one in the middle of a sentence."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for text in texts:
        for match in WORD.finditer(text):
            word, before = match[0], text[max(0, match.start() - 2) : match.start()]
            if word.islower() and not before.endswith(("'", "’", "-")):
                lower[word] += 1
            elif (
                word[0].isupper()
                and len(before) == 2
                and before[1] == " "
                and (before[0].isalnum() or before[0] == ",")
            ):
                upper[word.lower()] += 1
    often = (word for word, n in lower.items() if n > 1 and n >= upper[word])
    once = (word for word, n in lower.items() if n == 1 and not upper[word] and len(word) > RARE)
    return sorted({*often, *once})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    corpora = parser.parse_args().corpora
    examples = polnear(corpora / "polnear/train") + re3d(corpora / "re3d") + gum(corpora / "gum")
    path = Path(str(files("sayso.read"))) / "words/common.txt"
    path.write_text("\n".join(common([example.text for example in examples])) + "\n", "utf8")


if __name__ == "__main__":
    main()
