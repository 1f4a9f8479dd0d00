"""Many people under constant hazards against the closed form of the matrix built from the rules themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.months import month
from welfsim.policy import current_law, resolve
from welfsim.processes import MONTH
from welfsim.processes.employment import entry_hazards
from welfsim.processes.health import limiting_hazard, recovery_hazard
from welfsim.rules.job_loss import exit_hazard
from welfsim.vocabulary.benefit_units import BenefitUnits
from welfsim.vocabulary.codes import Activity, CoachUse, Condition, Job, Presence, Severity, Sex
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.fields import as_table, declared, dtype_of
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock, State, state_of

START = month(2025, 4)
MONTHS = 48
PEOPLE = 60_000
Z = 4.0
IMPOSSIBLE = 1e-9  # spread of a state that cannot be reached yet: one person there is too many

PAGE = Path(__file__).parents[2] / "docs" / "pipelines" / "health.md"
EVEN = {
    f"recovery_ratio_{name}": 1.0 for name in ("mental_health", "musculoskeletal", "neurological", "other_physical")
}
EVEN |= {"onset_trend_under_35": 1.0, "onset_trend_35_to_49": 1.0, "onset_trend_50_and_over": 1.0}
MEAN = 0.0  # frailty and employability of a crowd

Matrix = NDArray[np.float64]


def crowd(**cells: Any) -> State:
    """Return one district of single people of 40, all alike."""

    def table(of: type, rows: int, **filled: Any) -> Any:
        columns = {name: np.zeros(rows, dtype_of(field.type)) for name, field in declared(of).items()}
        if of is Districts:
            columns["places_carried"] = np.zeros((rows, 4), np.int64)
            columns["search_share"] = np.zeros((rows, len(CoachUse)))
            columns["early_extra"] = np.zeros((rows, len(CoachUse)))
        for name, value in filled.items():
            columns[name][:] = value
        return as_table(of, columns)

    rows = np.arange(PEOPLE)
    alike = {"presence": Presence.PRESENT, "birth_month": START - 40 * 12, **cells}
    return state_of(
        table(Persons, PEOPLE, person_id=rows + 1, unit=rows, **alike),
        table(BenefitUnits, PEOPLE, first_person=rows, adults=1),
        table(Districts, 1, end_person=PEOPLE, job_multiplier=1.0, chances_before=-1.0),
    )


def constant(group: str, **values: float) -> Any:
    """Return the law of each month with some parameters of a group held at other values."""
    policies = resolve(current_law(), [], START, MONTHS)
    for name, value in values.items():
        policies[group][name] = value
    return policies


def simulated(state: State, policies: Any, *names: str) -> dict[str, NDArray[np.int64]]:
    """Run some processes, and the count of stocks, on a crowd."""
    processes = [process for process in MONTH if process.name in (*names, "stocks")]
    return simulate(state, policies, START, MONTHS, stream_key(1, 0), 1, month_list=processes)


def z_scores(stock: NDArray[np.int64], start: int, matrix: Matrix) -> Matrix:
    """Return how far each month's stock of each state lies from its closed form, in standard deviations."""
    shares = np.array([np.linalg.matrix_power(matrix, m)[start] for m in range(1, MONTHS + 1)])
    spread = np.sqrt(PEOPLE * shares * (1.0 - shares))
    return (stock - PEOPLE * shares) / np.maximum(spread, IMPOSSIBLE)


def ladder(p: Any) -> Matrix:
    """Return the monthly matrix of severity of a person of 40 out of work who never was limited before."""
    matrix = np.zeros((4, 4))
    recovery = recovery_hazard(0, 40 * 12, Sex.FEMALE, Condition.MENTAL_HEALTH, MEAN, False, p)
    matrix[Severity.NONE, Severity.MILD] = p.mild_onset
    matrix[Severity.NONE, Severity.WORK_LIMITING] = limiting_hazard(
        False, -1, 40 * 12, Sex.FEMALE, Condition.NONE, MEAN, False, p
    )
    matrix[Severity.MILD, Severity.NONE] = p.mild_recovery
    matrix[Severity.MILD, Severity.WORK_LIMITING] = limiting_hazard(
        True, -1, 40 * 12, Sex.FEMALE, Condition.NONE, MEAN, False, p
    )
    matrix[Severity.WORK_LIMITING, Severity.MILD] = recovery
    matrix[Severity.WORK_LIMITING, Severity.SEVERE] = p.severe_worsening
    matrix[Severity.SEVERE, Severity.WORK_LIMITING] = recovery * p.severe_recovery_ratio
    return matrix + np.diag(1.0 - matrix.sum(axis=1))


