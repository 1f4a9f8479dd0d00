"""Moves between stages as a picture: one column of stages before, one after, a ribbon a move, as wide as its people.

The picture is SVG written here, with no library and no style sheet: a title and a description for screen readers,
labels next to the bars instead of a legend, and the colours of Okabe and Ito, which the colour-blind can distinguish.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from welfsim.text.characters import as_xml
from welfsim.wording.pictures import MARK
from welfsim.wording.values import number

WIDTH, MARGIN = 900, 24
LEFT, RIGHT, BAR = 262, 626, 12
TOP, SLOT, GAP = 116, 30, 10
TALLEST = 440.0  # pixels for all ribbons together
FINEST = 0.6
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6BB1", "#7F6000")
GREY, INK, SOFT = "#8A8A8A", "#1A1A1A", "#555555"
THOUSAND, MILLION = 1_000, 1_000_000


class Stage(NamedTuple):
    """A stage as it is drawn: its words, whether its people are outside the pipeline, and how many stayed in it."""

    label: str
    outside: bool
    stayed: float


class Move(NamedTuple):
    """People who went from one stage to another, both by their place among the stages."""

    left: int
    entered: int
    people: float


class _Bar(NamedTuple):
    """A stage on one side: the upper edge of its bar, its height and the height of the slot that holds it."""

    y: float
    height: float


def sankey(
    title: str, notes: Sequence[str], heads: tuple[str, str], stages: Sequence[Stage], moves: Sequence[Move]
) -> str:
    """Return a picture of moves as SVG.

    Parameters
    ----------
    title, notes
        What stands above the picture, and up to two lines under it.
    heads
        What stands above the two columns.
    stages
        All stages in order.
    moves
        Who went where, in people. Nobody moves from a stage to itself.
    """
    moves = [move for move in moves if move.people > 0]
    total = sum(move.people for move in moves)
    scale = TALLEST / total if total else 0.0
    left, came = [0.0] * len(stages), [0.0] * len(stages)
    for move in moves:
        left[move.left] += move.people
        came[move.entered] += move.people
    before, after = _bars(stages, left, scale), _bars(stages, came, scale)
    height = max((bar.y + max(bar.height, SLOT) for bar in (*before.values(), *after.values())), default=TOP) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" role="img" aria-labelledby="title desc" font-family="sans-serif" fill="{INK}">',
        f"<metadata>{MARK}</metadata>",
        f'<title id="title">{as_xml(title)}</title>',
        f'<desc id="desc">{as_xml(described(notes, stages, moves))}</desc>',
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#FFFFFF"/>',
        _text(MARGIN, 34, title, 'font-weight="bold"', size=19),
        *(_text(MARGIN, 54 + 16 * row, line, f'fill="{SOFT}"', size=12.5) for row, line in enumerate(notes)),
        _text(LEFT - 8, TOP - 14, heads[0], 'font-weight="bold"', anchor="end"),
        _text(RIGHT + BAR + 8, TOP - 14, heads[1], 'font-weight="bold"'),
        *_ribbons(stages, moves, before, after, scale),
        *_labels(stages, moves, before, after),
        "</svg>\n",
    ]
    return "\n".join(parts)


def described(notes: Sequence[str], stages: Sequence[Stage], moves: Sequence[Move]) -> str:
    """Say in words what the picture shows: every stage with people, and every move, the largest first."""
    stayed = "; ".join(f"{stage.label}: {shown_people(stage.stayed)} stayed" for stage in stages if stage.stayed > 0)
    ordered = sorted(moves, key=lambda move: -move.people)
    told = "; ".join(
        f"{stages[move.left].label} to {stages[move.entered].label}: {shown_people(move.people)}" for move in ordered
    )
    return f"{' '.join(notes)} {stayed}. Moves: {told or 'none'}."


def shown_people(people: float) -> str:
    """Write a number of people briefly: 2.31m, 118k, 900."""
    if people >= MILLION:
        return f"{number(people / MILLION, 2)}m"
    return (
        f"{number(people / THOUSAND, 0 if people >= 10 * THOUSAND else 1)}k" if people >= THOUSAND else number(people)
    )


def _bars(stages: Sequence[Stage], people: Sequence[float], scale: float) -> dict[int, _Bar]:
    """Place the bars of one side, of stages with people, below one another; each has at least the room of its label."""
    bars, y = {}, float(TOP)
    for place in range(len(stages)):
        if people[place] > 0 or stages[place].stayed > 0:
            height = people[place] * scale
            bars[place] = _Bar(y + max(SLOT - height, 0.0) / 2, height)
            y += max(height, SLOT) + GAP
    return bars


def _colour(stages: Sequence[Stage], place: int) -> str:
    """Return a stage's colour: grey outside the pipeline, else the next of the palette."""
    if stages[place].outside:
        return GREY
    return COLOURS[sum(not stage.outside for stage in stages[:place]) % len(COLOURS)]


