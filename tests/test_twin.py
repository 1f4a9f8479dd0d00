"""The engine and a plain numpy twin of four parts of its month agree person by person, to the last digit.

The twin lives with the benchmark, outside the package. It has the engine's law, start and luck, and none of its rules,
so that an error in either shows as a person, a column and a month. An import contract keeps the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import pytest
from benchmarks import twin
from benchmarks.agreement import differences
from benchmarks.twin import awards, benefits, brought, entitlement, entry, health, luck, sick_leave, stocks, work
from benchmarks.twin.world import World

from played import START, Policies, Run, play
from random123 import PHILOX
from welfsim.draws import Decision, Domain, fill_luck, hits, misses, stream_key, threshold
from welfsim.draws import share as engine_share
from welfsim.policy import Change, current_law, parameters, path, resolve
from welfsim.population import Population, synthetic
from welfsim.processes import MONTH
from welfsim.vocabulary.codes import (
    CoachGroup,
    CoachUse,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    Presence,
    Region,
    Tenure,
)
from welfsim.vocabulary.fields import Unit
from welfsim.vocabulary.state import State

PEOPLE, MONTHS_BEFORE, MONTHS = 5_000, 6, 14
KEY = stream_key(1, 0)

FOUR_PARTS = [process for process in MONTH if process.name in twin.MONTH]


# ------------------------------------------------------------------------------------------------------- the luck


@pytest.mark.parametrize(("counter", "key", "answer"), PHILOX.values(), ids=PHILOX)
def test_the_twin_s_philox_gives_the_published_answers_of_random123(
    counter: tuple[int, int, int, int], key: tuple[int, int], answer: tuple[int, ...]
) -> None:
    words = luck.philox(counter, key[0] | key[1] << 32)
    assert [int(word) for word in words] == list(answer)


def test_the_twin_s_luck_is_the_engine_s() -> None:
    people = np.arange(1, 1_001, dtype=np.uint32)
    drawn = np.empty((len(Domain), people.size), np.uint32)
    fill_luck(people, KEY, START, drawn)
    ours = luck.draws_of_month(people, KEY, START)
    assert np.array_equal(ours, drawn)
    assert (luck.HEALTH, luck.WORK) == (Domain.HEALTH, Domain.WORK)
    for name in ("CONDITION", "SITE_EFFECT", "ACTIVITY", "SICK_LEAVE", "EMPLOYER_SICK_PAY"):
        shares = luck.share(KEY, getattr(luck, name), people, START)
        assert shares.tolist() == [engine_share(KEY, Decision[name], i, START) for i in people]
    chances = np.array([0.0, 0.3, 2.0**-32, 1.0 - 2.0**-33, 1.0])
    assert luck.threshold(chances).tolist() == [threshold(chance) for chance in chances]
    u, chance = ours[0], 0.3
    assert luck.hits(u, np.full(u.size, chance)).tolist() == [hits(int(one), chance) for one in u]
    assert luck.misses(u, np.full(u.size, chance)).tolist() == [misses(int(one), chance) for one in u]


# ------------------------------------------------------------------------------------------------ law and people


LISTS = {
    "coaching.earmarked_for": (CoachGroup.SEARCH_OTHER, CoachGroup.SEARCH_UNDER_25),
    "coaching.offered_to": (CoachGroup.ESA, CoachGroup.LCW, CoachGroup.LCWRA),
    "coaching.priority": (
        CoachUse.HEALTH_COURSES,
        CoachUse.HEALTH,
        CoachUse.SEARCH_OVER_A_YEAR,
        CoachUse.SEARCH_UNDER_25,
        CoachUse.PREPARATION,
        CoachUse.SEARCH,
    ),
}

BUSY = {
    **LISTS,
    "coaching.coaches_to_health": 8_000.0,
    "coaching.offers_a_year": 0.9,
    "coaching.coaches_earmarked": 5_000.0,
    "connect_to_work.places": 60_000.0,
    "ips.places": 60_000.0,
    "access_to_work.places": 60_000.0,
    "unemployment_insurance.start": float(START),
    "unemployment_insurance.claim": 0.5,
    "wca_disputes.reconsideration_share": 0.6,
    "pip.award_renewed_months": 6.0,
}
"""What fills the months before the comparison with courses, programmes, disputes and claims that law makes rare."""

SET = {
    "universal_credit.relevant_period": 5.0,
    "universal_credit.months_to_next_period": 0.0,
    "universal_credit.lcw_until": START - 60.0,
    "universal_credit.new_rate_from": START - 12.0,
    "universal_credit.health_element_from_age": 22.0,
    "benefit_cap.single": 900_000.0,
    "benefit_cap.single_london": 1_000_000.0,
    "benefit_cap.family": 1_300_000.0,
    "benefit_cap.family_london": 1_400_000.0,
    "employment_support_allowance.wrag_component_until": START - 24.0,
    "assessment.pip_gateway_from": START + 16.0,
    "costs.hiring_incentive": 123_456.0,
    "costs.occupational_health": 54_321.0,
    "ageing.dependent_until": 192.0,
    "employment_support_allowance.permitted_work": 19_000.0,
    "pay.hours_part_time": 15.0,
    "pay.entry_share": 0.8,
    "connect_to_work.effect": 0.6,
    "employment.entry": 0.8,
    "employment.entry_ratio_severe": 3.0,
    "employment.entry_ratio_not_ready": 2.0,
    "sick_pay.earnings_share": 0.7,
    "take_up.worth_claiming": 40_000.0,
    "employment.displacement": 0.9,
    "council_tax.most_scotland": 0.6,
    "council_tax.most_wales": 0.7,
    "employment.contact_effect": 0.5,
    "employment.contact_lag": 2,
}
"""What a factor would not move, or not enough."""

LEFT = (Unit.CODE, Unit.MONTH)
"""Units whose numbers have no size."""

STAYS = "takes_in_work"
"""Moved, no programme that people are on would act on the entry of those out of work."""


def moved(name: str, values: np.ndarray[Any, Any], by: float) -> np.ndarray[Any, Any]:
    """Return a parameter's months moved: switches turned, hazards made several times as high, the rest by a factor."""
    declared = parameters()[name]
    what = declared.what
    if name in SET:
        return np.full(values.size, SET[name])
    if what.unit in LEFT or name.endswith(STAYS):
        return values
    if what.unit is Unit.SWITCH:
        return ~values
    if what.unit is Unit.HAZARD:
        return np.minimum(values * 8.0, 0.4) * by
    found = values * by
    if declared.type is int:
        found = np.where(np.rint(found) == values, values + 1.0, np.rint(found))
    return np.clip(found, what.low, what.ceiling)


