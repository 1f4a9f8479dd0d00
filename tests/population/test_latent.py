"""Employability and frailty: one law at every age, groups placed in it, and volunteers who would enter work anyway."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from played import Run
from welfsim.draws import stream_key
from welfsim.experiments.composition import codes
from welfsim.months import month
from welfsim.policy import current_law, resolve
from welfsim.population import Population
from welfsim.population.assumptions import assumed
from welfsim.population.build import build
from welfsim.population.latent import (
    AGES,
    OUT,
    RANKS,
    SEARCH,
    SEARCH_OUT,
    TENURE,
    band,
    cells,
    columns_of,
    detail_of,
    deviations,
    other_parts,
    place_latent,
    status_of,
    statuses,
)
from welfsim.population.tables import table
from welfsim.processes.employment import entry_hazards
from welfsim.rules.coach_time import share_accepting
from welfsim.rules.entry import personal_entry
from welfsim.rules.standing import work_status
from welfsim.vocabulary.codes import (
    Activity,
    EsaGroup,
    HealthGroup,
    Job,
    PipRate,
    Presence,
    Readiness,
    Regime,
    Severity,
    WorkStatus,
)
from welfsim.vocabulary.fields import as_table, empty_columns
from welfsim.vocabulary.parameters import Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock

MONTH = month(2025, 4)


def moments(person: Any, of: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return means, spreads and the correlation of employability and frailty of some people."""
    e, z = (getattr(person, name)[of].astype(np.float64) for name in ("employability", "frailty"))
    return np.array([e.mean(), e.std(), z.mean(), z.std(), np.corrcoef(e, z)[0, 1]])


def the_law() -> NDArray[np.float64]:
    return np.array([0.0, assumed("employability_sd"), 0.0, 1.0, -assumed("employability_frailty_tie")])


# ------------------------------------------------------------------------------------------------------- the law


