"""What awards start from: the pay of a job, at work or on sick leave, and the rent of a home.

Who is self-employed has a profit in place of pay (`self_employment`). There is no overtime and no second job.
"""

from __future__ import annotations

from welfsim.awards.money import WEEKS_A_YEAR, monthly, pence
from welfsim.awards.self_employment import pay_or_profit
from welfsim.awards.sick_pay import PayOnLeave, pay_on_leave
from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.vocabulary.codes import Job, Tenure
from welfsim.vocabulary.parameters import Carers, Pay, Policy
from welfsim.vocabulary.persons import Persons

MIDDLE_RATE_FROM = 21
YOUNG_RATE_FROM = 18
ENTRY_STEPS = 4  # in which the pay of a new job rises to settled pay


@rule
def share_of_settled_pay(months: int, p: Pay) -> float:
    """Return what a job pays after some months in it, as a share of settled pay: less at first, rising in four steps.

    Each step pays the mean of an even rise over its months, so that the steps together pay what an even rise would.
    """
    if months >= p.entry_months:
        return 1.0
    step = max(months, 0) * ENTRY_STEPS // p.entry_months
    return p.entry_share + (1.0 - p.entry_share) * (step + 0.5) / ENTRY_STEPS


@rule
def hourly_rate(hourly_pay: int, job: int, months: int, age: int, earnings_index: float, p: Pay) -> float:
    """Return pence an hour after some months in a job, at an age in years: at least the minimum wage of that age.

    A person's settled pay in full-time work, at today's earnings, lower in part-time work and in a new job.
    """
    of_hours = p.part_time_pay if job == Job.PART_TIME else 1.0
    rate = hourly_pay * of_hours * share_of_settled_pay(months, p) * earnings_index
    return with_minimum_wage(rate, minimum_wage_at(age, p), p.spill_over)


@rule
def with_minimum_wage(rate: float, least: int, spill_over: float) -> float:
    """Return the pay an hour of somebody whose pay would be `rate` without a minimum wage.

    The minimum wage lifts pay up to `spill_over` above it, halfway to the end of its reach: pay keeps its order.
    """
    reach = least * spill_over
    if rate >= least + reach:
        return rate
    return least + max(rate - least + reach, 0.0) / 2.0


@rule
def minimum_wage_at(age: int, p: Pay) -> int:
    """Return the least lawful pay an hour at an age (SI 2015/621 regs 4 and 4A); the apprentice rate is left out."""
    if age >= p.living_wage_age:
        return p.minimum_wage
    if age >= MIDDLE_RATE_FROM:
        return p.minimum_wage_21_to_22
    if age >= YOUNG_RATE_FROM:
        return p.minimum_wage_18_to_20
    return p.minimum_wage_under_18


@rule
def pay_for_hours(hourly: float, hours: float) -> int:
    """Return a month's pay for some hours a week."""
    return monthly(hourly * hours)


@rule
def weekly_hours(job: int, p: Pay) -> float:
    """Return the usual hours a week of a kind of job; 0 out of work."""
    if job == Job.OUT:
        return 0.0
    return p.hours_part_time if job == Job.PART_TIME else p.hours_full_time


@rule
def monthly_pay(hourly_pay: int, job: int, months: int, age: int, earnings_index: float, p: Pay) -> int:
    """Return the gross monthly pay after some months in a job, at the usual hours of its kind; nothing out of work."""
    if job == Job.OUT:
        return 0
    return pay_for_hours(hourly_rate(hourly_pay, job, months, age, earnings_index, p), weekly_hours(job, p))


@rule
def usual_pay_in_job(person: Persons, i: int, job: int, months: int, policy: Policy, month: int) -> int:
    """Return person `i`'s gross monthly pay or profit after some months in a job of usual hours; nothing without."""
    age = (month - int(person.birth_month[i])) // MONTHS_A_YEAR
    pay = monthly_pay(int(person.hourly_pay[i]), job, months, age, policy.economy.earnings_index, policy.pay)
    return pay_or_profit(person, i, pay)


@rule
def minimum_wage_earnings(hours: float, p: Pay) -> int:
    """Return a month's earnings at the minimum wage for some hours a week."""
    return pay_for_hours(float(p.minimum_wage), hours)


@rule
def eligible_rent(tenure: int, rent: int, rent_index: float) -> int:
    """Return the rent that the housing element or Housing Benefit meets: a tenant's, at today's rents."""
    if tenure == Tenure.SOCIAL_RENT or tenure == Tenure.PRIVATE_RENT:
        return pence(rent * rent_index)
    return 0


@rule
def most_pay_of_carers(p: Carers) -> int:
    """Return the pay a month up to which Carer's Allowance is paid, tax and National Insurance left out."""
    return int(p.earnings_limit * WEEKS_A_YEAR / MONTHS_A_YEAR)


@rule
def pay_in_job(person: Persons, i: int, job: int, months: int, policy: Policy, month: int) -> int:
    """Return person `i`'s gross monthly pay or profit after some months in a job; nothing out of work.

    Carers who work part-time keep to hours whose pay leaves Carer's Allowance in payment.
    """
    pay = usual_pay_in_job(person, i, job, months, policy, month)
    return min(pay, most_pay_of_carers(policy.carers)) if person.carer[i] and job == Job.PART_TIME else pay


@rule
def hours_in_job(person: Persons, i: int, job: int, months: int, policy: Policy, month: int) -> float:
    """Return person `i`'s hours a week after some months in a job: the usual ones, or those to which carers keep."""
    hours = weekly_hours(job, policy.pay)
    if not person.carer[i] or job != Job.PART_TIME:
        return hours
    usual = usual_pay_in_job(person, i, job, months, policy, month)
    kept = pay_in_job(person, i, job, months, policy, month)
    return hours * kept / usual if kept < usual else hours


@rule
def usual_pay(person: Persons, i: int, policy: Policy, month: int) -> int:
    """Return a person's gross monthly pay when at work in the present job; nothing when out of work."""
    return pay_in_job(person, i, int(person.job[i]), month - int(person.job_since[i]), policy, month)


@rule
def sick_pay_of(person: Persons, i: int, policy: Policy, month: int) -> PayOnLeave:
    """Return the pay this month of person `i`, who is on sick leave; nobody pays the self-employed then."""
    if person.self_employed[i]:
        return PayOnLeave(0, 0)
    usual, months = usual_pay(person, i, policy, month), month - int(person.leave_since[i])
    return pay_on_leave(usual, months, bool(person.employer_sick_pay[i]), policy)


@rule
def current_pay(person: Persons, i: int, policy: Policy, month: int) -> int:
    """Return a person's gross monthly pay or profit, on sick leave what the employer pays; nothing out of work."""
    if person.leave_since[i] == 0:
        return usual_pay(person, i, policy, month)
    paid = sick_pay_of(person, i, policy, month)
    return paid.statutory + paid.on_top
