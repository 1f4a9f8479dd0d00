"""Pay of everyone, as if all worked, and how it is made up; how often people of a kind work part-time."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from welfsim.awards.pay import minimum_wage_at, share_of_settled_pay, with_minimum_wage
from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed
from welfsim.population.draft import Array, Draft
from welfsim.population.health import limited, women
from welfsim.population.law import PRICES, law_at
from welfsim.population.migration import age_at_arrival, has_yet_to_arrive
from welfsim.population.people import ADULT
from welfsim.population.published import Float, by_region, share
from welfsim.population.universal_credit import lead_carer, on_uc_person
from welfsim.rules.careers import profile_pay, usual_part_time
from welfsim.vocabulary.codes import Activity, Job

WORKING_FROM, WORKING_UNTIL = 18, 65  # years: ages whose median pay stands for workers' before it is known who works
AGES = 80  # more than any age in years
LEAST = 100  # pence: pay as it would be without a minimum wage


def age_of_pay(draft: Draft) -> Array:
    """Return completed years of age at the start, of those who come to live here later when they come: pay waits."""
    return np.where(has_yet_to_arrive(draft), age_at_arrival(draft), draft.age)


def part_time_by_kind(draft: Draft) -> Float:
    """Return the usual share of part-time hours among people of each person's kind."""
    p = law_at(draft.start).career
    either = (False, True)
    kinds = product(range(AGES), either, either, either, either)
    shares = np.array([usual_part_time(*kind, p) for kind in kinds]).reshape(AGES, 2, 2, 2, 2)
    age, yes = np.clip(age_of_pay(draft), ADULT, AGES - 1), np.int64
    own = draft.person["self_employed"].astype(yes)
    woman, parent, ill = (of(draft).astype(yes) for of in (women, lead_carer, limited))
    return np.asarray(shares[age, woman, parent, ill, own])


def usual(draft: Draft) -> Float:
    """Return the logarithm of the pay usual for each person's region, age, sex and limiting illness, at some level."""
    p, age = law_at(draft.start).career, np.clip(age_of_pay(draft), ADULT, AGES - 1)
    by_age = np.array([[profile_pay(years, is_woman, p) for is_woman in (False, True)] for years in range(AGES)])
    regional = np.log(by_region("region_levels", "pay_index"))[draft.region]
    own = np.log(by_age)[age, women(draft).astype(np.int64)]
    return np.asarray(regional + own + share("pay_gap_work_limiting") * limited(draft))


def draw_pay(draft: Draft) -> None:
    """Draw hourly pay in a settled full-time job, as if everyone worked, without a minimum wage: lognormal.

    By region, age, sex, limiting illness and UC, in the prices of the build as all pay.
    """
    age = draft.age
    spread = assumed("pay_log_sd") * draft.luck.standard_normal(draft.people, dtype=np.float32)
    on_uc = on_uc_person(draft)
    raw = np.exp(usual(draft) + assumed("pay_uc") * on_uc + spread)
    likely = draft.present & ~on_uc & (draft.person["esa_kind"] == 0) & (age >= WORKING_FROM) & (age < WORKING_UNTIL)
    _put_pay(draft, raw * (share("median_hourly_pay") / float(np.median(raw[likely]))))


def settle_pay(draft: Draft) -> None:
    """Scale pay off Universal Credit so that the median of workers is as ASHE, and set what of it fades.

    What workers on Universal Credit are paid stands, since their awards were decided on it; in the first months of a
    job it is less than their settled pay. Those out of work could earn less by the scar of their time out.
    """
    working, on_uc = draft.person["job"] != Job.OUT, on_uc_person(draft)
    of_tenure = _share_of_settled(draft.person, draft.start)
    pay = draft.person["hourly_pay"] / np.where(working & on_uc, of_tenure, 1.0)
    free, middle = working & ~on_uc, share("median_hourly_pay")
    paid = pay * of_tenure * _of_hours(draft.person, draft.start)
    if free.any():
        below = (0.5 * working.sum() - (working & on_uc & (paid < middle)).sum()) / free.sum()
        pay = np.where(on_uc, pay, pay * (middle / np.quantile(paid[free], np.clip(below, 0.0, 1.0))))
    scar = _scars(draft)
    usual_scar = float(scar[working].mean()) if working.any() else 0.0
    pay = np.where(working, pay, pay * np.exp(scar - usual_scar))
    _put_pay(draft, pay)
    _add_fading(draft, scar)