def test_the_law_of_employability_and_frailty_holds_at_every_age(large: Population) -> None:
    """Mean 0 and one spread in work and out of it together: what groups differ by is who of an age is in them."""
    person = large.state.person
    here = person.presence == Presence.PRESENT
    ages = band((large.start - person.birth_month.astype(int)) // 12, AGES)
    for age in range(len(AGES)):
        off = moments(person, here & (ages == age)) - the_law()
        assert (np.abs(off) < [0.17, 0.09, 0.06, 0.06, 0.1]).all(), (AGES[age], off.round(3))
    assert (np.abs(moments(person, here) - the_law()) < [0.05, 0.05, 0.03, 0.02, 0.1]).all()


def test_at_16_the_law_is_the_same(large: Population) -> None:
    """People yet to turn 16 come from the law itself."""
    person = large.state.person
    waiting = person.presence == Presence.WAITING
    noise = 4.0 * np.array([1.3, 1.3, 1.0, 1.0, 1.0]) / np.sqrt(waiting.sum())
    assert (np.abs(moments(person, waiting) - the_law()) < noise).all()


def test_groups_out_of_work_are_less_employable_and_health_groups_frailer(large: Population) -> None:
    person = large.state.person
    here = person.presence == Presence.PRESENT
    works, lcwra = here & (person.job != Job.OUT), here & (person.health_group == HealthGroup.LCWRA)
    assert person.employability[works].mean() > 0.2 > -0.5 > person.employability[lcwra].mean()
    assert person.frailty[lcwra].mean() > 0.2 > person.frailty[works].mean()
    assert person.employability[lcwra].std() < assumed("employability_sd")


def test_nobody_is_placed_anew_while_the_months_go_by(run: Run) -> None:
    first, last = run.states[0].person, run.states[-1].person
    for name in ("employability", "frailty", "readiness", "willingness"):
        assert np.array_equal(first[name], last[name])


# ------------------------------------------------------------------------------------------------- the cells


@given(
    arrays(np.int8, 40, elements=st.sampled_from([int(g) for g in HealthGroup])),
    arrays(np.int8, 40, elements=st.sampled_from([int(g) for g in EsaGroup])),
    arrays(np.int8, 40, elements=st.sampled_from([int(r) for r in Regime])),
    arrays(np.int8, (2, 40), elements=st.sampled_from([int(r) for r in PipRate])),
)
def test_the_group_of_each_person_is_the_one_by_which_entry_is_counted(
    health: NDArray[Any], esa: NDArray[Any], regime: NDArray[Any], pip: NDArray[Any]
) -> None:
    columns = {"health_group": health, "esa_group": esa, "regime": regime, "daily_living": pip[0], "mobility": pip[1]}
    person = as_table(Persons, {**empty_columns(Persons, 40), **columns})
    assert statuses(columns).tolist() == [work_status(person, i) for i in range(40)]


def test_the_built_people_are_in_the_groups_by_which_entry_is_counted(middling: Population) -> None:
    person = middling.state.person
    everyone = np.ones(person.person_id.size, np.bool_)
    found = statuses(columns_of(person, everyone))
    assert found.tolist() == [work_status(person, i) for i in range(found.size)]


def test_the_table_has_a_row_for_every_cell_that_a_person_can_stand_in() -> None:
    """All groups, in work or not, severities and activities, months of search and out of work, ages and tenures."""
    rows = table("latent")
    have = {part: set(rows.loc[rows["part"] == part, "code"]) for part in ("group", "age", "clock")}
    assert have["group"] == set(codes())
    grid = np.meshgrid(
        list(HealthGroup), [EsaGroup.NONE, EsaGroup.SUPPORT, EsaGroup.WRAG], list(Regime), [0, 1], list(Job),
        list(Severity), list(Activity), [0, 2, 5, 9, 47], [0, 3, 6, 12, 24, 60, 400],
    )  # fmt: skip
    names = ["health_group", "esa_group", "regime", "daily_living", "job", "severity", "activity", "searching", "out"]
    of = dict(zip(names, (axis.ravel() for axis in grid), strict=True))
    n = of["job"].size
    dates = {
        "mobility": np.zeros(n, np.int8),
        "birth_month": MONTH - 12 * (16 + np.arange(n) % 51),
        "last_work": MONTH - of["out"],
        "search_since": MONTH - of["searching"],
        "job_since": MONTH - of["out"],
    }
    where = cells({**of, **dates}, MONTH)
    for part, found in where._asdict().items():
        assert set(np.unique(found)) <= have[part]
    assert set(np.unique(where.age)) == have["age"] == set(range(len(AGES)))
    assert set(np.unique(where.clock)) == have["clock"] == set(range(len(OUT) + len(TENURE)))
    searchers = where.group[status_of(where.group) == WorkStatus.SEARCHING]
    assert set(np.unique(detail_of(searchers))) == set(range(2 * len(SEARCH) * len(SEARCH_OUT)))


@pytest.mark.parametrize("size", ["small", "middling", "large"])
def test_everyone_is_placed(size: str, request: pytest.FixtureRequest) -> None:
    population: Population = request.getfixturevalue(size)
    person = population.state.person
    for name in ("employability", "frailty"):
        values = getattr(person, name)
        assert np.isfinite(values).all()
        assert np.abs(values).max() < 9.0


def test_the_rest_of_a_person_s_own_part_is_what_employability_leaves_over(small: Population) -> None:
    person, p = small.state.person, cast("Policy", resolve(current_law(), [], small.start, 1)[0]).employment
    rest = other_parts(person, p, small.start)
    own = [np.log(personal_entry(person, i, p, small.start)) for i in range(rest.size)]
    assert rest + person.employability.astype(np.float64) == pytest.approx(own)


def test_deviations_are_from_the_mean_of_the_own_group_and_nought_elsewhere() -> None:
    values, group = np.array([1.0, 3.0, 10.0, 4.0]), np.array([0, 0, 1, 1])
    where = np.array([True, True, True, False])
    assert deviations(values, group, where).tolist() == [-1.0, 1.0, 0.0, 0.0]


# ------------------------------------------------------------------------------------------------ volunteers


def willing(person: Any, rows: NDArray[np.intp], status: WorkStatus, policy: Policy) -> NDArray[np.float64]:
    """Return the chance that each of some people accepts an offer, over who trusts DWP."""
    p, found = policy.coaching, np.zeros(rows.size)
    for distrusts, part in ((True, p.distrust), (False, 1.0 - p.distrust)):
        accepting = np.array([share_accepting(status, answer, distrusts, p) for answer in Readiness])
        found += part * (person.willingness[rows] < accepting[person.readiness[rows]] * RANKS)
    return found


def test_volunteers_of_lcwra_enter_1_65_times_as_often_as_all_of_it() -> None:
    """0.010 a month of matched volunteers without support over 0.006 of all (RR1093), by readiness and by who they are.

    Three populations, each placed anew four times, since only some 450 of 4,400 people would accept.
    """
    policy = cast("Policy", resolve(current_law(), [], MONTH, 1)[0])
    of_volunteers = of_all = people = volunteers = 0.0
    for seed in (1, 2, 3):
        state = build(100_000, seed, MONTH).state
        out = (state.person.presence == Presence.PRESENT) & (state.person.job == Job.OUT)
        rows = np.flatnonzero(out & (state.person.health_group == HealthGroup.LCWRA))
        for k in range(4):
            place_latent(state.person, np.random.default_rng(k), MONTH)
            hazard = entry_hazards(state, policy, Clock(MONTH, MONTH, stream_key(1, 0), 1))[rows]
            accepts = willing(state.person, rows, WorkStatus.LCWRA, policy)
            volunteers, people = volunteers + accepts.sum(), people + rows.size
            of_volunteers, of_all = of_volunteers + (accepts * hazard).sum(), of_all + hazard.sum()
    assert volunteers / people == pytest.approx(policy.coaching.acceptance_lcwra, rel=0.05)
    assert (of_volunteers / volunteers) / (of_all / people) == pytest.approx(1.65, abs=0.12)
