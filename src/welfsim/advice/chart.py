"""The budget line as a picture: income hour by hour, cliffs as breaks, every line named where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, NamedTuple

from welfsim.advice.case import POUND, Case, CaseAdult
from welfsim.advice.lines import ENTRIES
from welfsim.advice.work import WORK_LEFT_OUT
from welfsim.errors import HouseholdError
from welfsim.months import show_month
from welfsim.text.characters import as_xml
from welfsim.wording.pictures import MARK, refuse_picture, write_picture
from welfsim.wording.values import counted, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation

    from welfsim.advice.work import BudgetLine, Cliff, Point
    from welfsim.awards.budget import Income

KINDS = (".svg", ".png")
INK, FAINT = "#333333", "#6b6b6b"
NOW, IF_FIT = "#1b5e8c", "#b3541e"
ALONE = "net income"
SIZE = (9.0, 5.6)
PLACE = {"left": 0.075, "right": 0.83, "top": 0.80, "bottom": 0.19}
EDGE = 0.022
LEAST_GAP = 0.105
"""Between the names of two lines, as a share of the height of the axes."""
ACROSS = (-6, 7)
DISTANCES = (6, -6, 22, -22, 40, -40)
"""Where a note may stand beside its place, in points, in the order of preference."""


class Course(NamedTuple):
    """One line of the picture: what it is called, how it looks, its incomes at the hours of the curve, its cliffs."""

    name: str
    colour: str
    style: Any
    incomes: Sequence[Income]
    cliffs: Sequence[Cliff]


class Note(NamedTuple):
    """Words beside a place on a line: its hours, and the lower and higher income there."""

    words: str
    hours: float
    low: float
    high: float
    colour: str


def draw(line: BudgetLine, file: Path) -> Path:
    """Draw a budget line into an SVG or PNG file.

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
        _write_around(figure, line)
        _draw_lines(figure.subplots(gridspec_kw=PLACE), line)
        is_svg, drawn = file.suffix.lower() == ".svg", BytesIO()
        about = {"Creator": MARK, "Date": None} if is_svg else {"Software": MARK}
        metadata = {**about, "Title": title(line), "Description": description(line)}
        figure.savefig(drawn, format="svg" if is_svg else "png", metadata=metadata, dpi=150)
    content = drawn.getvalue()
    write_picture(file, _described(content, title(line), description(line)) if is_svg else content)
    return file


def title(line: BudgetLine) -> str:
    """Return the title of the picture."""
    return f"What work pays in {show_month(line.case.month)}"


def subtitle(line: BudgetLine) -> str:
    """Say whose income is shown and who of them works."""
    case = line.case
    people = " and ".join(_adult(adult, case) for adult in case.adults)
    parts = [
        f"{people[0].upper()}{people[1:]}",
        {0: "", 1: "one child"}.get(len(case.children), f"{len(case.children)} children"),
        f"rent £{number(case.rent)} a month" if case.rent else "",
        "" if case.region == "england" else case.region.capitalize(),
    ]
    work = f"adult {line.adult} works" if len(case.adults) > 1 else "works"
    return f"{', '.join(part for part in parts if part)}; {work} at £{line.hourly:.2f} an hour"


def _adult(adult: CaseAdult, case: Case) -> str:
    """Name an adult by age, finding, benefits and care."""
    health = {"none": "", "fit-note": "a fit note"}.get(adult.health, adult.health.upper())
    payment = "ADP" if case.region == "scotland" else "PIP"
    traits = [
        health,
        payment if (adult.daily_living, adult.mobility) != ("none", "none") else "",
        "ESA" if adult.esa != "none" else "",
        "someone to care for" if adult.carer else "",
    ]
    named = " and ".join(trait for trait in traits if trait)
    return f"an adult of {adult.age}{' with ' if named else ''}{named}"