def paid_an_hour(person: dict[str, Array], start: int) -> Float:
    """Return pence an hour that people in jobs are paid at the start, in the prices of the build.

    At least the minimum wage of their age.
    """
    law, age = law_at(PRICES).pay, (start - person["birth_month"].astype(np.int64)) // MONTHS_A_YEAR
    least = np.array([minimum_wage_at(years, law) for years in range(AGES)])[np.clip(age, ADULT, AGES - 1)]
    rates = person["hourly_pay"] * _share_of_settled(person, start) * _of_hours(person, start)
    pairs = zip(rates.tolist(), least.tolist(), strict=True)
    return np.array([with_minimum_wage(rate, floor, law.spill_over) for rate, floor in pairs])


def _of_hours(person: dict[str, Array], start: int) -> Float:
    return np.where(person["job"] == Job.PART_TIME, law_at(start).pay.part_time_pay, 1.0)


def _share_of_settled(person: dict[str, Array], start: int) -> Float:
    """Return what a job of each worker's tenure pays, as a share of settled pay; 1 out of work."""
    law = law_at(start).pay
    by_month = np.array([share_of_settled_pay(months, law) for months in range(law.entry_months + 1)])
    tenure = np.clip(start - person["job_since"].astype(np.int64), 0, law.entry_months)
    return np.where(person["job"] != Job.OUT, by_month[tenure], 1.0)


def _scars(draft: Draft) -> Float:
    """Return what time out of work has taken from pay, as a logarithm: the mean for a job or time out of such length.

    In a year out of work `career.scar` is taken, and `career.fading_kept` is left of what was taken before. In the
    years before the present job or time out a share `out_before` of the time was out of work.
    """
    p, start, adult = law_at(draft.start).career, draft.start, draft.person["birth_month"].astype(np.int64)
    adult = adult + ADULT * MONTHS_A_YEAR
    working, studies = draft.person["job"] != Job.OUT, draft.person["activity"] == Activity.STUDYING
    since = np.where(working, draft.person["job_since"], np.maximum(draft.person["last_work"], adult))
    years, lived = (np.maximum(start - month, 0) / MONTHS_A_YEAR for month in (since, adult))
    before = _lost(np.maximum(lived - years, 0.0), p.fading_kept) * assumed("out_before")
    lately = np.where(working | studies, 0.0, _lost(years, p.fading_kept))
    scar = -p.scar * (lately + before * p.fading_kept**years)
    arrives, usual_scar = has_yet_to_arrive(draft), float(scar[working].mean()) if working.any() else 0.0
    return np.where(arrives, usual_scar, scar)  # nothing is known of the past of those who come to live here


def _lost(years: Array, kept: float) -> Float:
    """Return what is left in the end of a unit lost in each of some years, of which `kept` is left after each year."""
    return np.asarray((1.0 - kept**years) / (1.0 - kept) if kept < 1.0 else years, np.float64)


def _add_fading(draft: Draft, scar: Float) -> None:
    """Draw the part of pay that fades: the scar, and as much of what is unusual about a person's pay as fades.

    What lasts and what fades are independent and together the pay of the person, so that its spread goes on.
    """
    working = draft.person["job"] != Job.OUT
    apart = np.log(draft.person["hourly_pay"]) - usual(draft) - scar
    apart -= apart[working].mean() if working.any() else apart.mean()
    spread = float(apart.std())
    of_it = min((law_at(draft.start).career.fading_sd / spread) ** 2, 1.0) if spread > 0.0 else 0.0
    own = draft.luck.standard_normal(draft.people) * spread * np.sqrt(of_it * (1.0 - of_it))
    draft.put(pay_fading=(scar + of_it * apart + own).astype(np.float32))


def _put_pay(draft: Draft, pay: NDArray[np.floating]) -> None:
    draft.put(hourly_pay=np.clip(pay, LEAST, assumed("pay_highest")).astype(np.int32))