@pytest.mark.parametrize("start", Severity)
def test_severity_is_where_the_matrix_puts_it(start: Severity) -> None:
    policies = constant(
        "health",
        onset=0.02,
        mild_onset=0.03,
        mild_worsening=0.04,
        severe_worsening=0.02,
        relapse=0.0,
        recovery_to_year_2=0.05,
        recovery_years_3_and_4=0.05,
        recovery_after_year_4=0.05,
        **EVEN,
    )
    people = crowd(severity=start, condition=Condition.MENTAL_HEALTH if start else Condition.NONE)
    stock = simulated(people, policies, "health")["health"][:, 0]
    assert np.abs(z_scores(stock, start, ladder(policies[0].health))).max() < Z


def test_spells_of_constant_recovery_are_geometric() -> None:
    recovery = 0.05
    policies = constant(
        "health",
        severe_worsening=0.0,
        mild_worsening=0.0,
        relapse=0.0,
        mild_recovery=0.0,
        recovery_to_year_2=recovery,
        **EVEN,
    )
    policies.health.recovery_years_3_and_4 = recovery
    people = crowd(severity=Severity.WORK_LIMITING, severity_since=START, condition=Condition.OTHER_PHYSICAL)
    ends = simulated(people, policies, "health")["health_moves"][:, 0, Severity.WORK_LIMITING, Severity.MILD]
    expected = PEOPLE * recovery * (1.0 - recovery) ** np.arange(MONTHS)
    lasting = PEOPLE - ends.sum(), PEOPLE - expected.sum()
    assert stats.chisquare([*ends, lasting[0]], [*expected, lasting[1]]).pvalue > 1e-4


def test_recovery_slows_in_the_third_and_the_fifth_year() -> None:
    policies = constant("health", severe_worsening=0.0, mild_worsening=0.0, relapse=0.0, mild_recovery=0.0, **EVEN)
    people = crowd(severity=Severity.WORK_LIMITING, severity_since=START - 12, condition=Condition.OTHER_PHYSICAL)
    ends = simulated(people, policies, "health")["health_moves"][:, 0, Severity.WORK_LIMITING, Severity.MILD]
    ill = PEOPLE - np.concatenate([[0], ends.cumsum()[:-1]])
    p = policies[0].health
    for months, hazard in (
        (slice(0, 12), p.recovery_to_year_2),
        (slice(12, 36), p.recovery_years_3_and_4),
        (slice(36, 48), p.recovery_after_year_4),
    ):
        expected = (ill[months] * hazard).sum()
        assert abs(ends[months].sum() - expected) < Z * np.sqrt(expected)


Spells = dict[tuple[Severity, int], float]
"""Shares of people by severity and by months since the limiting spell began or, without one, ended; −1 if never."""


def a_month_on(p: Any, before: Spells) -> Spells:
    """Return where the rules put shares of people a month later: women of 40, out of work, of mean recovery."""
    age, bone = 40 * 12, Condition.MUSCULOSKELETAL
    after: Spells = {}

    def put(severity: Severity, months: int, share: float) -> None:
        key = severity, months + 1 if months >= 0 else -1
        after[key] = after.get(key, 0.0) + share

    for (severity, months), share in before.items():
        if severity >= Severity.WORK_LIMITING:
            eases = recovery_hazard(months, age, Sex.FEMALE, bone, MEAN, False, p)
            if severity == Severity.SEVERE:
                eases *= p.severe_recovery_ratio
                put(Severity.WORK_LIMITING, months, share * eases)
                put(severity, months, share * (1.0 - eases))
                continue
            put(Severity.MILD, 0, share * eases)
            put(Severity.SEVERE, months, share * p.severe_worsening)
            put(severity, months, share * (1.0 - eases - p.severe_worsening))
            continue
        is_mild = severity == Severity.MILD
        falls = limiting_hazard(is_mild, months, age, Sex.FEMALE, bone, MEAN, False, p)
        other = p.mild_recovery if is_mild else p.mild_onset
        put(Severity.WORK_LIMITING, 0, share * falls)
        put(Severity.NONE if is_mild else Severity.MILD, months, share * other)
        put(severity, months, share * (1.0 - falls - other))
    return after


