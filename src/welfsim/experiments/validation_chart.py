"""Pictures of a validation: misses with their intervals, a backtest line by line, spending next to the forecast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from welfsim.experiments.spending import Difference
from welfsim.experiments.validate import Judged
from welfsim.months import MONTHS_A_YEAR
from welfsim.wording.pictures import described

WIDTH, ROW_HEIGHT, PANEL, LABEL = 420, 18, 150, 320
MODEL, PUBLISHED, TREND = "model", "published", "last trend"
COLOURS = {PUBLISHED: "#1a1a1a", MODEL: "#1f6f8b", TREND: "#b5651d"}
"""Distinct in brightness as well as in colour."""

MOST_PERCENT = 60.0
"""Where misses and intervals are cut."""


def misses(judged: Sequence[Judged], title: str) -> bytes:
    """Draw the miss of each figure in per cent with its interval, cut at 60 per cent, as an SVG."""
    import altair as alt

    held = [each for each in judged if each.value]
    rows = [_miss(each) for each in held]
    order = [row["figure"] for row in rows]
    base = alt.Chart(_data(alt, rows)).encode(
        y=alt.Y("figure:N", sort=order, title=None, axis=alt.Axis(labelLimit=LABEL))
    )
    scale = alt.Scale(domain=[-MOST_PERCENT, MOST_PERCENT], clamp=True)
    bars = base.mark_rule(strokeWidth=3, color="#9ab8c2").encode(
        x=alt.X("low:Q", title="model less published, per cent of published", scale=scale), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=45, color=COLOURS[MODEL]).encode(x=alt.X("miss:Q", scale=scale))
    zero = alt.Chart(_data(alt, [{"at": 0}])).mark_rule(color=COLOURS[PUBLISHED]).encode(x="at:Q")
    chart = (zero + bars + points).properties(width=WIDTH, height=ROW_HEIGHT * len(rows))
    outside = [row["figure"] for row, each in zip(rows, held, strict=True) if not each.is_covered]
    told = (
        f"A dot for each of {len(rows)} published figures shows by how many per cent the model has more, a bar its "
        f"interval. The bar does not reach zero for {len(outside)}: {'; '.join(outside) or 'none'}."
    )
    return described(_svg(chart), title, told)


def _miss(each: Judged) -> dict[str, Any]:
    low, high = (100 * (end - each.value) / abs(each.value) for end in each.interval)
    named = f"{each.target.name} {each.target.months}"
    return {"figure": named, "miss": each.percent, "low": low, "high": high}


def backtest_lines(judged: Sequence[Judged], names: Iterable[str], title: str) -> bytes:
    """Draw lines of a backtest in panels: what was published, the model, and the last trend, as an SVG."""
    import altair as alt

    wanted = list(names)
    held = [each for each in judged if each.target.name in wanted]
    rows = [row for each in held for row in _points(each)]
    chart = (
        alt.Chart(_data(alt, rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1), scale=alt.Scale(zero=False)),
            y=alt.Y("value:Q", title="thousand", scale=alt.Scale(zero=False)),
            color=alt.Color("of:N", title=None, scale=_colours(alt, *COLOURS)),
            strokeDash=alt.StrokeDash("of:N", legend=None, sort=list(COLOURS)),
        )
        .properties(width=PANEL * 1.6, height=PANEL)
        .facet(facet=alt.Facet("line:N", title=None, sort=wanted), columns=2)
        .resolve_scale(y="independent")
    )
    ends = {each.target.name: each for each in held}
    told = "; ".join(
        f"{name}: at the end the model is {100 * each.miss / each.value:+.1f} per cent off"
        for name, each in ends.items()
    )
    return described(_svg(chart), title, f"Lines from April 2023 to June 2025, a panel each. {told}.")


def _points(each: Judged) -> Iterable[dict[str, Any]]:
    middle = (each.of.first + each.of.last) / 2
    values = {PUBLISHED: each.value, MODEL: each.model, TREND: each.last_trend}
    for of, value in values.items():
        if value is not None:
            year = (middle + 0.5) / MONTHS_A_YEAR
            yield {"line": each.target.name, "of": of, "year": year, "value": value / 1e3}


def spending_lines(found: Sequence[Difference], title: str) -> bytes:
    """Draw spending by year next to the forecast less what the model does not pay, a panel a line, as an SVG."""
    import altair as alt

    rows = []
    for each in found:
        values = {PUBLISHED: each.forecast + each.definition, MODEL: each.model}
        rows += [{"line": each.line.what, "of": of, "year": each.year, "value": value} for of, value in values.items()]
    order = list(dict.fromkeys(each.line.what for each in found))
    chart = (
        alt.Chart(_data(alt, rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("year:O", title=None),
            y=alt.Y("value:Q", title="£bn", scale=alt.Scale(zero=False)),
            color=alt.Color("of:N", title=None, scale=_colours(alt, PUBLISHED, MODEL)),
            strokeDash=alt.StrokeDash("of:N", legend=None, sort=[PUBLISHED, MODEL]),
        )
        .properties(width=PANEL * 1.6, height=PANEL)
        .facet(facet=alt.Facet("line:N", title=None, sort=order), columns=2)
        .resolve_scale(y="independent")
    )
    last = found[-1].year
    told = "; ".join(
        f"{each.line.what}: £{each.forecast + each.definition:.1f}bn forecast, £{each.model:.1f}bn in the model"
        for each in found
        if each.year == last
    )
    return described(
        _svg(chart), title, f"Spending by financial year, without what the model does not pay. In {last}: {told}."
    )


def _data(alt: Any, rows: list[dict[str, Any]]) -> Any:
    return alt.Data(values=rows)


def _colours(alt: Any, *names: str) -> Any:
    return alt.Scale(domain=list(names), range=[COLOURS[name] for name in names])


def _svg(chart: Any) -> bytes:
    """Return an Altair chart as an SVG, without a browser."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(chart.to_dict())).encode("utf-8")