def courses(line: BudgetLine) -> list[Course]:
    """Return the lines to draw: one alone where being found fit for work would change nothing."""
    now = [point.now for point in line.curve]
    fit = [point.if_fit for point in line.curve]
    if not line.has_finding:
        return [Course(ALONE, NOW, "-", now, line.cliffs())]
    if all(abs(sum(a) - sum(b)) < POUND for a, b in zip(now, fit, strict=True)):
        return [Course("as things are, and\nif found fit for work", NOW, "-", now, line.cliffs())]
    return [
        Course("as things are", NOW, "-", now, line.cliffs()),
        Course("if found fit for work", IF_FIT, (0, (4, 2)), fit, line.cliffs("if_fit")),
    ]


def description(line: BudgetLine) -> str:
    """Say in words what the picture shows."""
    first, last = line.curve[0].hours, line.curve[-1].hours
    parts = []
    for course in courses(line):
        start, end = (number(sum(income) / POUND) for income in (course.incomes[0], course.incomes[-1]))
        name = "" if course.name == ALONE else f", {' '.join(course.name.split())},"
        parts.append(
            f"Net income before rent{name} goes from £{start} a month at {counted(first, 'hour')} of work a week to "
            f"£{end} at {counted(last, 'hour')}."
        )
        parts += [f"{told(cliff)} at {counted(round(cliff.hours, 1), 'hour')}." for cliff in course.cliffs]
    if line.usual:
        hours = counted(round(line.usual.hours, 1), "hour")
        parts.append(f"The pay described, £{number(line.usual.gross_pay / POUND)}, is {hours}.")
    return " ".join(parts)


def told(cliff: Cliff) -> str:
    """Say what makes a cliff, and by how much income changes."""
    change = f"{'+' if cliff.change > 0 else '−'}£{number(abs(cliff.change) / POUND)}"
    return f"{_cause(cliff.before, cliff.after)}, {change}"


def _cause(before: Income, after: Income) -> str:
    """Name the benefit that stops, else the cap, which alone lets Universal Credit rise with pay."""
    moved = {kind: b - a for kind, a, b in zip(before._fields, before, after, strict=True)}
    stopped = [kind for kind in moved if moved[kind] < 0 and getattr(after, kind) == 0]
    if stopped:
        return f"{ENTRIES[min(stopped, key=lambda kind: moved[kind])].label} stops"
    if moved["universal_credit"] > 0:
        return "Benefit cap ends"
    return f"{ENTRIES[min(moved, key=lambda kind: moved[kind])].label} falls"


# ----------------------------------------------------------------------------------------------- drawing


def _write_around(figure: Figure, line: BudgetLine) -> None:
    """Write the title, whose income it is, and what is left out."""
    figure.text(EDGE, 0.945, title(line), fontsize=15, fontweight="bold", color=INK)
    figure.text(EDGE, 0.915, fill(subtitle(line), 115), fontsize=10, color=FAINT, va="top")
    foot = fill(f"{WORK_LEFT_OUT} The whole list: welfsim budget.", 165)
    figure.text(EDGE, 0.02, foot, fontsize=7.5, color=FAINT, va="bottom")


def _draw_lines(axes: Axes, line: BudgetLine) -> None:
    """Draw each line with its breaks, and name it at its end."""
    hours = [point.hours for point in line.curve]
    drawn = courses(line)
    top = max(sum(income) for course in drawn for income in course.incomes) / POUND
    axes.set_xlim(0, hours[-1])
    axes.set_ylim(0, top * 1.08 or 1)
    _style(axes, line)
    for course in drawn:
        _draw_broken(axes, hours, course)
    _name_ends(axes, hours[-1], drawn)
    notes = [_note(cliff, course.colour) for course in drawn for cliff in course.cliffs]
    if line.usual and line.usual.hours <= hours[-1]:
        notes.append(_mark(axes, line.usual))
    once = {(note.words, round(note.hours, 2)): note for note in reversed(notes)}
    _place(axes, list(reversed(once.values())))


