"""A line of income against hours as a picture: cliffs as breaks, every line named where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, NamedTuple

from welfsim.errors import HouseholdError
from welfsim.wording.pictures import MARK, described, refuse_picture, write_picture
from welfsim.wording.values import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation

KINDS = (".svg", ".png")
INK, FAINT = "#333333", "#6b6b6b"
NOW, IF_FIT = "#1b5e8c", "#b3541e"
SIZE = (9.0, 5.6)
PLACE = {"left": 0.075, "right": 0.83, "top": 0.80, "bottom": 0.19}
EDGE = 0.022
LEAST_GAP = 0.105
"""Between the names of two lines, as a share of the height of the axes."""
ACROSS = (-6, 7)
DISTANCES = (6, -6, 22, -22, 40, -40)
"""Where a note may stand next to its place, in points, in the order of preference."""


class Break(NamedTuple):
    """A cliff of a line: what makes it, its hours, and the pounds a month before and after."""

    words: str
    hours: float
    before: float
    after: float


class Course(NamedTuple):
    """One line: what it is called, its pounds a month at each of the hours of the picture, and its cliffs."""

    name: str
    incomes: tuple[float, ...]
    cliffs: tuple[Break, ...]


class Mark(NamedTuple):
    """A place to mark: words, hours, and pounds a month."""

    words: str
    hours: float
    income: float


@dataclass(frozen=True)
class Picture:
    """What a picture shows.

    Attributes
    ----------
    title, subtitle
        Above the lines.
    description
        The picture in words, for those who cannot see it.
    foot
        Below the lines.
    hours
        Weekly hours, from the least, at which each line has its income.
    courses
        One line or two.
    marks
        Places marked on the first line.
    """

    title: str
    subtitle: str
    description: str
    foot: str
    hours: tuple[float, ...]
    courses: tuple[Course, ...]
    marks: tuple[Mark, ...] = ()


class Look(NamedTuple):
    """The colour and the style of a line."""

    colour: str
    style: Any


LOOKS = (Look(NOW, "-"), Look(IF_FIT, (0, (4, 2))))


class Note(NamedTuple):
    """Words next to a place on a line: its hours, and the lower and higher income there."""

    words: str
    hours: float
    low: float
    high: float
    colour: str


def draw(shown: Picture, file: Path) -> Path:
    """Draw a picture into an SVG or PNG file.

    Raises
    ------
    ResultsError
        If the file is of another kind, cannot be written, or is there already and was not drawn by welfsim.
    HouseholdError
        If matplotlib is missing.
    """
    refuse_picture(file, KINDS)
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise HouseholdError(
            "A chart needs matplotlib, which is not installed.\n  Install it with: pip install 'welfsim[notebook]'"
        ) from None

    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "welfsim", "font.size": 10, "text.parse_math": False}):
        figure = Figure(figsize=SIZE)
        _write_around(figure, shown)
        _draw_lines(figure.subplots(gridspec_kw=PLACE), shown)
        is_svg, drawn = file.suffix.lower() == ".svg", BytesIO()
        about = {"Creator": MARK, "Date": None} if is_svg else {"Software": MARK}
        metadata = {**about, "Title": shown.title, "Description": shown.description}
        figure.savefig(drawn, format="svg" if is_svg else "png", metadata=metadata, dpi=150)
    content = drawn.getvalue()
    write_picture(file, described(content, shown.title, shown.description) if is_svg else content)
    return file


def _write_around(figure: Figure, shown: Picture) -> None:
    """Write the title, whose income it is, and what is left out."""
    figure.text(EDGE, 0.945, shown.title, fontsize=15, fontweight="bold", color=INK)
    figure.text(EDGE, 0.915, fill(shown.subtitle, 115), fontsize=10, color=FAINT, va="top")
    figure.text(EDGE, 0.02, fill(shown.foot, 165), fontsize=7.5, color=FAINT, va="bottom")


def _draw_lines(axes: Axes, shown: Picture) -> None:
    """Draw each line with its breaks, and name it at its end."""
    drawn = list(zip(shown.courses, LOOKS, strict=False))
    last = shown.hours[-1]
    axes.set_xlim(0, last)
    axes.set_ylim(0, max(max(course.incomes) for course in shown.courses) * 1.08 or 1)
    _style(axes, last)
    for course, look in drawn:
        _draw_broken(axes, shown.hours, course, look)
    _name_ends(axes, last, drawn)
    notes = [_note(cliff, look.colour) for course, look in drawn for cliff in course.cliffs]
    notes += [_mark(axes, mark) for mark in shown.marks]
    once = {(note.words, round(note.hours, 2)): note for note in reversed(notes)}
    _place(axes, list(reversed(once.values())))


def _style(axes: Axes, last: float) -> None:
    """Set axes of pounds and hours, faint but for the lines."""
    axes.set_xlabel("Hours of work a week", color=INK)
    axes.set_ylabel("Net income before rent, £ a month", color=INK, rotation=0, ha="left")
    axes.yaxis.set_label_coords((EDGE - PLACE["left"]) / (PLACE["right"] - PLACE["left"]), 1.03)
    axes.yaxis.set_major_formatter(lambda pounds, _: f"£{number(pounds)}")
    axes.xaxis.set_major_locator(_every(4 if last > 16 else 2))
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color("#bbbbbb")
    axes.tick_params(length=0, colors=FAINT)


def _every(hours: int) -> Any:
    from matplotlib.ticker import MultipleLocator

    return MultipleLocator(hours)


def _draw_broken(axes: Axes, hours: Sequence[float], course: Course, look: Look) -> None:
    """Draw a line in pieces: at a cliff one ends, a dotted upright follows, and the next begins."""
    reach: list[float] = []
    heights: list[float] = []
    cliffs = list(course.cliffs)
    for hour, income in zip(hours, course.incomes, strict=True):
        while cliffs and cliffs[0].hours <= hour:
            cliff = cliffs.pop(0)
            axes.plot([*reach, cliff.hours], [*heights, cliff.before], **_drawn_as(look))
            upright = [cliff.before, cliff.after]
            axes.plot([cliff.hours] * 2, upright, color=look.colour, linestyle=":", linewidth=1.2)
            reach, heights = [cliff.hours], [cliff.after]
        reach.append(hour)
        heights.append(income)
    axes.plot(reach, heights, **_drawn_as(look))


def _drawn_as(look: Look) -> dict[str, Any]:
    return {"color": look.colour, "linestyle": look.style, "linewidth": 2.2, "solid_capstyle": "butt"}


def _note(cliff: Break, colour: str) -> Note:
    """Return what to write next to a cliff."""
    low, high = sorted((cliff.before, cliff.after))
    return Note(cliff.words.replace(", ", "\n"), cliff.hours, low, high, colour)


def _place(axes: Axes, notes: Sequence[Note]) -> None:
    """Write each note where it meets the fewest lines, edges and other notes, and near its place first."""
    texts: list[Annotation] = []
    for note in notes:
        tries = [_write(axes, note, across, up) for up in DISTANCES for across in ACROSS]
        best = min(tries, key=lambda text: _met(axes, text, texts))
        for text in tries:
            if text is not best:
                text.remove()
        texts.append(best)


def _write(axes: Axes, note: Note, across: int, up: int) -> Annotation:
    """Write a note before or after its hours, above the higher or below the lower of its incomes."""
    return axes.annotate(
        note.words,
        (note.hours, note.high if up > 0 else note.low),
        xytext=(across, up),
        textcoords="offset points",
        fontsize=8.5,
        color=note.colour,
        ha="right" if across < 0 else "left",
        va="bottom" if up > 0 else "top",
    )


def _met(axes: Axes, text: Annotation, others: Sequence[Annotation]) -> int:
    """Return how many lines, other notes and edges of the axes a note would meet."""
    box = text.get_window_extent().padded(2)
    lines = sum(line.get_path().transformed(line.get_transform()).intersects_bbox(box, False) for line in axes.lines)
    inside = axes.bbox.x0 <= box.x0 and box.x1 <= axes.bbox.x1 and axes.bbox.y0 <= box.y0
    return int(lines) + sum(box.overlaps(other.get_window_extent()) for other in others) + (not inside)


def _name_ends(axes: Axes, last: float, drawn: Sequence[tuple[Course, Look]]) -> None:
    """Name each line at its end, with its last amount; names that would meet are moved apart."""
    ends = [course.incomes[-1] for course, _ in drawn]
    heights = apart(ends, LEAST_GAP * axes.get_ylim()[1])
    for (course, look), end, height in zip(drawn, ends, heights, strict=True):
        axes.annotate(
            f"{course.name}\n£{number(end)}",
            (last, height),
            xytext=(8, 0),
            textcoords="offset points",
            color=look.colour,
            va="center",
            annotation_clip=False,
        )


def apart(heights: Sequence[float], gap: float) -> list[float]:
    """Return one or two heights, the two moved from their middle until a gap lies between them."""
    if len(heights) < 2 or abs(heights[0] - heights[1]) >= gap:
        return list(heights)
    middle, half = sum(heights) / 2, gap / 2 if heights[0] >= heights[1] else -gap / 2
    return [middle + half, middle - half]


def _mark(axes: Axes, mark: Mark) -> Note:
    """Mark a place, and return what to write next to it."""
    axes.plot([mark.hours], [mark.income], "o", color=NOW, markersize=7, markeredgecolor="white", markeredgewidth=1.5)
    return Note(mark.words, mark.hours, mark.income, mark.income, NOW)
