"""GUM: a small file in its layout gives the text, names and chains that it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.gum import gum

CONLLU = """# newdoc id = x
# newpar
# sent_id = x-1
# text = Ilse Brandt of the Tesk Council's left.
1\tIlse\tIlse\tPROPN\tNNP\t_\t_\t_\t_\tEntity=(1-person-new-cf1-1-coref
2\tBrandt\tBrandt\tPROPN\tNNP\t_\t_\t_\t_\t_
3\tof\tof\tADP\tIN\t_\t_\t_\t_\t_
4\tthe\tthe\tDET\tDT\t_\t_\t_\t_\tEntity=(2-organization-new-cf2-2-sgl
5-6\tCouncil's\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
5\tTesk\tTesk\tPROPN\tNNP\t_\t_\t_\t_\t_
6\tCouncil\tCouncil\tPROPN\tNNP\t_\t_\t_\t_\tEntity=2)1)
7\t's\t's\tPART\tPOS\t_\t_\t_\t_\t_
8\tleft\tleave\tVERB\tVBD\t_\t_\t_\t_\tSpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t_\t_\t_\t_

# newpar
# sent_id = x-2
# text = She saw a French ministry in May 2019.
1\tShe\tshe\tPRON\tPRP\t_\t_\t_\t_\tEntity=(1-person-giv-cf1-1-ana)
2\tsaw\tsee\tVERB\tVBD\t_\t_\t_\t_\t_
3\ta\ta\tDET\tDT\t_\t_\t_\t_\tEntity=(3-organization-new-cf2-3-sgl
4\tFrench\tFrench\tADJ\tJJ\t_\t_\t_\t_\t_
5\tministry\tministry\tNOUN\tNN\t_\t_\t_\t_\tEntity=3)
6\tin\tin\tADP\tIN\t_\t_\t_\t_\t_
7\tMay\tMay\tPROPN\tNNP\t_\t_\t_\t_\tEntity=(4-time-new-cf3-1,2-sgl
8\t2019\t2019\tNUM\tCD\t_\t_\t_\t_\tEntity=4)|SpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t_\t_\t_\t_
"""


def test_text_entities_and_chains(tmp_path: Path) -> None:
    (tmp_path / "GUM_news_x.conllu").write_text(CONLLU)
    (example,) = gum(tmp_path)
    text = example.text
    assert text == "Ilse Brandt of the Tesk Council's left.\n\nShe saw a French ministry in May 2019."
    assert [(text[a:b], kind) for a, b, kind in example.entities] == [
        ("Ilse Brandt", "person"),
        ("Tesk Council", "organisation"),
        ("French ministry", "organisation"),
        ("May 2019", "time"),
    ]
    assert [[text[a:b] for a, b in chain] for chain in example.chains] == [["Ilse Brandt of the Tesk Council", "She"]]


def test_no_files_no_examples(tmp_path: Path) -> None:
    assert gum(tmp_path) == []


def test_a_word_that_the_text_lacks_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "GUM_news_x.conllu").write_text(CONLLU.replace("text = She", "text = He"))
    with pytest.raises(ValueError, match="substring"):
        gum(tmp_path)
