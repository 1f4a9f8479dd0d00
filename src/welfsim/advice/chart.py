"""The budget line as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from welfsim.errors import HouseholdError
from welfsim.months import show_month
from welfsim.tables import number

if TYPE_CHECKING:
    from welfsim.advice.work import BudgetLine

POUND = 100
KINDS = (".svg", ".png")
NOW, IF_FIT = "#1b5e8c", "#b3541e"


def draw(line: BudgetLine, file: Path) -> Path:
    """Draw a budget line into an SVG or PNG file.

    Raises
    ------
    HouseholdError
        If matplotlib is missing or the file is of another kind.
    """
    if file.suffix not in KINDS:
        raise HouseholdError(f"{file}\n  is no picture that can be drawn. Allowed: a name that ends in .svg or .png")
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise HouseholdError(
            "A chart needs matplotlib, which is not installed.\n  Install it with: pip install 'welfsim[notebook]'"
        ) from None

    title = f"What work pays in {show_month(line.case.month)}"
    hours = [point.hours for point in line.points]
    paths = (
        ("as things are", NOW, "-", [sum(point.now) / POUND for point in line.points]),
        ("if found fit for work", IF_FIT, "--", [sum(point.if_fit) / POUND for point in line.points]),
    )
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "welfsim", "font.size": 11}):
        figure = Figure(figsize=(8, 5), layout="constrained")
        axes = figure.subplots()
        for label, colour, style, incomes in paths:
            axes.plot(hours, incomes, color=colour, linestyle=style, linewidth=2)
            shift = -40 if label == paths[1][0] else 6
            axes.annotate(
                label, (hours[-1], incomes[-1]), (0, shift), textcoords="offset points", color=colour, ha="right"
            )
        axes.set_title(title, loc="left")
        axes.set_xlabel(f"Hours of work a week, at £{line.hourly:.2f} an hour")
        axes.set_ylabel("Net income, pounds a month before rent")
        axes.set_ylim(bottom=0)
        axes.spines[["top", "right"]].set_visible(False)
        metadata = {"Title": title, "Description": description(line)}
        figure.savefig(file, metadata={**metadata, "Date": None} if file.suffix == ".svg" else metadata, dpi=150)
    if file.suffix == ".svg":
        _describe(file, title, description(line))
    return file


def description(line: BudgetLine) -> str:
    """Say in words what the picture shows."""
    first, last = line.points[0], line.points[-1]
    parts = [
        f"{name}, net income rises from £{number(sum(start) / POUND)} a month at {first.hours:g} hours to "
        f"£{number(sum(end) / POUND)} at {last.hours:g} hours"
        for name, start, end in (
            ("As things are", first.now, last.now),
            ("if found fit for work", first.if_fit, last.if_fit),
        )
    ]
    return f"{'; '.join(parts)}."


def _describe(file: Path, title: str, words: str) -> None:
    """Give an SVG the title and description that screen readers read."""
    text = file.read_text(encoding="utf-8")
    start = text.index("<svg")
    end = text.index(">", start)
    opening = f'{text[start:end]} role="img" aria-labelledby="title desc">'
    told = f'\n <title id="title">{escape(title)}</title>\n <desc id="desc">{escape(words)}</desc>'
    file.write_text(text[:start] + opening + told + text[end + 1 :], encoding="utf-8")