def _ribbons(
    stages: Sequence[Stage], moves: Sequence[Move], before: dict[int, _Bar], after: dict[int, _Bar], scale: float
) -> list[str]:
    """Draw the moves, those between neighbours of one height without crossing, in the colour of the stage left."""
    starts = {place: bar.y for place, bar in before.items()}
    ends = {place: bar.y for place, bar in after.items()}
    landing = {}
    for move in sorted(moves, key=lambda move: (move.entered, move.left)):
        landing[move.left, move.entered] = ends[move.entered]
        ends[move.entered] += move.people * scale
    drawn = []
    for move in sorted(moves, key=lambda move: (move.left, move.entered)):
        y, target, width = starts[move.left], landing[move.left, move.entered], move.people * scale
        starts[move.left] += width
        colour, words = _colour(stages, move.left), f"{stages[move.left].label} to {stages[move.entered].label}"
        drawn.append(_ribbon(y, target, width, colour, f"{words}: {number(move.people)}"))
    return drawn


def _ribbon(y: float, target: float, width: float, colour: str, words: str) -> str:
    x, far, middle = LEFT + BAR, RIGHT, (LEFT + BAR + RIGHT) / 2
    width = max(width, FINEST)
    path = (
        f"M{x},{y:.2f} C{middle},{y:.2f} {middle},{target:.2f} {far},{target:.2f} V{target + width:.2f} "
        f"C{middle},{target + width:.2f} {middle},{y + width:.2f} {x},{y + width:.2f} Z"
    )
    return f'<path d="{path}" fill="{colour}" fill-opacity="0.5"><title>{as_xml(words)}</title></path>'


def _labels(
    stages: Sequence[Stage], moves: Sequence[Move], before: dict[int, _Bar], after: dict[int, _Bar]
) -> list[str]:
    """Draw every bar, its stage and its numbers: at the left who left and who stayed, at the right who came."""
    drawn = []
    for bars, x, is_left in ((before, LEFT, True), (after, RIGHT, False)):
        for place, bar in bars.items():
            people = sum(move.people for move in moves if (move.left if is_left else move.entered) == place)
            counts = f"{shown_people(people)} {'left' if is_left else 'came'}"
            if is_left and stages[place].stayed > 0:
                counts += f", {shown_people(stages[place].stayed)} stayed"
            middle = bar.y + bar.height / 2
            at, anchor = (x - 8, "end") if is_left else (x + BAR + 8, "start")
            drawn += [
                f'<rect x="{x}" y="{bar.y:.2f}" width="{BAR}" height="{max(bar.height, FINEST):.2f}" '
                f'fill="{_colour(stages, place)}"/>',
                _text(at, middle - 2, stages[place].label, anchor=anchor),
                _text(at, middle + 12, counts, f'fill="{SOFT}"', size=11.5, anchor=anchor),
            ]
    return drawn


def _text(x: float, y: float, words: str, more: str = "", size: float = 13, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" {more}>{as_xml(words)}</text>'
