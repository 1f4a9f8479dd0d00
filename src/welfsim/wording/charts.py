"""Charts of results, drawn without a network: Vega-Lite through altair, SVG through vl-convert.

Every chart says in words what it shows, draws series with dashes of their own as well as colours, and takes the colour
of its text from the page it stands in, so that it can be read on a dark ground and in print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

WIDTH, HEIGHT = 460, 240
COLOURS = ("#2f80c3", "#c2570c", "#2e8b57", "#a3478f")
"""Each has a contrast of 3 to 1 or more on white and on the dark ground of the page."""
INK = "#1a1a1a"
ROOM, FONT = 24, "Arial, Helvetica, sans-serif"
"""Pixels around a picture, and letters that are as wide on every screen, so that none is cut."""
DASHES: tuple[list[int], ...] = ([1, 0], [7, 4], [2, 3], [10, 3, 2, 3])
MONTH, SERIES, VALUE, LOW, HIGH = "month", "series", "value", "low", "high"
"""Columns of what is drawn: the first day of a month or a name, the series, its value, and the ends of its interval."""

_ID = re.compile(r'(\bid="|url\(#|href="#)')


class Chart(NamedTuple):
    """A chart and all that stands with it.

    Attributes
    ----------
    title
        What is drawn, as a head.
    unit
        The unit of the values, as the axis names it.
    says
        The chart in a sentence, for those who do not see it.
    frame
        A row a point; columns as named in this module.
    kind
        ``lines`` by month, ``bars`` by name with their intervals, or ``spans`` from one end to the other.
    """

    title: str
    unit: str
    says: str
    frame: pd.DataFrame
    kind: str = "lines"

    def to_altair(self) -> Any:
        """Return the chart as altair has it, for a notebook or to be changed."""
        return _styled(self._sized())

    def _sized(self, **further: Any) -> Any:
        names = 0 if self.kind == "lines" else self.frame[MONTH].nunique()
        height = max(60, 26 * names) if names else HEIGHT
        layers = {"lines": _lines, "bars": _bars, "spans": _spans}[self.kind](self)
        return layers.properties(width=WIDTH, height=height, description=self.says, **further)

    def to_svg(self, name: str) -> str:
        """Return the chart as an SVG element; `name` sets its parts apart from those of other charts on the page."""
        import vl_convert

        svg = vl_convert.vegalite_to_svg(self.to_altair().to_dict())
        return _ID.sub(rf"\g<1>{name}-", svg)

    def __repr__(self) -> str:
        return self.says

    def _repr_svg_(self) -> str | None:
        """Give a notebook the picture."""
        return Charts((self,))._repr_svg_()


def _lines(chart: Chart) -> Any:
    import altair as alt

    series = list(dict.fromkeys(chart.frame[SERIES]))
    shown = [each for each in series if chart.frame.loc[chart.frame[SERIES] == each, VALUE].notna().any()]
    x = alt.X(f"{MONTH}:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", grid=False))
    layers: list[Any] = []
    if LOW in chart.frame:
        for each, colour in zip(shown, COLOURS, strict=False):
            band = alt.Chart(chart.frame[chart.frame[SERIES] == each]).mark_area(color=colour, opacity=0.2)
            layers.append(band.encode(x=x, y=alt.Y(f"{LOW}:Q"), y2=f"{HIGH}:Q"))
    line = alt.Chart(chart.frame).mark_line(strokeWidth=2)
    y = alt.Y(f"{VALUE}:Q", title=chart.unit, scale=alt.Scale(zero=_from_zero(chart.frame)))
    colours = alt.Color(f"{SERIES}:N", scale=_scale(shown, COLOURS), legend=_legend(shown))
    dashes = alt.StrokeDash(f"{SERIES}:N", scale=_scale(shown, DASHES), legend=_legend(shown))
    layers.append(line.encode(x=x, y=y, color=colours, strokeDash=dashes))
    return alt.layer(*layers)


def _bars(chart: Chart) -> Any:
    import altair as alt

    names, base = list(dict.fromkeys(chart.frame[MONTH])), alt.Chart(chart.frame)
    layers: list[Any] = [
        base.mark_bar(color=COLOURS[0]).encode(
            y=_names(names), x=alt.X(f"{VALUE}:Q", title=chart.unit, axis=_few_ticks())
        )
    ]
    if LOW in chart.frame:
        rule = base.mark_rule(strokeWidth=2, color="currentColor")
        layers.append(rule.encode(y=_names(names), x=alt.X(f"{LOW}:Q"), x2=f"{HIGH}:Q"))
    return alt.layer(*layers)


def _spans(chart: Chart) -> Any:
    import altair as alt

    names, base = list(dict.fromkeys(chart.frame[MONTH])), alt.Chart(chart.frame)
    x = alt.X(f"{LOW}:Q", title=chart.unit, scale=alt.Scale(zero=False), axis=_few_ticks())
    bars = base.mark_bar(color=COLOURS[0]).encode(y=_names(names), x=x, x2=f"{HIGH}:Q")
    middle = base.mark_tick(color="currentColor", thickness=2).encode(y=_names(names), x=alt.X(f"{VALUE}:Q"))
    return alt.layer(bars, middle)


def _few_ticks() -> alt.Axis:
    """Return an axis of numbers whose labels do not touch."""
    import altair as alt

    return alt.Axis(tickCount=5, labelOverlap=True, labelSeparation=8)


def _names(names: Sequence[str]) -> alt.Y:
    import altair as alt

    return alt.Y(f"{MONTH}:N", title=None, sort=list(names), axis=alt.Axis(labelLimit=240))


def _scale(series: Sequence[str], looks: Sequence[Any]) -> alt.Scale:
    import altair as alt

    return alt.Scale(domain=list(series), range=list(looks[: len(series)]))


def _legend(series: Sequence[str]) -> alt.Legend | None:
    import altair as alt

    if len(series) < 2:
        return None
    return alt.Legend(
        title=None, orient="top", symbolType="stroke", symbolSize=900, symbolStrokeWidth=2, columns=2, columnPadding=40
    )


def _from_zero(frame: pd.DataFrame) -> bool:
    """Say whether the axis begins at zero: a level far above it would hide what differs, a difference needs it."""
    return bool(frame[VALUE].min() <= 0 or frame[VALUE].min() < 0.5 * frame[VALUE].max())


class Charts(tuple[Chart, ...]):
    """Charts below one another, as a notebook shows them.

    It is a picture on a white ground, which needs no network, and sentences where no picture can be shown.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(map(repr, self)) or "There is nothing to draw."

    def to_altair(self) -> Any:
        """Return all charts with their titles as one of altair, to be changed; there must be one or more."""
        import altair as alt

        below_one_another = alt.vconcat(*(chart._sized(title=chart.title) for chart in self))
        return _styled(below_one_another.resolve_scale(color="independent", strokeDash="independent"))

    def to_svg(self) -> str:
        """Return all charts as one picture in SVG, black on white; there must be one or more."""
        import vl_convert

        drawn = self.to_altair().to_dict()
        drawn["config"] |= {"font": FONT, "padding": ROOM, "background": "white"}
        return str(vl_convert.vegalite_to_svg(drawn)).replace("currentColor", INK)

    def _repr_svg_(self) -> str | None:
        """Give a notebook the picture, if there is one."""
        return self.to_svg() if self else None


def _styled(chart: Any) -> Any:
    """Return a chart in the colours of the page around it."""
    ink = {"labelColor": "currentColor", "titleColor": "currentColor", "labelFontSize": 13, "titleFontSize": 13}
    lines = {"domainColor": "currentColor", "tickColor": "currentColor", "gridOpacity": 0.25, "gridColor": "#888888"}
    room = {"left": 30, "right": 12, "top": 5, "bottom": 5}  # fonts of readers are wider than that which is measured
    configured = chart.configure(font="system-ui, sans-serif", background="transparent", padding=room)
    configured = configured.configure_view(stroke=None)
    configured = configured.configure_axis(**ink, **lines, titleFontWeight="normal").configure_title(
        color="currentColor", anchor="start", fontSize=14
    )
    return configured.configure_legend(labelColor="currentColor", labelFontSize=13)