def everything_moved(law: Policies) -> list[Change]:
    """Return a reform that moves the numbers of the law, each by a factor of its own, in every month."""
    factors = np.random.default_rng(1)
    changes = []
    for name in parameters():
        by = factors.uniform(0.8, 1.25)
        values = [LISTS[name]] if name in LISTS else moved(name, path(law, name), by).tolist()
        changes.append(Change(name, dict(enumerate(values, START)), "test"))
    return changes


def with_rare_people(state: State) -> State:
    """Return a state with what 5,000 people lack: a London, disabled children, ill carers, all of ESA, rare couples.

    Of the couples some are young, some have a partner of 16, and some one past pension age with a group kept then.
    Of those on ESA some are young, some work part-time, some have been on it since before its components ended, and
    some wait for an element of Universal Credit. Couples have LCWRA at two rates. Awards have transitional elements,
    and differ from those of last month in everything. A part-time job
    and a high rent leave those on income-related ESA an award of Universal Credit. Half are self-employed if in work,
    at all lengths of start-up periods.
    """
    state = state.copy()
    person, unit = state.person, state.unit
    state.district.region[0] = Region.LONDON
    has_child = np.flatnonzero(unit.child_1_birth > 0)
    unit.disabled_children_lower[has_child[::5]] = 1
    unit.disabled_children_higher[has_child[::7]] = 2

    person.carer[np.flatnonzero(person.health_group == HealthGroup.LCWRA)[::5]] = True
    state.district.chances_before[:] = np.linspace(0.5, 8.0, state.district.nation.size)
    couples = unit.first_person[(unit.adults == 2) & (unit.uc_since > 0)]
    young, minors, retired = couples[:20], couples[20:40] + 1, couples[40:60] + 1
    person.birth_month[young] = person.birth_month[young + 1] = START - 22 * 12
    person.birth_month[minors] = START - 16 * 12
    person.carer[minors[::5]] = True
    person.presence[retired] = Presence.PENSION_AGE
    person.left_group[retired] = np.arange(retired.size) % len(HealthGroup)
    person.element_from[retired] = START + np.arange(retired.size)

    on_esa = np.flatnonzero(person.esa_kind != EsaKind.NONE)
    off_credit, k = unit.uc_since[person.unit[on_esa]] == 0, np.arange(on_esa.size)
    person.esa_kind[on_esa[k % 3 == 0]] = EsaKind.NEW_STYLE
    person.esa_kind[on_esa[(k % 3 == 1) & off_credit]] = EsaKind.INCOME_RELATED
    tested = person.esa_kind[on_esa] != EsaKind.INSURANCE
    person.esa_group[on_esa[tested]] = EsaGroup.ASSESSMENT + k[tested] // 3 % 3
    person.esa_since[on_esa[k % 2 == 0]] = START - 120
    person.birth_month[on_esa[k % 4 == 0]] = START - 22 * 12
    person.job[on_esa[k % 5 == 0]] = Job.PART_TIME

    now = START + MONTHS_BEFORE
    on_credit = np.flatnonzero(unit.uc_since > 0)
    waits = unit.first_person[on_credit[(unit.adults[on_credit] == 1) & (unit.child_1_birth[on_credit] == 0)]][:30]
    person.health_group[waits], person.fit_note_since[waits] = HealthGroup.PRE_WCA, now - 1
    person.esa_kind[waits], person.esa_group[waits], person.job[waits] = EsaKind.NEW_STYLE, EsaGroup.SUPPORT, Job.OUT
    person.birth_month[waits] = START - 40 * 12
    couples = unit.first_person[on_credit[unit.adults[on_credit] == 2]][20:80]
    for seat, since in ((couples, now - 40), (couples[::2] + 1, now), (couples[1::2] + 1, now - 40)):
        person.health_group[seat], person.fit_note_since[seat], person.element_from[seat] = HealthGroup.LCWRA, since, 1
        person.carer[seat[::3]] = True
    amounts = np.random.default_rng(2)
    unit.transitional_element[on_credit] = 200_000
    unit.transitional_element[person.unit[waits]] = unit.rent[person.unit[waits]] = 0
    for name in brought.LIMITED:
        unit[name][on_credit] = amounts.choice([0, 15_000, 30_000, 45_000], on_credit.size)
    related = on_esa[person.esa_kind[on_esa] == EsaKind.INCOME_RELATED]
    unit.tenure[person.unit[related]], unit.rent[person.unit[related]] = Tenure.SOCIAL_RENT, 90_000
    person.hours_part_time[related] = True
    own = np.arange(person.person_id.size)
    person.self_employed[own % 2 == 0], person.profit_ratio[:] = True, np.array([0.1, 0.4, 0.8, 1.5])[own % 4]
    person.start_up_since[:] = np.where(own % 5 > 0, now - own % 90, 0)
    return state


