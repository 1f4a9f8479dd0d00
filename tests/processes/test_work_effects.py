"""What a reform adds to work by differences in chances: a person, month by month, by hand; and what a job costs."""

from __future__ import annotations

from typing import Any

import pytest
from lawful import NOW
from tiny import Tiny, tiny

from welfsim.awards.public_money import cost_of_job
from welfsim.processes import entitlement, work_effects
from welfsim.processes.work_effects import cohort_of
from welfsim.rules.displacement import MILLION
from welfsim.vocabulary.accounts import Accounts, empty_accounts
from welfsim.vocabulary.arms import no_effects
from welfsim.vocabulary.codes import (
    Activity,
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    JobAge,
    Presence,
    Regime,
    Severity,
    Tenure,
    WorkStatus,
)
from welfsim.vocabulary.state import Effects

YOUNG, YEAR_OLD, SETTLED = 0.07, 0.035, 0.004
NEVER = 1e-30
"""A chance of a job, seen but as good as none."""
ADULT = {"birth_month": NOW - 40 * 12, "hourly_pay": 1_500, "activity": Activity.SEEKING, "last_work": NOW - 9}


class Pair:
    """A baseline and a reform of a few people, who differ in what a test writes into them, month by month."""

    def __init__(self, *people: dict[str, Any]) -> None:
        self.baseline, self.reform = (tiny(NOW, *([{}, {**ADULT, **person}] for person in people)) for _ in range(2))
        self.effects: Effects = no_effects(len(people))
        p = self.reform.policy.employment
        p.exit_to_month_6, p.exit_months_7_to_12, p.exit_employability = YOUNG, YEAR_OLD, 0.0
        p.exit_settled = SETTLED

    def differ(self, column: str, baseline: Any, reform: Any, i: int = 0) -> None:
        """Write what a person has in the baseline and what they have in the reform."""
        self.baseline.state.person[column][i], self.reform.state.person[column][i] = baseline, reform

    def month(self, after: int = 0) -> Accounts:
        """Carry on one month, and return its lines."""
        run: Tiny = self.reform
        line: Any = empty_accounts(1, 1)[0]
        clock = run.clock._replace(month=NOW + after)
        work_effects.step(run.state, self.baseline.state, self.effects, run.policy, clock, line, run.span)
        return line  # type: ignore[no-any-return]


def more(line: Accounts) -> float:
    """Return how many more are in work, of all groups."""
    assert line.more_in_work.sum() == pytest.approx(line.more_in_work_by_severity.sum(), abs=2)
    return float(line.more_in_work.sum() / MILLION)


def with_a_chance(after: float, before: float = 0.10) -> Pair:
    """Return one person out of work in both, whose chance of a job has been `before` and `after` the reform."""
    pair = Pair({})
    pair.differ("entry_chance", before, after)
    return pair


def test_a_higher_chance_is_so_much_of_a_job_and_of_a_person_in_work() -> None:
    line = with_a_chance(0.16).month()
    assert line.more_jobs.tolist() == [[60_000 if group == WorkStatus.OFF_BENEFIT else 0 for group in WorkStatus]]
    assert more(line) == pytest.approx(0.06, abs=1e-6)


@pytest.mark.parametrize(("before", "after", "others"), [(0.10, 0.16, 0.10), (0.16, 0.10, 0.10), (0.10, 0.02, 0.02)])
def test_a_month_later_the_job_is_lost_or_the_self_without_finds_one_too(
    before: float, after: float, others: float
) -> None:
    """Who is without is the self of the baseline if the reform brings the job, else the one of the reform."""
    pair = with_a_chance(after, before)
    pair.month()
    pair.differ("last_work", NOW + 1, NOW + 1)  # nothing is added this month
    assert more(pair.month(1)) == pytest.approx((after - before) * (1.0 - YOUNG - others), abs=1e-6)


def test_what_helps_and_what_takes_away_is_alike_with_opposite_sign() -> None:
    up, down = with_a_chance(0.16, 0.10), with_a_chance(0.10, 0.16)
    assert [more(up.month(m)) for m in range(20)] == [-more(down.month(m)) for m in range(20)]


def test_a_job_is_carried_on_through_its_ages() -> None:
    """Five months at the first hazard, six at the second, then the one of a settled job."""
    pair = with_a_chance(0.06 + NEVER, NEVER)
    found = [more(pair.month(0))]
    pair.differ("entry_chance", NEVER, NEVER)
    found += [more(pair.month(m)) for m in range(1, 26)]
    left = [1.0]
    for tenure in range(1, 26):
        left.append(left[-1] * (1.0 - (YOUNG if tenure < 6 else YEAR_OLD if tenure < 12 else SETTLED)))
    assert found == pytest.approx([0.06 * share for share in left], abs=2e-6)
    assert pair.effects.more[0, JobAge.SETTLED] == pytest.approx(found[-1], abs=2e-6)


