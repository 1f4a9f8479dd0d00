"""A chart is drawn of plain data, whatever they are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from welfsim.advice.chart import Break, Course, Mark, Picture, draw

STEPS = Picture(
    title="Two lines",
    subtitle="Of nobody",
    description="One line falls at 3 hours, the other rises.",
    foot="Nothing is left out.",
    hours=(0.0, 2.0, 4.0),
    courses=(
        Course("falls", (900.0, 1_000.0, 700.0), (Break("A benefit stops, −£400", 3.0, 1_050.0, 650.0),)),
        Course("rises", (400.0, 500.0, 600.0), ()),
    ),
    marks=(Mark("today", 1.0, 950.0),),
)


def test_a_picture_says_all_its_words(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    svg = draw(STEPS, tmp_path / "steps.svg").read_text(encoding="utf-8")
    for words in ("Two lines", "Of nobody", "Nothing is left out.", "falls", "£700", "rises", "£600", "today"):
        assert f">{words}<" in svg
    assert ">A benefit stops<" in svg and ">−£400<" in svg  # a note has the amount on a line of its own
    assert '<desc id="desc">One line falls at 3 hours, the other rises.</desc>' in svg


def test_a_cliff_and_a_mark_stand_where_the_data_have_them() -> None:
    pytest.importorskip("matplotlib")
    from matplotlib.figure import Figure

    from welfsim.advice import chart

    axes = Figure().subplots()
    chart._draw_lines(axes, STEPS)
    before, upright, after, other, mark = (line.get_xydata().tolist() for line in axes.lines)
    assert before == [[0, 900], [2, 1_000], [3, 1_050]]
    assert upright == [[3, 1_050], [3, 650]]
    assert after == [[3, 650], [4, 700]]
    assert other == [[0, 400], [2, 500], [4, 600]]
    assert mark == [[1, 950]]