class Compared(NamedTuple):
    """A start, its law by month, and what the engine's four parts make of it, month by month."""

    policies: Policies
    run: Run

    def first_differences(self) -> list[str]:
        """Return the differences from the twin after the first month that has any."""
        world = World(self.run.states[0], KEY)
        for m in range(MONTHS):
            month = START + MONTHS_BEFORE + m
            theirs = twin.simulate(world, self.policies[m : m + 1], month, 1)
            ours = {line: cells[m : m + 1] for line, cells in self.run.accounts.items()}
            if found := differences(self.run.states[m + 1], ours, world, theirs):
                return found
        return []


def after_some_months(population: Population, policies: Policies) -> Population:
    """Return a population after some months of the whole model, which bring people to courses, queues and disputes."""
    return replace(population, state=play(population, policies).states[-1], start=START + policies.size)


def compared(population: Population, policies: Policies) -> Compared:
    """Let the engine play its four parts alone."""
    return Compared(policies, play(population, policies, processes=FOUR_PARTS))


@pytest.fixture(scope="module")
def law_as_it_stands() -> Compared:
    law = resolve(current_law(), [], START, MONTHS_BEFORE + MONTHS)
    return compared(after_some_months(synthetic(PEOPLE, 1, START), law[:MONTHS_BEFORE]), law[MONTHS_BEFORE:])