def test_who_works_in_both_has_more_of_a_job_as_it_is_kept_more_often() -> None:
    pair = Pair({"job": Job.FULL_TIME, "job_since": NOW - 40, "severity": Severity.SEVERE, "entry_chance": 0.04})
    pair.differ("exit_chance", 0.02, 0.005)
    line = pair.month()
    assert line.more_jobs.sum() == 0
    assert line.more_in_work_by_severity[0].tolist() == [0, 0, 0, 15_000]
    pair.differ("exit_chance", 0.02, 0.02)
    assert more(pair.month(1)) == pytest.approx(0.015 * (1.0 - 0.013 - 0.04), abs=1e-6)


def test_a_job_kept_is_of_the_age_of_that_job() -> None:
    pair = Pair({"job": Job.FULL_TIME, "job_since": NOW - 8, "entry_chance": NEVER})
    pair.differ("exit_chance", 0.05, 0.02)
    pair.month()
    pair.differ("exit_chance", 0.02, 0.02)
    assert more(pair.month(1)) == pytest.approx(0.03 * (1.0 - YEAR_OLD), abs=1e-6)
    assert [cohort_of(tenure, NOW) for tenure in (0, 11, 12, 40)] == [NOW % 12, (NOW + 1) % 12, 12, 12]


def test_the_month_in_which_a_job_is_lost_in_one_of_both_counts_both_chances() -> None:
    pair = Pair({"job": Job.FULL_TIME, "job_since": NOW - 40})
    pair.differ("exit_chance", 0.02, 0.005)
    pair.differ("job", Job.OUT, Job.FULL_TIME)
    pair.differ("last_work", NOW, 0)
    assert more(pair.month()) == pytest.approx(0.015, abs=1e-6)


def test_nothing_is_added_while_the_selves_differ() -> None:
    pair = Pair({})
    pair.differ("entry_chance", 0.10, 0.16)
    pair.differ("job", Job.OUT, Job.FULL_TIME)
    pair.differ("job_since", 0, NOW - 3)
    line = pair.month()
    assert more(line) == line.more_jobs.sum() == 0


@pytest.mark.parametrize("presence", [Presence.PENSION_AGE, Presence.DEAD])
def test_it_ends_with_working_age_and_with_life(presence: Presence) -> None:
    pair = with_a_chance(0.16)
    assert more(pair.month()) > 0.0
    pair.differ("presence", presence, presence)
    assert more(pair.month(1)) == 0.0
    assert not pair.effects.more.any()


def test_people_are_summed_by_the_group_out_of_work_and_by_severity() -> None:
    searcher = {"regime": Regime.INTENSIVE_SEARCH}
    unfit = {"health_group": HealthGroup.LCWRA, "severity": Severity.SEVERE}
    pair = Pair(searcher, unfit, unfit)
    for i, after in enumerate((0.05, 0.13, 0.11)):
        pair.differ("entry_chance", 0.10, after, i)
    line = pair.month()
    for cells in (line.more_jobs, line.more_in_work):
        assert {WorkStatus(g): int(cells[0, g]) for g in cells[0].nonzero()[0]} == {
            WorkStatus.SEARCHING: -50_000,
            WorkStatus.LCWRA: 40_000,
        }
    assert line.more_in_work_by_severity[0].tolist() == [-50_000, 0, 0, 40_000]


def test_pounds_are_those_of_the_job_as_expected_and_as_counted() -> None:
    pair = Pair({}, {})
    pair.differ("entry_chance", 0.10, 0.16)
    pair.differ("job", Job.OUT, Job.FULL_TIME, 1)
    pair.differ("job_since", 0, NOW - 3, 1)
    line = pair.month()
    state, policy = pair.baseline.state, pair.reform.policy
    costs = [cost_of_job(state, i, policy, NOW) for i in range(2)]
    assert costs[0] < 0
    assert line.work_cost_expected[0] == pytest.approx(0.06 * costs[0], abs=1.0)
    assert line.work_cost_counted[0] == costs[1]


def test_the_pounds_of_a_job_stay_those_of_the_self_without_it_once_both_work() -> None:
    """In work the claim of Universal Credit is lost, which the self without the job would still have."""
    pair = Pair({})
    homes = [run.state.unit for run in (pair.baseline, pair.reform)]
    for home in homes:
        home.uc_since[:] = NOW - 24
    pair.differ("entry_chance", 0.10, 0.16)
    pair.month()
    before = int(pair.effects.cost[0])
    pair.differ("job", Job.FULL_TIME, Job.FULL_TIME)
    pair.differ("job_since", NOW + 1, NOW + 1)
    for home in homes:
        home.uc_since[:] = 0
    pair.month(8)
    assert pair.effects.cost[0] == before
    pair.differ("job", Job.OUT, Job.OUT)
    pair.month(9)
    assert pair.effects.cost[0] > before


