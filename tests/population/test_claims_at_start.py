"""Claims of Universal Credit: built from the award of the law, in flows that go on, and what the two limits reach."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from welfsim.population import Population, margins
from welfsim.population.latent import columns_of
from welfsim.population.law import law_at
from welfsim.population.pay import paid_an_hour
from welfsim.population.published import stock
from welfsim.rules.credit_claims import ever_claims, potential_award, potential_awards, would_claim_award
from welfsim.vocabulary.codes import Job

FAMILIES = ("SINGLE", "COUPLE", "SINGLE_WITH_CHILDREN", "COUPLE_WITH_CHILDREN")


@pytest.mark.parametrize("size", ["small", "middling"])
def test_a_claim_is_at_nil_where_the_law_awards_nothing_and_nowhere_else(
    size: str, request: pytest.FixtureRequest
) -> None:
    population: Population = request.getfixturevalue(size)
    unit, start = population.state.unit, population.start
    claims = np.flatnonzero(unit.uc_since > 0)
    award = np.array([potential_award(population.state, int(j), law_at(start), start) for j in claims])
    assert ((award == 0) == (unit.uc_nil_since[claims] > 0)).all()
    assert ((award == 0) == (unit.uc_award[claims] == 0)).all()
    assert not unit.uc_award[unit.uc_since == 0].any()


def test_nil_awards_are_as_many_as_published_in_each_type_of_family(large: Population) -> None:
    unit = large.state.unit
    family = (unit.adults == 2) + 2 * (unit.child_1_birth > 0)
    built = np.bincount(family[unit.uc_nil_since > 0], minlength=4) * large.grossing
    published = [stock("uc_nil_awards", name, large.start) for name in FAMILIES]
    assert built == pytest.approx(published, rel=0.02, abs=4 * large.grossing)


def test_as_many_claims_close_in_each_of_the_first_months(large: Population) -> None:
    """A claim closes at nil for six months; those at nil have been so for one to six, evenly, but for a month's pay."""
    unit = large.state.unit
    nil = large.start - unit.uc_nil_since[unit.uc_nil_since > 0]
    months = int(law_at(large.start).universal_credit.nil_award_months)
    closing = np.bincount(nil, minlength=months + 1)[1:]
    assert closing.size == months
    assert closing[1:] == pytest.approx(np.full(months - 1, closing[1:].mean()), rel=0.15)
    assert closing[0] > closing[1:].max()
    assert (unit.uc_nil_since[unit.uc_nil_since > 0] >= unit.uc_since[unit.uc_nil_since > 0]).all()


def entitled_to_claim(population: Population) -> NDArray[np.intp]:
    """Return the units off Universal Credit to which the law would award enough to claim it."""
    law = law_at(population.start)
    off = np.flatnonzero(population.state.unit.uc_since == 0)
    return off[potential_awards(population.state, off, law, population.start) >= law.take_up.worth_claiming]


@pytest.fixture(scope="module")
def entitled(large: Population) -> NDArray[np.intp]:
    return entitled_to_claim(large)


def test_claims_start_as_often_as_published(large: Population, entitled: NDArray[np.intp]) -> None:
    """28,000 to 35,000 people a week, households 1.18 of them: who is about to claim, at the hazard of a month."""
    state, law = large.state, law_at(large.start)
    unit = state.unit
    off = np.flatnonzero(unit.uc_since == 0)
    award = potential_awards(state, off, law, large.start)
    about = sum(would_claim_award(unit, j, due, law, large.start) for j, due in zip(off, award, strict=True))
    about *= large.grossing
    a_month = 30_000 * 365 / 7 / 12 / 1.18
    assert about == pytest.approx(0.8 * a_month / law.take_up.claim, rel=0.03)


def test_who_could_have_an_award_and_is_not_about_to_claim_never_will(middling: Population) -> None:
    state, law, unit = middling.state, law_at(middling.start), middling.state.unit
    off = np.flatnonzero(unit.uc_since == 0)
    award = potential_awards(state, off, law, middling.start)
    due = award >= law.take_up.worth_claiming
    pairs = zip(off[due], award[due], strict=True)
    would = np.array([would_claim_award(unit, j, each, law, middling.start) for j, each in pairs])
    assert 0 < would.mean() < 0.2


def test_no_claim_is_built_that_would_lapse(large: Population) -> None:
    """Each has a rank within those who would claim what it is awarded; this month a child may grow up or be born."""
    law, unit = law_at(large.start), large.state.unit
    paid = np.flatnonzero((unit.uc_since > 0) & (unit.uc_award >= law.take_up.worth_claiming))
    keeps = [would_claim_award(unit, j, unit.uc_award[j], law, large.start) for j in paid]
    assert np.mean(keeps) > 0.99