def limited(people: Spells) -> float:
    """Return the share of people whose work is limited."""
    return sum(share for (severity, _), share in people.items() if severity >= Severity.WORK_LIMITING)


def in_spells(p: Any, months: int, severities: tuple[Severity, ...]) -> Spells:
    """Return people of some severities in spells begun at an even pace over so many months, as shares of one."""
    spell: Spells = {(Severity.WORK_LIMITING, 0): 1.0}
    stock: Spells = {}
    for _ in range(months):
        stock |= {key: share for key, share in spell.items() if key[0] in severities}
        spell = {key: share for key, share in a_month_on(p, spell).items() if key[0] >= Severity.WORK_LIMITING}
    total = sum(stock.values())
    return {key: share / total for key, share in stock.items()}


LIMITING, ANY = (Severity.WORK_LIMITING,), (Severity.WORK_LIMITING, Severity.SEVERE)
WORKING_LIFE = 50 * 12
YEARS = {
    # who they are at the start of a year; the chance that work is limited at its end, here and as published
    "persistence in good health": (lambda p: in_spells(p, 12, LIMITING), 0.633, 0.63),
    "persistence in moderate health": (lambda p: in_spells(p, 48, LIMITING), 0.740, 0.73),
    "persistence in poor health": (lambda p: in_spells(p, WORKING_LIFE, ANY), 0.942, 0.89),
    "onset in good health": (lambda p: {(Severity.NONE, -1): 1.0}, 0.020, 0.016),
    "onset in moderate health": (lambda p: {(Severity.MILD, -1): 1.0}, 0.061, 0.05),
    "onset in poor health": (lambda p: {(Severity.MILD, 0): 1.0}, 0.161, 0.16),
}
OFF_BY = {"persistence": 0.06, "onset in good health": 0.25 * 0.016, "onset in moderate health": 0.25 * 0.05}
OFF_BY["onset in poor health"] = 0.25 * 0.16


@pytest.mark.parametrize("name", YEARS)
def test_a_year_of_health_agrees_with_its_closed_form_and_the_published_figure(name: str) -> None:
    """SimPaths (UKHLS): persistence 0.89, 0.73, 0.63, each ±0.04; onset 0.016, 0.05, 0.16, each ±25%."""
    who, here, published = YEARS[name]
    policies = constant("health", **EVEN, relapse_ratio_physical=1.0)
    people = start = who(policies[0].health)
    for _ in range(12):
        people = a_month_on(policies[0].health, people)
    closed = limited(people)
    assert closed == pytest.approx(here, abs=0.0005)
    assert abs(closed - published) <= OFF_BY.get(name, OFF_BY["persistence"])
    assert f"| {name} | {closed:.3f} | {published} | {closed - published:+.3f} |" in PAGE.read_text(encoding="utf-8")
    cells, shares = zip(*start.items(), strict=True)
    cell = np.searchsorted(np.cumsum(shares), (np.arange(PEOPLE) + 0.5) / PEOPLE)
    severity, since = (np.array(values)[cell] for values in zip(*cells, strict=True))
    simulated_people = crowd(
        severity=severity,
        severity_since=np.where(since >= 0, START - since, 0),
        condition=np.where(severity == Severity.NONE, Condition.NONE, Condition.MUSCULOSKELETAL),
    )
    stock = simulated(simulated_people, policies, "health")["health"][11, 0, Severity.WORK_LIMITING :].sum()
    assert abs(stock - PEOPLE * closed) < Z * np.sqrt(PEOPLE * closed * (1.0 - closed))


def test_over_half_of_new_spells_end_within_two_years_and_few_of_the_long_ones_in_the_next() -> None:
    """Burchardt (2000): over half of new spells end within two years; few who are ill for four years recover."""
    p = constant("health", **EVEN)[0].health
    left, spell = [], {(Severity.WORK_LIMITING, 0): 1.0}
    for _ in range(61):
        left.append(limited(spell))
        spell = {key: share for key, share in a_month_on(p, spell).items() if key[0] >= Severity.WORK_LIMITING}
    assert 0.5 < 1.0 - left[24] < 0.67
    assert 1.0 - left[60] / left[48] < 0.06