# ------------------------------------------------------------------------------------------- what a job costs

PAID = ("uc_paid", "esa_paid", "esa_housing", "carers_paid", "scottish_child_paid", "disability_paid")
TAXED = ("income_tax", "employee_insurance", "employer_insurance")
ON_UC = {"uc_since": NOW - 24, "tenure": Tenure.SOCIAL_RENT, "rent": 50_000}
CHILD = {"child_1_birth": NOW - 6 * 12}
AT_WORK = {"job": Job.FULL_TIME, "job_since": NOW - 6}
LCWRA = {
    "severity": Severity.SEVERE,
    "health_group": HealthGroup.LCWRA,
    "fit_note_since": NOW - 40,
    "element_from": NOW - 37,
}
NEW_STYLE = {"esa_kind": EsaKind.NEW_STYLE, "esa_group": EsaGroup.SUPPORT, "esa_since": NOW - 30}
RELATED = {"esa_kind": EsaKind.INCOME_RELATED, "esa_group": EsaGroup.SUPPORT, "esa_since": NOW - 100}
NO_ESA = {"esa_kind": EsaKind.NONE, "esa_group": EsaGroup.NONE}
TO_UC = {"health_group": HealthGroup.LCWRA, "fit_note_since": NOW - 100, "from_esa": True, "element_from": NOW}
PARTNER = {**ADULT, **AT_WORK, "job_since": NOW - 60}


def accounted(home: dict[str, Any], *adults: dict[str, Any], nation: int = 0) -> int:
    """Return what a unit costs in a month by the account lines of entitlement, less taxes on pay."""
    run = tiny(NOW, [home, *adults], nation=nation)
    entitlement.step(*run)
    line: Any = run.line
    return int(sum(line[name].sum() for name in PAID) - sum(line[name].sum() for name in TAXED))


@pytest.mark.parametrize(
    ("home", "person", "partner", "with_job"),
    [
        ({}, ADULT, (), {}),
        (ON_UC, ADULT, (), {}),
        ({**ON_UC, **CHILD}, ADULT, (), {}),
        ({**ON_UC, **CHILD}, {**ADULT, "hours_part_time": True}, (), {"job": Job.PART_TIME}),
        (ON_UC, ADULT, (PARTNER,), {}),
        ({**ON_UC, **CHILD}, {**ADULT, **LCWRA}, (PARTNER,), {}),
        (ON_UC, {**ADULT, **LCWRA}, (), {}),
        ({}, {**ADULT, **NEW_STYLE}, (), NO_ESA),
        (ON_UC, {**ADULT, **LCWRA, **NEW_STYLE}, (), NO_ESA),
    ],
)
@pytest.mark.parametrize("nation", [0, 2])
def test_a_job_costs_what_the_accounts_of_the_same_unit_differ_by(
    home: dict[str, Any], person: dict[str, Any], partner: Any, with_job: dict[str, Any], nation: int
) -> None:
    run = tiny(NOW, [home, person, *partner], nation=nation)
    working = {**person, **AT_WORK, **with_job}
    differs = accounted(home, working, *partner, nation=nation) - accounted(home, person, *partner, nation=nation)
    assert cost_of_job(run.state, 0, run.policy, NOW) == differs
    assert differs < 0


def test_a_job_of_the_second_adult_costs_what_it_does_to_the_unit() -> None:
    run = tiny(NOW, [ON_UC, PARTNER, ADULT])
    differs = accounted(ON_UC, PARTNER, {**ADULT, **AT_WORK}) - accounted(ON_UC, PARTNER, ADULT)
    assert cost_of_job(run.state, 1, run.policy, NOW) == differs


def test_a_job_takes_a_unit_from_income_related_esa_to_universal_credit() -> None:
    rented = {"tenure": Tenure.SOCIAL_RENT, "rent": 90_000}
    person = {**ADULT, "severity": Severity.SEVERE, **RELATED, "hours_part_time": True}
    run = tiny(NOW, [rented, person])
    working = {**person, **AT_WORK, **NO_ESA, **TO_UC, "job": Job.PART_TIME}
    differs = accounted({**rented, "uc_since": NOW}, working) - accounted(rented, person)
    assert cost_of_job(run.state, 0, run.policy, NOW) == differs


def test_the_job_somebody_has_costs_as_much_as_the_same_one_would_bring() -> None:
    out, working = (tiny(NOW, [ON_UC, {**ADULT, **own}]) for own in ({}, AT_WORK))
    assert cost_of_job(out.state, 0, out.policy, NOW) == cost_of_job(working.state, 0, working.policy, NOW)
