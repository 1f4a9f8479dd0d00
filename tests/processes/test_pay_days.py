"""The pay of a month: paydays add up to a year, hours vary on Universal Credit, and the award takes what is paid."""

from __future__ import annotations

import numpy as np
import pytest
from tiny import tiny

from welfsim.awards.means import household_means
from welfsim.awards.reading import read_household
from welfsim.months import month
from welfsim.processes import pay_days
from welfsim.rules.pay_days import by_paydays, over_usual, paydays, paydays_a_year
from welfsim.vocabulary.codes import Job, PayPeriod

NOW = month(2025, 4)
WORKER = {"birth_month": month(1990, 1), "job": Job.PART_TIME, "hourly_pay": 1_500, "job_since": month(2020, 1)}
CLAIMS = {"uc_since": month(2024, 1)}


@pytest.mark.parametrize(("period", "number"), [("MONTH", 12), ("FOUR_WEEKS", 13), ("FORTNIGHT", 26), ("WEEK", 52)])
@pytest.mark.parametrize("place", range(12))
def test_a_year_has_all_its_paydays_and_the_usual_pay(period: str, number: int, place: int) -> None:
    code = PayPeriod[period].value
    assert sum(paydays(code, place, NOW + k) for k in range(12)) == number == paydays_a_year(code)
    assert sum(by_paydays(code, place, NOW + k) for k in range(12)) == pytest.approx(12)


def test_twice_the_pay_falls_into_one_month_of_the_year_where_it_comes_by_four_weeks() -> None:
    policy = tiny(NOW, [{}, WORKER]).policy
    months = [over_usual(PayPeriod.FOUR_WEEKS.value, 0, Job.FULL_TIME, 0.5, NOW + k, policy.pay) for k in range(12)]
    assert sorted(months) == [-77] * 11 + [846]


def test_hours_vary_as_much_on_both_sides_and_more_in_part_time_work() -> None:
    p = tiny(NOW, [{}, WORKER]).policy.pay
    for job, most in ((Job.PART_TIME, 200), (Job.FULL_TIME, 100)):
        ends = [over_usual(PayPeriod.MONTH.value, 0, job, chance, NOW, p) for chance in (0.0, 0.5, 1.0)]
        assert ends == [-most, 0, most]


def test_pay_varies_from_month_to_month_on_universal_credit_alone() -> None:
    run = tiny(NOW, [CLAIMS, WORKER], [{}, WORKER])
    seen = []
    for k in range(24):
        pay_days.step(*run._replace(clock=run.clock._replace(month=NOW + k)))
        seen.append(run.state.person.pay_over_usual.tolist())
    on, off = np.array(seen).T
    assert len(set(on.tolist())) > 15 and abs(on).max() <= 200
    assert not off.any()


def test_paydays_count_off_universal_credit_too() -> None:
    run = tiny(NOW, [{}, {**WORKER, "pay_period": PayPeriod.WEEK}])
    seen = set()
    for k in range(3):
        pay_days.step(*run._replace(clock=run.clock._replace(month=NOW + k)))
        seen.add(int(run.state.person.pay_over_usual[0]))
    assert seen == {154, -77}


def test_profits_come_by_the_month() -> None:
    own = {**WORKER, "pay_period": PayPeriod.FOUR_WEEKS, "self_employed": True}
    run = tiny(NOW, [{}, own], [CLAIMS, own])
    seen = []
    for k in range(12):
        pay_days.step(*run._replace(clock=run.clock._replace(month=NOW + k)))
        seen.append(run.state.person.pay_over_usual.tolist())
    off, on = np.array(seen).T
    assert not off.any() and abs(on).max() <= 200


def test_universal_credit_takes_what_is_paid_and_carers_allowance_goes_by_usual_pay() -> None:
    means = []
    for over in (0, 200):
        carer = {**WORKER, "carer": True, "claims_allowance": True, "pay_over_usual": over}
        state, policy = (run := tiny(NOW, [CLAIMS, carer])).state, run.policy
        household = read_household(state.person, state.unit, state.district, 0, policy, NOW)
        means.append(household_means(household, policy))
    usual, more = means
    assert more.net_pay == round(1.2 * usual.net_pay)
    assert more.carers_allowance == usual.carers_allowance > 0
