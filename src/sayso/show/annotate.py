"""A text cut at every border of its spans, with what each piece is part of.

In: a `Reading`. Out: segments in order, none overlapping, that joined give the text back exactly, each with the
statements, figures and markers it belongs to; and the same pieces nested, paragraph by paragraph, for markup. It
writes no markup and drops nothing: spans may overlap, repeat, nest or cross paragraphs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from sayso.types import Kind, Reading, Span


class Role(StrEnum):
    """What a piece of text is in an attribution. The order is the order of nesting, outermost first."""

    CONTENT = "content"
    SOURCE = "source"
    CUE = "cue"
    FIGURE = "figure"
    MARKER = "marker"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that no span begins or ends within."""

    span: Span
    text: str
    content: tuple[int, ...] = ()  # statements whose content this is part of, outermost first
    source: tuple[int, ...] = ()  # statements whose source this is part of
    cue: tuple[int, ...] = ()
    figure: tuple[int, ...] = ()  # figures of the reading
    marker: tuple[tuple[int, int], ...] = ()  # (statement, which of its markers)
    kind: Kind | None = None  # of the innermost statement

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role in Role if getattr(self, role.value))

    @property
    def statements(self) -> tuple[int, ...]:
        """Every statement this is a part of, as content, source or cue."""
        return tuple(dict.fromkeys((*self.content, *self.source, *self.cue)))


@dataclass(frozen=True, slots=True)
class Node:
    """Nested pieces: either `text` alone (role None) or a role with the pieces within."""

    role: Role | None
    text: str = ""
    of: tuple[int, ...] = ()  # statements, or figures for the role FIGURE
    statements: tuple[int, ...] = ()  # the statements to point at from here
    kind: Kind | None = None
    opens: tuple[int, ...] = ()  # statements whose content begins with this node: where their anchors stand
    markers: tuple[tuple[int, int], ...] = ()
    children: tuple[Node, ...] = ()


# A line break within a paragraph is part of it; a run of two or more ends it.
BREAK = re.compile(r"\n{2,}")


def segments(reading: Reading) -> tuple[Segment, ...]:
    """The text in pieces; joined, their texts are the document's text."""
    text = reading.document.text
    roles = _roles(reading)
    borders = {0, len(text)}
    for spans in roles.values():
        borders.update(border for span, _ in spans for border in span)
    for match in BREAK.finditer(text):
        borders.update(match.span())
    cuts = sorted(border for border in borders if 0 <= border <= len(text))
    starting = {role: _by_start(spans) for role, spans in roles.items()}
    size = {i: sum(len(span.words(text)) for span in s.content) for i, s in enumerate(reading.statements)}
    open_now: dict[Role, list[tuple[Span, tuple[int, ...]]]] = {role: [] for role in Role}
    found = []
    for start, end in pairwise(cuts):
        for role in Role:
            still = [item for item in open_now[role] if item[0].end > start]
            open_now[role] = still + starting[role].get(start, [])
        content = sorted({o[0] for _, o in open_now[Role.CONTENT]}, key=lambda i: (-size[i], i))
        found.append(
            Segment(
                span=Span(start, end),
                text=text[start:end],
                content=tuple(content),
                source=_owners(open_now[Role.SOURCE]),
                cue=_owners(open_now[Role.CUE]),
                figure=_owners(open_now[Role.FIGURE]),
                marker=tuple(sorted({(o[0], o[1]) for _, o in open_now[Role.MARKER]})),
                kind=reading.statements[content[-1]].kind if content else None,
            )
        )
    return tuple(found)


def paragraphs(reading: Reading) -> tuple[tuple[Segment, ...], ...]:
    """The segments of each paragraph; the blank lines between paragraphs are left out."""
    blank = {i for match in BREAK.finditer(reading.document.text) for i in range(*match.span())}
    runs = groupby(segments(reading), key=lambda segment: segment.span.start in blank)
    return tuple(tuple(run) for is_blank, run in runs if not is_blank)


def nested(paragraph_list: Sequence[Sequence[Segment]]) -> tuple[tuple[Node, ...], ...]:
    """The segments of each paragraph as nested nodes, each statement opened once, where it begins."""
    opened: set[int] = set()
    return tuple(_nest(tuple(paragraph), tuple(Role), opened) for paragraph in paragraph_list)


def _nest(run: tuple[Segment, ...], levels: tuple[Role, ...], opened: set[int]) -> tuple[Node, ...]:
    if not levels:
        return tuple(Node(None, segment.text) for segment in run)
    role, deeper = levels[0], levels[1:]
    nodes: list[Node] = []
    for key, group in groupby(run, key=lambda segment: getattr(segment, role.value)):
        members = tuple(group)
        if not key:
            nodes.extend(_nest(members, deeper, opened))
            continue
        opens = tuple(s for s in key if s not in opened) if role is Role.CONTENT else ()
        opened.update(opens)
        children = _nest(members, deeper, opened)
        if role is Role.MARKER:
            owners = tuple(dict.fromkeys(statement for statement, _ in key))
            nodes.append(Node(role, statements=owners, markers=key, children=children))
        elif role is Role.FIGURE:
            nodes.append(Node(role, of=key, statements=members[0].statements, children=children))
        else:
            nodes.append(Node(role, of=key, statements=key, kind=members[0].kind, opens=opens, children=children))
    return tuple(nodes)


def _roles(reading: Reading) -> dict[Role, list[tuple[Span, tuple[int, ...]]]]:
    """Every span of the reading under its role, with its owner; empty spans point at nothing and are left out."""
    roles: dict[Role, list[tuple[Span, tuple[int, ...]]]] = {role: [] for role in Role}
    for index, statement in enumerate(reading.statements):
        for role, spans in (
            (Role.CONTENT, statement.content),
            (Role.SOURCE, statement.source),
            (Role.CUE, statement.cue),
        ):
            roles[role].extend((span, (index,)) for span in spans)
        roles[Role.MARKER].extend((marker.span, (index, which)) for which, marker in enumerate(statement.markers))
    roles[Role.FIGURE].extend((figure.span, (index,)) for index, figure in enumerate(reading.figures))
    return {role: [item for item in spans if item[0].start < item[0].end] for role, spans in roles.items()}


def _by_start(
    spans: list[tuple[Span, tuple[int, ...]]],
) -> dict[int, list[tuple[Span, tuple[int, ...]]]]:
    starting = defaultdict(list)
    for span, owner in spans:
        starting[span.start].append((span, owner))
    return starting


def _owners(items: list[tuple[Span, tuple[int, ...]]]) -> tuple[int, ...]:
    return tuple(sorted({owner[0] for _, owner in items}))
