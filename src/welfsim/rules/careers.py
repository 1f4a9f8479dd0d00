"""Pay by age, and how often people of a kind work part-time."""

from __future__ import annotations

from welfsim.compiled import rule
from welfsim.vocabulary.parameters import Career


@rule
def on_line(age: int, first: int, last: int, at_first: int, at_last: int) -> float:
    """Return the value at an age on the straight line between two ages."""
    return at_first + (at_last - at_first) * (age - first) / (last - first)


@rule
def profile_between(age: int, at_20: int, at_26: int, at_35: int, at_45: int, at_55: int, at_62: int) -> float:
    """Return usual pay at an age in years from that at six ages: straight lines between them, level outside."""
    if age < 26:
        return on_line(max(age, 20), 20, 26, at_20, at_26)
    if age < 35:
        return on_line(age, 26, 35, at_26, at_35)
    if age < 45:
        return on_line(age, 35, 45, at_35, at_45)
    if age < 55:
        return on_line(age, 45, 55, at_45, at_55)
    return on_line(min(age, 62), 55, 62, at_55, at_62)


@rule
def profile_pay(age: int, is_woman: bool, p: Career) -> float:
    """Return the usual full-time hourly pay of women or men of an age in years, in pence.

    Only ratios of it act: between ages in a year of life, between the sexes in the built population. Source: ASHE 2021.
    """
    if is_woman:
        return profile_between(
            age, p.women_at_20, p.women_at_26, p.women_at_35, p.women_at_45, p.women_at_55, p.women_at_62
        )
    return profile_between(age, p.men_at_20, p.men_at_26, p.men_at_35, p.men_at_45, p.men_at_55, p.men_at_62)


@rule
def usual_part_time(
    age: int, is_woman: bool, is_parent: bool, is_limited: bool, is_self_employed: bool, p: Career
) -> float:
    """Return the share of people of a kind, by age in years, whose hours are part-time.

    A parent is one responsible for children. Odds of a man in mid-life times the ratios of the kind. Source: fit to the
    built population, in `career.part_time_*`.
    """
    odds = p.part_time_odds
    odds *= p.part_time_ratio_self_employed if is_self_employed else 1.0
    odds *= p.part_time_ratio_woman if is_woman else 1.0
    odds *= p.part_time_ratio_parent if is_parent else 1.0
    odds *= p.part_time_ratio_limited if is_limited else 1.0
    if age < 20:
        odds *= p.part_time_ratio_under_20
    elif age >= 60:
        odds *= p.part_time_ratio_from_60
    return odds / (1.0 + odds)


@rule
def chance_of_part_time(is_part_time: bool, before: float, now: float, renewed: float) -> float:
    """Return the chance that a person's hours are part-time in the year to come.

    `before` and `now` are the usual shares of their kind last year and this year. Of those who do not choose afresh
    just as many change as the usual share changes, so that people at the usual share stay at it.
    """
    if is_part_time:
        kept = now / before if now < before else 1.0
    else:
        kept = (now - before) / (1.0 - before) if now > before else 0.0
    return (1.0 - renewed) * kept + renewed * now
