"""A baseline and reforms of it in one visit: alike where nothing differs, on any threads, and in parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from played import ONE_BY_ONE, START, Policies, Run, difference
from welfsim.draws import stream_key
from welfsim.engine import Arm, simulate_arms
from welfsim.experiments.answers import Answers
from welfsim.policy import Change, current_law, resolve
from welfsim.population import Population, synthetic
from welfsim.processes import MONTH as PROCESSES
from welfsim.processes import Process
from welfsim.results.effects import cost
from welfsim.rules.responses import PART_OF
from welfsim.simulation import compare, run, split
from welfsim.vocabulary.accounts import LINES
from welfsim.vocabulary.arms import block_of, held_to, no_effects, written_down
from welfsim.vocabulary.codes import Part
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Span

MONTHS, KEY = 8, stream_key(1, 0)
ALL_HELD = tuple(Part)[1:]
EFFECTS = ("more_jobs", "more_in_work", "more_in_work_by_severity", "work_cost_expected", "work_cost_counted")

Accounts = dict[str, NDArray[np.int64]]

RESPONSES = {
    "employment.gain_elasticity": 0.45,
    "employment.right_to_try": 1.6,
    "employment.contact_effect": 0.9,
    "employment.hiring_incentive": 1.5,
    "employment.meetings_elasticity": 0.6,
    "employment.requirement_others": 1.9,
    "claims.element_elasticity": 0.9,
    "claims.fit_note_requirement": 3.0,
}
"""What changes how people answer, and nothing that they are owed or served."""
COACHED = {"coaching.coaches_to_health": 6_000.0, "coaching.offers_a_year": 0.9, "employment.contact_lag": 1}
REFORM = {**COACHED, "universal_credit.lcwra_protected": 10_000.0, **RESPONSES}


@pytest.fixture(scope="module")
def few() -> Population:
    return synthetic(3_000, 3, START)


def law_with(changes: dict[str, float]) -> Policies:
    return resolve(current_law(), [Change(name, {START: by}, "test") for name, by in changes.items()], START, MONTHS)


def arms_of(
    population: Population,
    policies: Sequence[Policies],
    held: Sequence[tuple[Part, ...]] = (),
    **how: Any,
) -> list[Accounts]:
    """Return the accounts of a baseline and its reforms, each holding some parts of an answer."""
    states = [population.state.copy() for _ in policies]
    if held:
        states[0] = written_down(states[0])
        states[1:] = [held_to(state, states[0]) for state in states[1:]]
    arms = [
        Arm(state, own, held=of) for state, own, of in zip(states, policies, held or [()] * len(states), strict=True)
    ]
    return simulate_arms(arms, START, MONTHS, KEY, population.grossing, **how)


def differing(one: Accounts, other: Accounts) -> list[str]:
    """Return the lines in which two accounts differ in a byte."""
    return [line for line in LINES if one[line].tobytes() != other[line].tobytes()]


@settings(max_examples=4)
@given(st.dictionaries(st.sampled_from(sorted(REFORM)), st.just(True), max_size=3))
def test_a_reform_that_changes_nothing_is_its_baseline_and_the_run_alone(chosen: dict[str, bool]) -> None:
    law, population = law_with({name: REFORM[name] for name in chosen}), synthetic(1_000, 1, START)
    baseline, reform = arms_of(population, [law, law])
    (alone,) = arms_of(population, [law])
    assert differing(baseline, reform) == differing(baseline, alone) == []
    assert [line for line in EFFECTS if reform[line].any()] == []


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("people_a_group", [1, 1_000])
def test_threads_and_groups_change_no_byte_of_any_arm(few: Population, threads: int, people_a_group: int) -> None:
    laws, held = [law_with({}), law_with(REFORM), law_with(REFORM)], [(), (), ALL_HELD]
    whole = arms_of(few, laws, held, people_a_group=10**9)
    found = arms_of(few, laws, held, threads=threads, people_a_group=people_a_group)
    assert [differing(one, other) for one, other in zip(whole, found, strict=True)] == [[], [], []]
    assert differing(whole[0], whole[1]) != []
    assert differing(whole[1], whole[2]) != []


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("people_a_group", [1, 1_000, 10**9])
def test_arms_that_share_a_state_run_on_copies_of_a_group(few: Population, threads: int, people_a_group: int) -> None:
    laws, held = [law_with({}), law_with(REFORM), law_with(REFORM)], [(), (), ALL_HELD]
    whole, before = arms_of(few, laws, held), few.state.copy()
    states = [written_down(few.state), few.state, few.state]
    arms = [Arm(state, own, held=of) for state, own, of in zip(states, laws, held, strict=True)]
    how = {"threads": threads, "people_a_group": people_a_group, "in_place": False}
    found = simulate_arms(arms, START, MONTHS, KEY, few.grossing, **how)
    assert [differing(one, other) for one, other in zip(whole, found, strict=True)] == [[], [], []]
    assert difference(Run({}, [before]), Run({}, [few.state])) == ""


PARTS_AFTER = 3


def test_a_reform_is_not_run_before_its_parameters_part_from_the_baseline(few: Population) -> None:
    late = [Change(name, {START + PARTS_AFTER: by}, "test") for name, by in REFORM.items()]
    laws = [law_with({}), resolve(current_law(), late, START, MONTHS), law_with({}), law_with(REFORM)]
    whole, run = arms_of(few, laws), []
    counted = (*PROCESSES, Process("counted", lambda state, policy, clock, *_: run.append(clock.month - START)))
    arms = [Arm(few.state, law) for law in laws]
    for how in ({}, {"month_list": counted, "people_a_group": 10**9}):
        found = simulate_arms(arms, START, MONTHS, KEY, few.grossing, in_place=False, **how)
        assert [differing(one, other) for one, other in zip(whole, found, strict=True)] == [[]] * len(laws)
    assert [run.count(m) for m in range(MONTHS)] == [2] * PARTS_AFTER + [3] * (MONTHS - PARTS_AFTER)
    assert differing(whole[0], whole[1]) != []


def test_rows_that_a_group_does_not_have_take_no_memory(few: Population) -> None:
    times, memory = 400, psutil.Process().memory_info
    large = few.state._replace(person=cast("Persons", np.tile(np.asarray(few.state.person), times).view(np.recarray)))
    size, before = cast("Any", large.person).nbytes, memory().rss
    blocks = [block_of(large, Span(0, 1_000, 0, 1_000, 0, 1)) for _ in range(2)]
    effects = no_effects(large.person.person_id.size, 0, 1_000)
    assert size > 200 * 2**20
    assert memory().rss - before < size / 10
    assert [block.person.person_id.size for block in blocks] == [effects.group.size] * 2


def test_arms_whose_processes_are_called_one_by_one_are_the_same(few: Population) -> None:
    laws, held = [law_with({}), law_with(REFORM), law_with(REFORM)], [(), (), ALL_HELD]
    whole, found = arms_of(few, laws, held), arms_of(few, laws, held, month_list=ONE_BY_ONE)
    assert [differing(one, other) for one, other in zip(whole, found, strict=True)] == [[], [], []]


def test_a_baseline_is_the_same_next_to_a_reform_as_alone(few: Population) -> None:
    beside, _ = arms_of(few, [law_with({}), law_with(REFORM)])
    assert differing(beside, arms_of(few, [law_with({})])[0]) == []


def test_a_reform_of_responses_alone_that_holds_them_all_is_its_baseline(few: Population) -> None:
    baseline, held, free = arms_of(few, [law_with({}), *[law_with(RESPONSES)] * 2], [(), ALL_HELD, ()])
    assert differing(baseline, held) == []
    assert differing(baseline, free) != []


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_each_response_is_held_by_its_part_and_let_go_without_it(few: Population, name: str) -> None:
    parts = [part for part in Part if part in PART_OF.values()]
    law, reform = law_with(COACHED), law_with({**COACHED, name: RESPONSES[name]})
    baseline, *arms = arms_of(few, [law, *[reform] * len(parts)], [(), *((part,) for part in parts)])
    holds = [part for part, arm in zip(parts, arms, strict=True) if not differing(baseline, arm)]
    assert len(holds) == 1


# ------------------------------------------------------------------------------------------------ simulation.split

SET = ("coaching.coaches_to_health=6000", "universal_credit.lcwra_protected=30000", "employment.contact_effect=0.5")
HOW = {"people": 3_000, "months": 14, "replications": 2}


@pytest.fixture(scope="module")
def parts() -> dict[Part, Any]:
    return split("baseline", set=SET, resume=False, **HOW)


def test_the_parts_of_a_split_add_up_on_every_line_and_the_last_is_the_answer(parts: dict[Part, Any]) -> None:
    answer = compare("baseline", set=SET, resume=False, **HOW)
    assert list(parts) == list(Part)
    assert differing(parts[Part.DISPLACEMENT].reform.accounts, answer.reform.accounts) == []
    for line in LINES:
        arms = [parts[Part.MECHANICAL].baseline, *(parts[part].reform for part in Part)]
        added = np.diff(np.stack([arm.accounts[line] for arm in arms]), axis=0).sum(axis=0)
        whole = answer.reform.accounts[line] - answer.baseline.accounts[line]
        assert added.tobytes() == whole.tobytes(), line
    assert all(differing(parts[part].baseline.accounts, answer.baseline.accounts) == [] for part in Part)


def test_the_parts_add_up_in_answers_to_the_person_and_the_penny(parts: dict[Part, Any]) -> None:
    found = {part: Answers(each).found for part, each in parts.items()}
    for key, whole in found[Part.DISPLACEMENT].items():
        steps = [found[part][key].values for part in Part if key in found[part]]
        added = steps[0] + sum(np.diff(steps, axis=0))
        assert added == pytest.approx(whole.values, abs=1e-9), key
    pounds = [cost(each) for each in parts.values()]
    assert pounds[0] + sum(np.diff(pounds, axis=0)) == pytest.approx(pounds[-1], abs=1e-9)


def test_nobody_answers_in_the_mechanical_part(parts: dict[Part, Any]) -> None:
    """New rates reach the same people: pounds move, and nobody's chances of work.

    Claims that new rates leave at nil end after six months, and with them their fit notes and the group to which a new
    job is counted.
    """
    mechanical = parts[Part.MECHANICAL]
    assert mechanical.reform.accounts["uc_health_paid"].sum() < mechanical.baseline.accounts["uc_health_paid"].sum()
    assert [line for line in EFFECTS if mechanical.reform.accounts[line].any()] == []
    for line, months in (("jobs_started", HOW["months"]), ("fit_notes", 6), ("wca_referrals", 6)):
        reform, baseline = (side.accounts[line][:, :months] for side in (mechanical.reform, mechanical.baseline))
        people = tuple(range(3, reform.ndim))
        assert np.array_equal(reform.sum(axis=people), baseline.sum(axis=people)), line


def test_a_run_of_a_reform_on_its_own_is_the_reform_of_its_comparison() -> None:
    alone, pair = (of("baseline", set=SET, resume=False, **HOW) for of in (run, compare))
    assert differing(alone.accounts, pair.reform.accounts) == []
