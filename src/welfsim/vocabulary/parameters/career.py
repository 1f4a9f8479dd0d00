"""How pay and hours change with age and over time."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.fields import Kind, Parameter, Unit


def _usual(who: str, age: str) -> Parameter:
    return Parameter(
        f"Usual hourly pay of {who} in full-time work at {age}; only ratios, by age and between the sexes, act",
        Unit.PENCE_AN_HOUR,
        Kind.BEHAVIOUR,
        low=100,
    )


def _odds(who: str) -> Parameter:
    return Parameter(f"Odds of part-time hours {who}", Unit.RATIO, Kind.BEHAVIOUR)


class Career(NamedTuple):
    """What a year of age does to pay and hours, in the month of birth."""

    men_at_20: Annotated[int, _usual("men", "20")]
    men_at_26: Annotated[int, _usual("men", "26")]
    men_at_35: Annotated[int, _usual("men", "35")]
    men_at_45: Annotated[int, _usual("men", "45")]
    men_at_55: Annotated[int, _usual("men", "55")]
    men_at_62: Annotated[int, _usual("men", "62")]
    women_at_20: Annotated[int, _usual("women", "20")]
    women_at_26: Annotated[int, _usual("women", "26")]
    women_at_35: Annotated[int, _usual("women", "35")]
    women_at_45: Annotated[int, _usual("women", "45")]
    women_at_55: Annotated[int, _usual("women", "55")]
    women_at_62: Annotated[int, _usual("women", "62")]
    fading_sd: Annotated[
        float,
        Parameter(
            "Spread of the part of pay that fades, standard deviation of the logarithm",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            high=1,
        ),
    ]
    fading_kept: Annotated[
        float, Parameter("What is left after a year of the part of pay that fades", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    scar: Annotated[
        float,
        Parameter(
            "What a year out of work, other than in study, takes from pay, as a logarithm; it fades",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            high=1,
        ),
    ]
    hours_renewed: Annotated[
        float, Parameter("People who choose their hours afresh in a year", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    part_time_odds: Annotated[
        float,
        Parameter(
            "Odds of part-time hours of a man of 20 to 59 who is neither limited nor responsible for children",
            Unit.RATIO,
            Kind.BEHAVIOUR,
        ),
    ]
    part_time_ratio_woman: Annotated[float, _odds("of women relative to men")]
    part_time_ratio_parent: Annotated[float, _odds("with responsibility for children")]
    part_time_ratio_self_employed: Annotated[float, _odds("of the self-employed relative to employees")]
    part_time_ratio_limited: Annotated[float, _odds("with limiting illness")]
    part_time_ratio_under_20: Annotated[float, _odds("under 20")]
    part_time_ratio_from_60: Annotated[float, _odds("from 60")]
