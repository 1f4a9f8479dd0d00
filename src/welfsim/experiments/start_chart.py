"""One series as a picture: the published months and the model's first ones on the same axes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from welfsim.errors import ResultsError
from welfsim.experiments.start import Followed
from welfsim.experiments.start_series import Point
from welfsim.experiments.start_tables import kink_words, short
from welfsim.months import MONTHS_A_YEAR, month, show_month, year_of
from welfsim.wording.pictures import MARK, described, refuse_picture, write_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KINDS = (".svg",)
SIZE = (4.6, 2.7)
PLACE = {"left": 0.12, "right": 0.97, "top": 0.83, "bottom": 0.13}
INK, FAINT, MODEL = "#333333", "#6b6b6b", "#0072B2"
FIRST = month(2021, 7)
"""From here on a picture shows what was published."""
ROOM = 0.12
PUBLISHED: dict[str, Any] = {
    "color": INK,
    "linewidth": 0.9,
    "marker": "o",
    "markersize": 3.2,
    "markerfacecolor": "white",
}


def draw_series(one: Followed, file: Path) -> Path:
    """Draw a series into an SVG file.

    Raises
    ------
    ResultsError
        If the file cannot be written, was not drawn by welfsim, or matplotlib is missing.
    """
    refuse_picture(file, KINDS)
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise ResultsError(
            "A chart needs matplotlib, which is not installed.\n  Install it with: pip install 'welfsim[notebook]'"
        ) from None

    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "welfsim", "font.size": 9, "text.parse_math": False}):
        figure = Figure(figsize=SIZE)
        axes = figure.subplots(gridspec_kw=PLACE)
        figure.text(0.02, 0.93, one.series.what, fontsize=11, fontweight="bold", color=INK)
        figure.text(0.02, 0.865, one.series.unit, fontsize=8, color=FAINT)
        _draw(axes, one)
        drawn = BytesIO()
        figure.savefig(drawn, format="svg", metadata={"Creator": MARK, "Date": None})
    write_picture(file, described(drawn.getvalue(), one.series.what, in_words(one)))
    return file


def in_words(one: Followed) -> str:
    """Say what a picture shows."""
    unit, last = one.series.unit, len(one.model)
    parts = []
    if shown := _shown(one):
        first, final = shown[0], shown[-1]
        parts.append(f"Published: {short(first.value, unit)} in {show_month(first.last)}")
        if final is not first:
            parts[-1] += f", {short(final.value, unit)} in {show_month(final.last)}"
    else:
        parts.append("Not published")
    model = [
        f"{short(float(one.model[number - 1]), unit)} in {show_month(one.start + number - 1)}"
        for number in (1, MONTHS_A_YEAR, last)
        if number <= last
    ]
    return f"{'. '.join(parts)}. Model: {', '.join(model)}. Kink: {kink_words(one)}."


def _shown(one: Followed) -> list[Point]:
    return [point for point in one.points if point.middle >= FIRST]


def _draw(axes: Axes, one: Followed) -> None:
    """Draw the published months as rings on a thin line, and the model's as a thick line."""
    shown = _shown(one)
    months = one.start + np.arange(len(one.model))
    axes.axvline(one.start - 0.5, color=FAINT, linestyle=(0, (1, 2)), linewidth=1)
    if shown:
        axes.plot([p.middle for p in shown], [p.value for p in shown], label="published", **PUBLISHED)
    axes.plot(months, one.model, color=MODEL, linewidth=2.2, solid_capstyle="butt", label="model")
    _style(axes, one, [point.value for point in shown])
    axes.legend(loc="lower right", bbox_to_anchor=(1.02, 0.985), ncols=2, frameon=False, fontsize=8, handlelength=1.8)


def _style(axes: Axes, one: Followed, values: Sequence[float]) -> None:
    """Set axes of years and of the series, faint but for the lines."""
    everything = np.concatenate([values, one.model])
    low, high = float(everything.min()), float(everything.max())
    room = max((high - low) * ROOM, abs(high) * 0.01, 1e-9)
    axes.set_ylim(max(low - room, 0.0) if low >= 0 else low - room, high + room)
    end = one.start + len(one.model)
    axes.set_xlim(FIRST - 1, end)
    years = range(year_of(FIRST) + 1, year_of(end) + 1)
    axes.set_xticks([month(year, 1) for year in years], [str(year) for year in years])
    axes.yaxis.set_major_formatter(lambda value, _: short(value, one.series.unit))
    axes.locator_params(axis="y", nbins=5)
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color("#bbbbbb")
    axes.tick_params(length=0, colors=FAINT, labelsize=8)
