"""The self-employed in the month: profit, taxes, the minimum income floor and its start-up period, and requirements."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import Tiny, tiny

from welfsim.awards.gain import gain_to_work
from welfsim.awards.pay import current_pay
from welfsim.months import month
from welfsim.processes import ageing, coaching, employment, entitlement, stocks
from welfsim.rules.regimes import regime_of, set_regime
from welfsim.vocabulary.codes import HealthGroup, Job, Regime, Tenure, WorkStatus

NOW = month(2025, 4)
ADULT = {"birth_month": NOW - 40 * 12}
JOB = {"job": Job.FULL_TIME, "hourly_pay": 2_000, "job_since": NOW - 60}
OWN = {**ADULT, **JOB, "self_employed": True, "profit_ratio": 0.25}
PAST = {**OWN, "start_up_since": NOW - 12}
CLAIM = {"uc_since": NOW - 60}
FLOOR = 164_272  # 35 hours at 12.21, net of 20% and 6% of what is above 1,047.50


def paid(home: dict[str, Any], *adults: dict[str, Any]) -> Tiny:
    """Return a unit after its entitlement of a month."""
    run = tiny(NOW, [home, *adults])
    entitlement.step(*run)
    return run


def test_profit_is_a_share_of_pay_below_the_minimum_wage_too() -> None:
    run = tiny(NOW, [CLAIM, OWN])
    hours = run.policy.pay.hours_full_time
    profit = current_pay(run.state.person, 0, run.policy, NOW)
    assert profit == pytest.approx(2_000 * hours * 52 / 12 / 4, abs=1)
    assert profit < run.policy.pay.minimum_wage * hours * 52 / 12


def test_the_self_employed_pay_class_4_and_nobody_employs_them() -> None:
    rich = {**OWN, "profit_ratio": 1.0}
    own, hired = (paid({}, {**rich, "self_employed": each}) for each in (True, False))
    gross = own.line.gross_pay[0]
    assert gross == hired.line.gross_pay[0] and own.line.income_tax[0] == hired.line.income_tax[0]
    assert own.line.self_employed_insurance[0] == pytest.approx(0.06 * (gross - 104_750), abs=1)
    assert (own.line.employee_insurance[0], own.line.employer_insurance[0]) == (0, 0)
    assert hired.line.self_employed_insurance[0] == 0 < hired.line.employee_insurance[0]


@pytest.mark.parametrize(
    ("adult", "has_floor"),
    [
        (PAST, True),
        ({**PAST, "start_up_since": NOW - 11}, False),
        (OWN, False),
        ({**PAST, "health_group": HealthGroup.PRE_WCA, "fit_note_since": NOW - 1}, True),
        ({**PAST, "health_group": HealthGroup.LCW, "fit_note_since": NOW - 30}, False),
        ({**PAST, "health_group": HealthGroup.LCWRA, "fit_note_since": NOW - 30, "element_from": NOW - 26}, False),
        ({**PAST, "carer": True}, False),
        ({**PAST, "self_employed": False}, False),
        ({**PAST, "job": Job.OUT}, False),
        ({**PAST, "profit_ratio": 1.0}, False),
        ({**PAST, "start_up_since": NOW - 80, "job_since": NOW - 19}, False),
    ],
    ids=[
        "start-up over",
        "its last month",
        "none begun",
        "fit note",
        "LCW",
        "LCWRA",
        "carer",
        "employee",
        "out of work",
        "profit above it",
        "another trade after five years",
    ],
)
def test_whose_earnings_are_raised_to_the_floor(adult: dict[str, Any], has_floor: bool) -> None:
    run = paid(CLAIM, adult)
    assert run.line.uc_floor[0] == has_floor
    assert (run.line.uc_floor_pay[0] > 0) == has_floor


def test_the_floor_stands_in_place_of_a_profit() -> None:
    """UC Regs reg 62(2): 400.14 + 600 − 55% of 1,642.72, where 55% of the profit would be taken."""
    home = {**CLAIM, "tenure": Tenure.SOCIAL_RENT, "rent": 60_000}
    run, before = (paid(home, each) for each in (PAST, OWN))
    profit = run.line.gross_pay[0]
    assert run.line.uc_floor_pay[0] == FLOOR - profit
    least = run.line.uc_paid[0]
    assert before.line.uc_paid[0] - least == pytest.approx(0.55 * (FLOOR - profit), abs=1)


def test_a_parent_of_a_young_child_has_no_floor_and_the_partner_has() -> None:
    """UC Regs reg 62(1)(b): who is responsible for a child under three is not asked to search; here the first adult."""
    home = {**CLAIM, "child_1_birth": NOW - 20}
    assert paid(home, PAST, {**ADULT}).line.uc_floor[0] == 0
    assert paid(home, {**ADULT}, PAST).line.uc_floor[0] == 1
    assert paid({**CLAIM, "child_1_birth": NOW - 40}, PAST, {**ADULT}).line.uc_floor[0] == 1


def test_the_floor_of_a_couple_falls_by_what_lies_above_both_thresholds() -> None:
    """UC Regs reg 62(3)."""
    rich = {**ADULT, **JOB, "hourly_pay": 1_500}
    run = paid(CLAIM, PAST, rich)
    gross = [int(current_pay(run.state.person, i, run.policy, NOW)) for i in (0, 1)]
    net = gross[1] - round(0.2 * (gross[1] - 104_750)) - round(0.08 * (gross[1] - 104_800))
    assert net > FLOOR
    assert run.line.uc_floor_pay[0] == pytest.approx(FLOOR - gross[0] - (net - FLOOR), abs=2)


def test_the_gain_to_self_employment_is_that_of_the_start_up_period() -> None:
    idle = {**ADULT, "hourly_pay": 2_000, "self_employed": True, "profit_ratio": 0.25, "job_since": NOW - 90}
    home = {**CLAIM, "tenure": Tenure.SOCIAL_RENT, "rent": 150_000}
    adults = (idle, {**idle, "start_up_since": NOW - 30}, {**idle, "self_employed": False})
    run = tiny(NOW, *([home, adult] for adult in adults))
    state = run.state
    free, floored, hired = (gain_to_work(state, i, run.policy, NOW) for i in range(3))
    assert 0 < free < hired
    assert floored < free, "a start-up period within five years has been used"


# --------------------------------------------------------------------------------------- requirements


def begun(adult: dict[str, Any], **home: Any) -> Tiny:
    """Return a unit of one whose regime was set."""
    run = tiny(NOW, [{**CLAIM, **home}, adult])
    set_regime(run.state, 0, run.policy, run.clock)
    return run


@pytest.mark.parametrize(
    ("since", "job_since", "begins"),
    [
        (0, NOW - 60, NOW),
        (NOW - 11, NOW - 11, NOW - 11),
        (NOW - 12, NOW - 12, NOW - 12),
        (NOW - 60, NOW - 1, NOW - 60),
        (NOW - 70, NOW - 1, NOW),
        (NOW - 99, NOW - 99, NOW - 99),
    ],
)
def test_a_start_up_period_begins_once_in_five_years(since: int, job_since: int, begins: int) -> None:
    """UC Regs reg 63; nobody who is self-employed searches (written answer 6827)."""
    run = begun({**OWN, "start_up_since": since, "job_since": job_since})
    assert (run.state.person.regime[0], run.state.person.start_up_since[0]) == (Regime.NO_REQUIREMENTS, begins)


@pytest.mark.parametrize(
    "adult",
    [{**OWN, "health_group": HealthGroup.LCW}, {**OWN, "carer": True}, {**OWN, "job": Job.OUT}],
    ids=["LCW", "carer", "out of work"],
)
def test_no_start_up_period_without_all_requirements_or_work(adult: dict[str, Any]) -> None:
    assert begun(adult).state.person.start_up_since[0] == 0


def test_employees_are_asked_what_they_were() -> None:
    low = {**OWN, "self_employed": False, "job": Job.PART_TIME}
    run = begun(low)
    assert run.state.person.start_up_since[0] == 0
    assert regime_of(run.state, 0, run.policy, NOW) == Regime.LIGHT_TOUCH


# --------------------------------------------------------------------------------------- turning, and entering


def test_an_employee_turns_self_employed_in_the_month_fixed() -> None:
    run = tiny(NOW, *([{}, {**ADULT, **JOB, "self_employed_from": each}] for each in (0, NOW + 1, NOW, NOW - 5)))
    run.luck[:] = 2**31
    ageing.step(*run)
    assert run.state.person.self_employed.tolist() == [False, False, True, True]


def test_they_are_counted_among_those_in_work() -> None:
    run = tiny(NOW, [{}, OWN], [{}, {**OWN, "job": Job.OUT}], [{}, {**ADULT, **JOB}])
    stocks.step(*run)
    assert run.line.self_employed[0].tolist() == [0, 0, 1]
    assert run.line.work[0].tolist() == [1, 0, 2]


def test_no_employer_is_paid_for_somebody_who_begins_a_trade() -> None:
    ill = {**ADULT, "health_group": HealthGroup.LCWRA, "hourly_pay": 2_000, "profit_ratio": 0.5}
    run = tiny(NOW, [CLAIM, {**ill, "self_employed": True}], [CLAIM, ill])
    run.policy.costs.hiring_incentive = 100_000
    for i in (0, 1):
        employment.take_job(run.state, i, WorkStatus.LCWRA, run.policy, NOW, run.line)
    assert run.line.employer_support_cost[0] == 100_000


def test_coaches_ask_nothing_of_the_self_employed_who_earn_little() -> None:
    low = {**OWN, "job": Job.PART_TIME}
    run = tiny(NOW, [CLAIM, low], [CLAIM, {**low, "self_employed": False, "hourly_pay": 100}], [CLAIM, ADULT])
    run.state.district.share_of_coaches[0] = 1.0
    coaching.step(*run)
    searches = Regime.INTENSIVE_SEARCH
    assert run.state.person.regime.tolist() == [Regime.NO_REQUIREMENTS, searches, searches]
    assert run.state.person.start_up_since.tolist() == [NOW, 0, 0]