@pytest.fixture(scope="module")
def reform_of_everything() -> Compared:
    busy = [Change(name, {START: value}, "test") for name, value in BUSY.items()]
    later = after_some_months(synthetic(PEOPLE, 1, START), resolve(current_law(), busy, START, MONTHS_BEFORE))
    law = resolve(current_law(), [], START, MONTHS_BEFORE + MONTHS)
    reform = resolve(current_law(), everything_moved(law), START, MONTHS_BEFORE + MONTHS)
    return compared(replace(later, state=with_rare_people(later.state)), reform[MONTHS_BEFORE:])


# ------------------------------------------------------------------------------------------------- the comparison


RARE = (
    "sick_leaves_begun",
    "sick_leaves_returned",
    "sick_leaves_lost",
    "statutory_sick_pay",
    "employer_sick_pay",
    "jobs_additional",
    "jobs_deadweight",
    "jobs_prevented",
    "jobs_displaced",
    "employer_support_cost",
    "esa_moved_with_job",
    "esa_housing",
    "lcwra_found",
    "uc_claims",
    "uc_health_moves",
    "uc_new_rate",
    "uc_childcare",
    "uc_floor",
    "self_employed_insurance",
    "health_income_lost",
    "wca_disputes_open",
    "disability_disputes_open",
    "programme_waiting",
)


class Watched:
    """A record of parameters that writes down which of them are read, as ``group.name``."""

    def __init__(self, record: Any, read: set[str], group: str = "") -> None:
        self._record, self._read, self._group = record, read, group

    def __getitem__(self, name: str) -> Any:
        found = self._record[name]
        if not self._group:
            return Watched(found, self._read, name)
        self._read.add(f"{self._group}.{name}")
        return found

    __getattr__ = __getitem__


def test_engine_and_twin_agree_under_the_law_as_it_stands(law_as_it_stands: Compared) -> None:
    assert law_as_it_stands.first_differences() == []


def test_engine_and_twin_agree_under_a_reform_of_everything(reform_of_everything: Compared) -> None:
    assert reform_of_everything.first_differences() == []


def test_what_is_rare_happens_under_the_reform(reform_of_everything: Compared) -> None:
    run = reform_of_everything.run
    assert [line for line in RARE if not run.accounts[line].any()] == []
    assert (run.states[1].unit.uc_award == 1).any()  # the penny of an award in the wait for LCWRA
    before, after = (state.unit.transitional_element for state in run.states[:2])
    assert len(set((before - after).tolist())) > 100


def test_the_reform_moves_all_that_the_twin_reads(law_as_it_stands: Compared, reform_of_everything: Compared) -> None:
    law, reform, read = law_as_it_stands.policies[0], reform_of_everything.policies[0], set[str]()
    world = World(reform_of_everything.run.states[0], KEY)
    twin.simulate(world, [Watched(reform, read)], START + MONTHS_BEFORE, 1)
    assert len(read) > 180
    names = [name.split(".") for name in read]
    assert {name for group, name in names if np.array_equal(law[group][name], reform[group][name])} == {STAYS}


def dearer(found: Any) -> Any:
    """Return amounts a penny higher."""
    return found + 1


def turned(found: Any) -> Any:
    """Return answers turned round, and shares seen from the other end."""
    return ~found if found.dtype == bool else 1.0 - found


def doubled(found: Any) -> Any:
    """Return numbers twice as high."""
    return found * 2.0


