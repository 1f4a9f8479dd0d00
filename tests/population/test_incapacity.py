"""People on health benefits at the start: as many as were published for the end of the month before it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from welfsim.months import month
from welfsim.population import Population
from welfsim.population.assumptions import assumed
from welfsim.population.incapacity import uc_health_stocks
from welfsim.population.law import law_at
from welfsim.population.published import stock_path
from welfsim.population.spells import LONGEST, months_ill, still_ill
from welfsim.rules.recovery import recovery_by_spell
from welfsim.vocabulary.codes import EsaGroup, EsaKind, HealthGroup, Presence, Severity

START = month(2025, 4)


@pytest.mark.parametrize(
    ("start", "published"),
    [
        (month(2023, 10), {HealthGroup.PRE_WCA: 230_000, HealthGroup.LCW: 340_000, HealthGroup.LCWRA: 1_300_000}),
        (month(2024, 1), {HealthGroup.PRE_WCA: 271_675, HealthGroup.LCW: 347_472, HealthGroup.LCWRA: 1_355_441}),
        (month(2024, 10), {HealthGroup.PRE_WCA: 298_000, HealthGroup.LCW: 357_000, HealthGroup.LCWRA: 1_600_000}),
    ],
)
def test_stages_are_those_published_for_the_end_of_the_month_before_the_start(
    start: int, published: dict[HealthGroup, float]
) -> None:
    assert uc_health_stocks(start) == pytest.approx(published)


def test_a_count_of_lcwra_alone_takes_nobody_out_of_the_stages_before_it() -> None:
    stocks = uc_health_stocks(month(2025, 4))
    assert stocks[HealthGroup.LCWRA] == 1_930_000
    december, june = 2_500_000 - 1_800_000, 2_900_000 - 2_175_000
    assert stocks[HealthGroup.PRE_WCA] + stocks[HealthGroup.LCW] == pytest.approx((december + june) / 2)
    assert stocks[HealthGroup.LCW] / stocks[HealthGroup.PRE_WCA] == pytest.approx(357 / 298)


def people(population: Population, mask: NDArray[np.bool_]) -> float:
    return float(mask.sum()) * population.grossing


def test_new_style_esa_is_held_with_universal_credit_too_in_the_group_of_the_stage(middling: Population) -> None:
    person, unit = middling.state.person, middling.state.unit
    both = (person.esa_kind > 0) & (unit.uc_since[person.unit] > 0)
    new_style = (person.esa_kind == EsaKind.NEW_STYLE) | (person.esa_kind == EsaKind.CREDITS_ONLY)
    assert both.sum() == pytest.approx(assumed("esa_new_style_on_uc") * new_style.sum(), abs=1)
    assert (person.esa_kind[both] == EsaKind.NEW_STYLE).all()
    stage = {
        HealthGroup.PRE_WCA: EsaGroup.ASSESSMENT,
        HealthGroup.LCW: EsaGroup.WRAG,
        HealthGroup.LCWRA: EsaGroup.SUPPORT,
    }
    assert all((person.esa_group[both & (person.health_group == group)] == esa).all() for group, esa in stage.items())


def test_an_eighth_of_new_style_awards_brings_credits_only_and_few_of_them_are_in_the_first_year(
    middling: Population,
) -> None:
    person = middling.state.person
    credits = person.esa_kind == EsaKind.CREDITS_ONLY
    new_style = credits | (person.esa_kind == EsaKind.NEW_STYLE)
    assert credits.sum() == pytest.approx(0.125 * new_style.sum(), abs=1)
    assert not (person.esa_group[credits] == EsaGroup.ASSESSMENT).any()
    in_wrag = person.esa_group == EsaGroup.WRAG
    assert (in_wrag & credits).sum() / (in_wrag & new_style).sum() > 0.25
    assert people(middling, person.esa_kind == EsaKind.NEW_STYLE) == pytest.approx(644_000, rel=0.02)


def test_income_related_esa_moves_month_by_month_as_its_stock_falls_from_the_month_of_the_start(
    middling: Population,
) -> None:
    person = middling.state.person
    related = person.esa_kind == EsaKind.INCOME_RELATED
    moves = person.esa_moves_month[related].astype(int)
    assert moves.min() == START and moves.max() == month(2026, 4)
    months, stock = stock_path("esa_income_related", "all")
    for at in range(START, month(2026, 5)):
        left = float((moves > at).sum()) * middling.grossing
        assert left == pytest.approx(np.interp(at, months, stock), abs=2 * middling.grossing)
    first_quarter = float((moves < START + 3).sum()) * middling.grossing / 3
    assert 40_000 < first_quarter < 55_000  # as ESA in all fell from February to May 2025


# ----------------------------------------------------------------------------------------------------- spells


def test_spells_are_those_that_the_rates_leave() -> None:
    p = law_at(START).health
    limited, severe = still_ill(p)
    both = limited + severe
    gone = limited * 0.0
    for months in range(1, LONGEST):
        hazard = recovery_by_spell(months, p)
        gone[months] = both[months - 1] - both[months]
        assert gone[months] == pytest.approx(limited[months - 1] * hazard)
    assert (np.diff(both) < 0).all()
    assert limited[0] + severe[0] == pytest.approx(1 - p.recovery_to_year_2)
    assert severe.argmax() > limited.argmax() == 0


@pytest.mark.parametrize("grade", [0, 1])
def test_months_ill_follow_the_shares_still_ill_and_never_precede_the_first_month_lived(grade: int) -> None:
    still = still_ill(law_at(START).health)[grade]
    draws = (np.arange(20_000) + 0.5) / 20_000
    drawn = months_ill(still, np.full(draws.size, 240), draws)
    expected = np.cumsum(still[:240]) / still[:240].sum()
    for months in (1, 12, 24, 120, 239):
        assert (drawn <= months).mean() == pytest.approx(expected[months - 1], abs=1e-3)
    assert drawn.min() == 1 and drawn.max() <= 240
    assert (months_ill(still, np.array([-5, 0, 1]), np.array([0.9, 0.9, 0.9])) == 1).all()


def test_recovery_in_the_first_month_is_that_of_as_many_new_spells(middling: Population) -> None:
    """The work-limited off health benefits recover as often as in a steady state: no spell is bound to a claim."""
    person, p = middling.state.person, law_at(START).health
    here = (person.presence == Presence.PRESENT) & (person.severity == Severity.WORK_LIMITING)
    free = here & (person.health_group == HealthGroup.NONE) & (person.esa_kind == EsaKind.NONE)
    hazards = np.array([recovery_by_spell(months, p) for months in range(LONGEST + 1)])
    built = hazards[np.minimum(START - person.severity_since[free].astype(int), LONGEST)].mean()
    limited, _ = still_ill(p)
    age = (START - person.birth_month[free].astype(int)) // 12
    typical = limited[: int(np.median(age) - 14) * 12]
    steady = (typical * hazards[1 : typical.size + 1]).sum() / typical.sum()
    assert built == pytest.approx(steady, rel=0.15)


def test_most_people_on_income_related_esa_have_no_partner(large: Population) -> None:
    """A partner's income ends it; couples were 8% of what Universal Credit grew as it moved, April to June 2025."""
    person = large.state.person
    alone = (large.state.unit.adults == 1)[person.unit]
    assert alone[person.esa_kind == EsaKind.INCOME_RELATED].mean() == pytest.approx(0.9, abs=0.05)


def test_parents_of_many_children_care_more_often(large: Population) -> None:
    unit, person = large.state.unit, large.state.person
    size = np.stack([getattr(unit, f"child_{n}_birth") > 0 for n in range(1, 5)]).sum(axis=0)
    cares = np.bincount(person.unit, person.carer) > 0
    on_credit = unit.uc_since > 0
    assert cares[on_credit & (size >= 3)].mean() > 1.15 * cares[on_credit & (size == 1)].mean()
