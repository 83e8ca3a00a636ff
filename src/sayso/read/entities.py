"""Entities: persons, organisations, places, times and nationalities named in a text.

In: a text's tokens and what the encoder says of them. Out: mentions in order. Who is meant by a mention is not asked
here.
"""

from __future__ import annotations

from sayso.read.encoder import SLICES, Encoded
from sayso.read.tagging import runs
from sayso.read.tokens import Tokens
from sayso.types import Mention

KINDS = ("person", "organisation", "place", "time", "nationality")  # the labels of the entity head, in its order


def mentions(tokens: Tokens, encoded: Encoded) -> tuple[Mention, ...]:
    """The mentions of a text, in order; they do not overlap."""
    return tuple(Mention(KINDS[run.label], run.span) for run in runs(tokens, encoded.logits[:, SLICES["entities"]]))