def test_each_type_of_family_goes_on_claiming_as_often_as_it_is_built(large: Population) -> None:
    """Else its claims would drift to another level, whatever its flows into and out of entitlement.

    That share rises with the award: of units due less than £200 a month few claim, of those due £1,000 nearly all.
    """
    state, law, unit = large.state, law_at(large.start), large.state.unit
    claims, every = unit.uc_since > 0, np.arange(unit.uc_since.size)
    award = potential_awards(state, every, law, large.start)
    due = award >= law.take_up.worth_claiming
    couple, is_parent = unit.adults == 2, unit.child_1_birth > 0
    family = couple + 2 * is_parent
    of = zip(couple[due], is_parent[due], award[due], strict=True)
    expected = np.array([ever_claims(bool(a), bool(b), int(c), law) for a, b, c in of])
    held, counts = np.bincount(family[due], claims[due], 4), np.bincount(family[due], minlength=4)
    assert held / counts == pytest.approx(np.bincount(family[due], expected, 4) / counts, abs=0.03)
    small, large_award = due & (award < 20_000), award > 100_000
    assert claims[small].mean() < 0.3 and claims[large_award].mean() > 0.85
    assert expected[award[due] < 20_000].mean() == pytest.approx(claims[small].mean(), abs=0.1)


def test_pay_of_a_job_on_credit_is_that_on_which_its_award_was_decided(large: Population) -> None:
    person = large.state.person
    working = person.job != Job.OUT
    assert np.median(paid_an_hour(columns_of(person, working), large.start)) == pytest.approx(1_796, abs=10)


@pytest.fixture(scope="module")
def table(large: Population) -> pd.DataFrame:
    return margins(large)


def check(table: pd.DataFrame, margin: str, category: str) -> float:
    """Return what a check achieves over its target."""
    row = table[(table["margin"] == margin) & (table["category"] == category)].iloc[0]
    assert row["status"] == "check"
    return float(row["achieved"] / row["target"])


def test_the_two_limits_reach_as_many_households_as_published(large: Population) -> None:
    """Nothing was aimed at them: each is within a tenth, the rest is luck of a sample (570 rows, to 4%)."""
    table = margins(large)
    assert check(table, "two-child limit", "households") == pytest.approx(1, abs=0.1)
    assert check(table, "benefit cap", "households") == pytest.approx(1, abs=0.14)
    assert check(table, "benefit cap", "mean, pounds a month") == pytest.approx(1, abs=0.15)
    assert check(table, "benefit cap", "pounds a year, million") == pytest.approx(1, abs=0.15)


def test_people_on_credit_work_and_search_as_published(table: pd.DataFrame) -> None:
    """The published numbers in work and in search are 70,000 apart; both are met within two per cent or rounding."""
    rows = table.set_index(["margin", "category"])
    for row in (("UC people", "in work"), ("UC regime", "INTENSIVE_SEARCH"), ("UC regime", "NO_REQUIREMENTS")):
        assert rows.loc[row, "within"], row
    assert check(table, "UC regime", "LIGHT_TOUCH") == pytest.approx(1, abs=0.02)


def test_employment_is_met_in_the_middle_of_working_life(table: pd.DataFrame) -> None:
    """Nearly all off benefits work there, so that more than of other ages must work on Universal Credit."""
    rates = table[(table["margin"] == "employment rate") & table["category"].isin(["25 to 34", "35 to 49", "50 to 64"])]
    assert rates["within"].all()


def test_workers_on_credit_have_the_pay_of_a_month_and_some_are_at_nil_for_it_alone(large: Population) -> None:
    state, law, start = large.state, law_at(large.start), large.start
    person, unit = state.person, state.unit
    on_uc, works = unit.uc_since[person.unit] > 0, person.job != Job.OUT
    periods = np.bincount(person.pay_period, minlength=4) / person.pay_period.size
    assert periods == pytest.approx([0.6, 0.12, 0.06, 0.22], abs=0.01)
    varied = person.pay_over_usual != 0
    assert varied[on_uc & works].mean() > 0.95 and not varied[~works].any()
    nil = np.flatnonzero(unit.uc_nil_since > 0)
    kept = person.pay_over_usual.copy()
    person.pay_over_usual[:] = 0
    usual = potential_awards(state, nil, law, start)
    person.pay_over_usual[:] = kept
    assert 0.02 < (usual > 0).mean() < 0.5
    assert (unit.uc_nil_since[nil[usual > 0]] == start - 1).all()