def _style(axes: Axes, line: BudgetLine) -> None:
    """Set axes of pounds and hours, faint but for the lines."""
    axes.set_xlabel("Hours of work a week", color=INK)
    axes.set_ylabel("Net income before rent, £ a month", color=INK, rotation=0, ha="left")
    axes.yaxis.set_label_coords((EDGE - PLACE["left"]) / (PLACE["right"] - PLACE["left"]), 1.03)
    axes.yaxis.set_major_formatter(lambda pounds, _: f"£{number(pounds)}")
    axes.xaxis.set_major_locator(_every(4 if line.curve[-1].hours > 16 else 2))
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color("#bbbbbb")
    axes.tick_params(length=0, colors=FAINT)


def _every(hours: int) -> Any:
    from matplotlib.ticker import MultipleLocator

    return MultipleLocator(hours)


def _draw_broken(axes: Axes, hours: Sequence[float], course: Course) -> None:
    """Draw a line in pieces: at a cliff one ends, a dotted upright follows, and the next begins."""
    reach: list[float] = []
    heights: list[float] = []
    cliffs = list(course.cliffs)
    for hour, income in zip(hours, course.incomes, strict=True):
        while cliffs and cliffs[0].hours <= hour:
            cliff = cliffs.pop(0)
            before, after = sum(cliff.before) / POUND, sum(cliff.after) / POUND
            axes.plot([*reach, cliff.hours], [*heights, before], **_look(course))
            axes.plot([cliff.hours] * 2, [before, after], color=course.colour, linestyle=":", linewidth=1.2)
            reach, heights = [cliff.hours], [after]
        reach.append(hour)
        heights.append(sum(income) / POUND)
    axes.plot(reach, heights, **_look(course))


def _look(course: Course) -> dict[str, Any]:
    return {"color": course.colour, "linestyle": course.style, "linewidth": 2.2, "solid_capstyle": "butt"}


def _note(cliff: Cliff, colour: str) -> Note:
    """Return what to write beside a cliff."""
    low, high = sorted(sum(income) / POUND for income in (cliff.before, cliff.after))
    return Note(told(cliff).replace(", ", "\n"), cliff.hours, low, high, colour)


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


def _name_ends(axes: Axes, last: float, drawn: Sequence[Course]) -> None:
    """Name each line beside its end, with its last amount; names that would meet are moved apart."""
    ends = [sum(course.incomes[-1]) / POUND for course in drawn]
    heights = apart(ends, LEAST_GAP * axes.get_ylim()[1])
    for course, end, height in zip(drawn, ends, heights, strict=True):
        axes.annotate(
            f"{course.name}\n£{number(end)}",
            (last, height),
            xytext=(8, 0),
            textcoords="offset points",
            color=course.colour,
            va="center",
            annotation_clip=False,
        )


def apart(heights: Sequence[float], gap: float) -> list[float]:
    """Return one or two heights, the two moved from their middle until a gap lies between them."""
    if len(heights) < 2 or abs(heights[0] - heights[1]) >= gap:
        return list(heights)
    middle, half = sum(heights) / 2, gap / 2 if heights[0] >= heights[1] else -gap / 2
    return [middle + half, middle - half]


def _mark(axes: Axes, usual: Point) -> Note:
    """Mark the pay the adult is described with, and return what to write beside it."""
    income = sum(usual.now) / POUND
    axes.plot([usual.hours], [income], "o", color=NOW, markersize=7, markeredgecolor="white", markeredgewidth=1.5)
    return Note(f"pay described, £{number(usual.gross_pay / POUND)}", usual.hours, income, income, NOW)


def _described(svg: bytes, title: str, words: str) -> bytes:
    """Give an SVG the title and description that screen readers read."""
    text = svg.decode("utf-8")
    start = text.index("<svg")
    end = text.index(">", start)
    opening = f'{text[start:end]} role="img" aria-labelledby="title desc">'
    told = f'\n <title id="title">{as_xml(title)}</title>\n <desc id="desc">{as_xml(words)}</desc>'
    return f"{text[:start]}{opening}{told}{text[end + 1 :]}".encode()