def squared(found: Any) -> Any:
    """Return ratios squared, so that those of 1 are right, next to a mask that stays."""
    return (found[0], found[1] ** 2) if isinstance(found, tuple) else found**2


JOB, SEVERITY = "person [0-9]+, job", "person [0-9]+, severity"
MULTIPLIER = "district [0-9]+, job_multiplier"
ENTRY = f"({JOB}|{MULTIPLIER}|district [0-9]+, line jobs_)"


@pytest.mark.parametrize(
    ("module", "formula", "wrong", "column"),
    [
        (health, "decayed", doubled, "person [0-9]+, strain"),
        (health, "recovery", doubled, SEVERITY),
        (health, "limiting", doubled, SEVERITY),
        (health, "by_age_and_sex", squared, SEVERITY),
        (health, "by_frailty", squared, SEVERITY),
        (health, "prevention", doubled, SEVERITY),
        (health, "share", turned, "person [0-9]+, condition"),
        (work, "exit_by_tenure", doubled, JOB),
        (work, "losses", doubled, JOB),
        (sick_leave, "returns", doubled, "person [0-9]+, leave_since"),
        (sick_leave, "share", turned, "person [0-9]+, (leave_since|employer_sick_pay)"),
        (benefits, "statutory", doubled, "district [0-9]+, line statutory_sick_pay "),
        (benefits, "share_of_employer", doubled, "district [0-9]+, line employer_sick_pay "),
        (work, "exit_by_employability", squared, JOB),
        (work, "exit_with_help", squared, "person [0-9]+, exit_chance"),
        (work, "activity_after", dearer, "person [0-9]+, activity"),
        (work, "leaning", dearer, "person [0-9]+, activity"),
        (work, "is_responsible", turned, "person [0-9]+, activity"),
        (work, "threshold", dearer, MULTIPLIER),
        (entry, "by_activity", squared, ENTRY),
        (entry, "by_age", squared, ENTRY),
        (entry, "by_ill_health", squared, ENTRY),
        (entry, "months_out", dearer, ENTRY),
        (entry, "by_time_out", squared, ENTRY),
        (entry, "by_employability", squared, ENTRY),
        (entry, "by_requirement", squared, ENTRY),
        (entry, "has_group_to_lose", turned, ENTRY),
        (entry, "by_meetings", squared, ENTRY),
        (entry, "by_gain", squared, ENTRY),
        (entry, "by_need", squared, ENTRY),
        (entry, "local_demand", squared, ENTRY),
        (entry, "by_contact", squared, ENTRY),
        (entry, "by_programme", squared, ENTRY),
        (entry, "site_deviate", dearer, ENTRY),
        (awards, "cap_of", dearer, "unit of person [0-9]+, uc_award"),
        (awards, "assumed_pay", dearer, "district [0-9]+, line uc_floor_pay"),
        (benefits, "has_used_start_up", turned, "unit of person [0-9]+, uc_award"),
        (benefits, "self_employed_insurance", dearer, "unit of person [0-9]+, uc_award"),
        (awards, "awaited", turned, "unit of person [0-9]+, uc_award"),
        (awards, "eroded", dearer, "unit of person [0-9]+, transitional_element"),
        (awards, "spares_cap", turned, "unit of person [0-9]+, uc_award"),
        (awards, "has_limited_capability", turned, "unit of person [0-9]+, uc_award"),
        (benefits, "component", dearer, "person [0-9]+, health_income"),
        (entitlement, "employer_insurance", dearer, "district [0-9]+, line employer_insurance "),
        (stocks, "is_on_programme", turned, "district [0-9]+, line on_programme "),
    ],
)
def test_a_wrong_twin_is_found_out_by_name(
    reform_of_everything: Compared,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    formula: str,
    wrong: Callable[[Any], Any],
    column: str,
) -> None:
    right = getattr(module, formula)
    monkeypatch.setattr(module, formula, lambda *given, **named: wrong(right(*given, **named)))
    found = reform_of_everything.first_differences()
    assert any(re.match(rf"20\d\d-\d\d, {column}.*: engine .+, twin .+", one) for one in found), found[:5]