def hazards_of(state: State, policies: Any) -> NDArray[np.float64]:
    """Return the hazard of entry of each person of a crowd in the first month."""
    return np.asarray(entry_hazards(state, policies[0], Clock(START, START, stream_key(1, 0), 1)))


LASTING = {"exit_to_month_6": 0.04, "exit_months_7_to_12": 0.04, "exit_settled": 0.04}
PLAIN = {
    "time_out": 0.0,
    "gain_elasticity": 0.0,
    "need": 1.0,
    "study_share_under_20": 0.0,
    "study_share_from_20": 0.0,
    "caring_share_of_others": 0.0,
    "other_share": 0.0,
}


@pytest.mark.parametrize("start", [Job.OUT, Job.FULL_TIME])
def test_work_settles_where_entry_balances_exit(start: Job) -> None:
    policies = constant("employment", **LASTING, **PLAIN)
    p = policies[0].employment
    entry = float(hazards_of(crowd(activity=Activity.SEEKING), policies)[0])
    assert entry == pytest.approx(p.entry)
    leaving = exit_hazard(0, 0.0, MEAN, p)
    matrix = np.array([[1.0 - entry, entry], [leaving, 1.0 - leaving]])
    work = simulated(crowd(job=start, activity=Activity.SEEKING), policies, "job loss", "job entry")["work"][:, 0]
    stock = np.stack([work[:, Job.OUT], work[:, Job.PART_TIME :].sum(axis=1)], axis=1)
    assert np.abs(z_scores(stock, int(start != Job.OUT), matrix)).max() < Z
    settled = entry / (entry + leaving)
    assert abs(stock[-1, 1] - PEOPLE * settled) < Z * np.sqrt(PEOPLE * settled * (1.0 - settled))


def test_entry_of_a_mixed_crowd_falls_with_time_though_nobody_s_does() -> None:
    """Who is left is less employable: two halves, each of one hazard, add up to a falling one."""
    never = {"exit_to_month_6": 0.0, "exit_months_7_to_12": 0.0, "exit_settled": 0.0}
    policies = constant("employment", entry=0.05, **never, **PLAIN)
    employability = np.where(np.arange(PEOPLE) % 2 == 0, 1.0, -1.0)
    people = crowd(activity=Activity.SEEKING, employability=employability)
    hazard = hazards_of(people, policies)[:2]
    assert hazard == pytest.approx(0.05 * np.exp([1.0, -1.0]))
    started = simulated(people, policies, "job entry")["jobs_started"][:, 0].sum(axis=1)
    left = (1.0 - hazard) ** np.arange(MONTHS)[:, None]
    expected = PEOPLE / 2.0 * (left * hazard).sum(axis=1)
    lasting = PEOPLE - started.sum(), PEOPLE - expected.sum()
    assert stats.chisquare([*started, lasting[0]], [*expected, lasting[1]]).pvalue > 1e-4
    of_the_left = expected / (PEOPLE / 2.0 * left.sum(axis=1))
    assert (np.diff(of_the_left) < 0.0).all()
    assert of_the_left[-1] < 0.3 * of_the_left[0]


def test_spells_of_a_mixed_crowd_end_as_its_frailties_have_it() -> None:
    policies = constant(
        "health",
        severe_worsening=0.0,
        mild_worsening=0.0,
        relapse=0.0,
        mild_recovery=0.0,
        recovery_to_year_2=0.05,
        recovery_years_3_and_4=0.05,
        recovery_women_to_men=1.0,
        frailty_recovery=0.35,
        **EVEN,
    )
    frailty = np.where(np.arange(PEOPLE) % 2 == 0, 2.0, -2.0)
    ill = {"severity": Severity.WORK_LIMITING, "severity_since": START, "condition": Condition.OTHER_PHYSICAL}
    ends = simulated(crowd(**ill, frailty=frailty), policies, "health")["health_moves"]
    hazard = 0.05 * np.exp([-0.7, 0.7])
    expected = PEOPLE / 2.0 * ((1.0 - hazard) ** np.arange(MONTHS)[:, None] * hazard).sum(axis=1)
    recovered = ends[:, 0, Severity.WORK_LIMITING, Severity.MILD]
    lasting = PEOPLE - recovered.sum(), PEOPLE - expected.sum()
    assert stats.chisquare([*recovered, lasting[0]], [*expected, lasting[1]]).pvalue > 1e-4
