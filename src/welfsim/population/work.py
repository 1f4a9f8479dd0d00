"""Work: who has a job, hours, pay and tenure; and what the others do."""

from __future__ import annotations

import numpy as np

from welfsim.population.choosing import Mask, among, among_cells, noise
from welfsim.population.draft import LFS_STARTS, Array, Draft
from welfsim.population.families import is_parent, uc_scaled, youngest_months
from welfsim.population.health import limited, women
from welfsim.population.incapacity import health_claimants
from welfsim.population.ipf import fit, fit_within
from welfsim.population.published import Float, by_region, employment_by_age, inactive, share, unemployed
from welfsim.population.rounding import largest_remainder
from welfsim.population.universal_credit import on_uc_person
from welfsim.vocabulary.codes import Activity, HealthGroup, Job, Programme, Region, Severity

BANDS = len(LFS_STARTS)
PART_TIME_ON_HEALTH_BENEFITS = 0.85  # assumption
PAY_BY_AGE = np.log(np.array([10.06, 13.4, 17.5, 19.3, 17.6]) / 17.97)  # ASHE 2021 means, at 16, 22, 30, 40, 55
PAY_AGES = np.array([18, 25, 34, 45, 60])
LONG_JOB_MONTHS = 84.0  # mean tenure beyond the first year; an assumption
FIT_NOTE_AWAY_MONTHS = 45.0  # so that two thirds have been out of work for over two years (DWP RR774, at the claim)
NEVER_WORKED = 0.10  # of people out of work at 25 and over; an assumption
ATW_MONTHS = 36  # longest grant: grants in the stock began, and end, within as many months
MOST_AT_WORK = 0.985  # of people off benefit in a cell


def add_jobs(draft: Draft) -> None:
    """Choose who works: exact by UC and ESA group, then by age band, region and limiting illness."""
    full, part = _jobs_on_benefit(draft)
    employed = full | part
    employed |= _jobs_off_benefit(draft, employed)
    wanted = round(share("part_time_share") * int(employed.sum())) - int(part.sum())
    part |= _part_time_off_benefit(draft, employed & ~full & ~part, wanted)
    job = np.where(part, Job.PART_TIME, np.where(employed, Job.FULL_TIME, Job.OUT))
    draft.put(job=job.astype(np.int8))
    likely = 0.7 * women(draft) + 0.5 * limited(draft) + noise(draft.luck, draft.people)
    wants = among(~employed, likely.astype(np.float32), round(0.35 * int((~employed).sum())))
    draft.put(hours_part_time=np.where(employed, part, wants))


def _inclination(draft: Draft) -> Array:
    """Score readiness to be in work; weights are assumptions."""
    age = draft.age.astype(np.float32)
    lead = np.zeros(draft.people, dtype=np.bool_)
    lead[draft.unit["first_person"][is_parent(draft)]] = True
    young_child = lead & (draft.of_unit(youngest_months(draft)) < 36)
    pip = draft.person["daily_living"] > 0
    score = (
        -0.8 * young_child
        - 3.0 * pip
        + 0.8 * ((age >= 30) & (age < 50))
        - 0.5 * (draft.person["severity"] == Severity.SEVERE)
    )
    score = score - 0.25 * women(draft) + noise(draft.luck, draft.people)
    return np.asarray(score.astype(np.float32))


def _jobs_on_benefit(draft: Draft) -> tuple[Mask, Mask]:
    """Choose full-time and part-time workers among people on UC or ESA, exact by group."""
    person, score = draft.person, _inclination(draft)
    on_uc = on_uc_person(draft)
    group = person["health_group"]
    esa = person["esa_kind"] > 0
    plain = on_uc & (group == HealthGroup.NONE) & ~esa
    worker = np.zeros(draft.people, dtype=np.bool_)
    for name, mask in (
        ("lcwra", group == HealthGroup.LCWRA),
        ("lcw", group == HealthGroup.LCW),
        ("pre_wca", group == HealthGroup.PRE_WCA),
        ("esa", esa & (group == HealthGroup.NONE)),
        ("uc_carer", plain & person["carer"]),
    ):
        worker |= among(mask, score, round(share(f"employed_{name}") * int(mask.sum())))
    part = among(worker, noise(draft.luck, draft.people), round(PART_TIME_ON_HEALTH_BENEFITS * int(worker.sum())))
    full = worker & ~part
    scale = uc_scaled(draft.start)
    rest = plain & ~person["carer"]
    earns_enough = among(rest, score, draft.rows(share("uc_working_enough") * scale))
    light = among(rest & ~earns_enough, score, draft.rows(share("uc_light_touch") * scale))
    return full | earns_enough, part | light


def employment_targets(draft: Draft) -> Float:
    """Return employed people, in rows, by LFS age band, region and limiting illness (no, yes)."""
    here = draft.present
    regions = len(Region)
    band, region, ill = draft.band(LFS_STARTS), draft.region, limited(draft)
    cell = (band.astype(np.int64) * regions + region) * 2 + ill
    held = np.bincount(cell[here], minlength=BANDS * regions * 2).reshape(BANDS, regions, 2).astype(np.float64)
    rates = np.append(employment_by_age(draft.start), share("employed_65"))
    by_age = held.sum(axis=(1, 2)) * rates
    by_place = held.sum(axis=(0, 2)) * by_region("employment_by_region", "percent")
    yes = share("employed_work_limiting") * held[:, :, 1].sum()
    by_illness = np.array([by_age.sum() - yes, yes])
    return fit(held * rates[:, None, None] + 1e-9, {(0,): by_age, (1,): by_place, (2,): by_illness})


def _jobs_off_benefit(draft: Draft, employed: Mask) -> Mask:
    off = draft.present & ~on_uc_person(draft) & (draft.person["esa_kind"] == 0)
    regions = len(Region)
    cell = (draft.band(LFS_STARTS).astype(np.int64) * regions + draft.region) * 2 + limited(draft)
    size = BANDS * regions * 2
    target = employment_targets(draft)
    now = np.bincount(cell[employed], minlength=size).reshape(target.shape)
    held = np.bincount(cell[off], minlength=size).reshape(target.shape).astype(np.float64)
    needed = np.maximum(target - now.astype(np.float64), 0.0)
    aims: dict[tuple[int, ...], Float] = {
        (0,): needed.sum(axis=(1, 2)),
        (1,): needed.sum(axis=(0, 2)),
        (2,): needed.sum(axis=(0, 1)),
    }
    possible = fit_within(needed + 1e-9, aims, MOST_AT_WORK * held)
    counts = largest_remainder(possible, round(float(possible.sum()))).ravel()
    return among_cells(off, _inclination(draft), cell, counts)


def _part_time_off_benefit(draft: Draft, worker: Mask, wanted: int) -> Mask:
    """Choose part-time workers, mostly mothers, the youngest and the oldest."""
    age = draft.age.astype(np.float32)
    lead = np.zeros(draft.people, dtype=np.bool_)
    lead[draft.unit["first_person"][is_parent(draft)]] = True
    score = 1.4 * women(draft) + 0.8 * lead + 0.5 * limited(draft) + 1.6 * (age < 20) + 0.5 * (age >= 60)
    score = (score + noise(draft.luck, draft.people)).astype(np.float32)
    return among(worker, score, wanted)


def add_pay(draft: Draft) -> None:
    """Draw latent hourly pay: lognormal by region, age, sex, limiting illness and UC, median of workers as ASHE.

    The wage floor is the adult National Living Wage at every age.
    """
    age = draft.age.astype(np.float32)
    spread = share("pay_log_sd") * draft.luck.standard_normal(draft.people, dtype=np.float32)
    mean = np.log(by_region("region_levels", "pay_index"))[draft.region] + np.interp(age, PAY_AGES, PAY_BY_AGE)
    mean = mean + share("pay_women") * women(draft) + share("pay_gap_work_limiting") * limited(draft)
    mean = mean + share("pay_uc") * on_uc_person(draft)
    working = draft.person["job"] != Job.OUT
    mean = mean + share("pay_out_of_work") * ~working
    raw = np.exp(mean + spread)
    middle = float(np.median(raw[working])) if working.any() else 1.0
    pay = np.maximum(raw * (share("median_hourly_pay") / middle), share("wage_floor"))
    draft.put(hourly_pay=np.minimum(pay, 20_000).astype(np.int32))


def add_tenure(draft: Draft) -> None:
    """Date jobs (the published share under a year) and, for those out of work, the last month in work."""
    person, luck, start = draft.person, draft.luck, draft.start
    job = person["job"] != Job.OUT
    age = draft.age.astype(np.float32)
    adult = person["birth_month"].astype(np.int32) + 16 * 12
    score = -0.05 * age + 0.8 * on_uc_person(draft) + 0.4 * (person["job"] == Job.PART_TIME) + noise(luck, draft.people)
    fresh = among(job, score.astype(np.float32), round(share("job_under_12_months") * int(job.sum())))
    months = np.where(fresh, luck.integers(1, 12, draft.people), 12 + luck.exponential(LONG_JOB_MONTHS, draft.people))
    since = np.clip(start - months.astype(np.int32), np.minimum(adult, start - 1), start - 1)
    draft.put(job_since=np.where(job, since, 0).astype(np.int16))
    sick = limited(draft) | health_claimants(draft)
    ill, others = luck.exponential(1, draft.people), luck.exponential(1, draft.people)
    on_fit_note = person["health_group"] == HealthGroup.PRE_WCA
    away = np.select([on_fit_note, sick], [1 + FIT_NOTE_AWAY_MONTHS * ill, 6 + 72 * ill], 1 + 24 * others)
    last = start - 1 - away.astype(np.int32)
    never = (luck.random(draft.people) < np.where(age < 25, 0.5, NEVER_WORKED)) | (last < adult)
    out = np.where(never, 0, last)
    draft.put(last_work=np.where(job, start - 1, np.where(draft.present, out, 0)).astype(np.int16))


def activity_targets(draft: Draft) -> dict[Activity, int]:
    """Return people out of work by what they do, in rows; what is left is OTHER."""
    working_age = draft.present & (draft.age < 65)
    employed = int((working_age & (draft.person["job"] != Job.OUT)).sum())
    rows = {
        Activity.SICK: draft.rows(inactive("long_term_sick", draft.start)),
        Activity.SEEKING: round(unemployed(draft.start) * employed),
        Activity.STUDYING: draft.rows(inactive("student", draft.start)),
        Activity.CARING: draft.rows(inactive("looking_after_family_home", draft.start)),
        Activity.RETIRED: draft.rows(inactive("retired", draft.start)),
    }
    return rows


def add_activity(draft: Draft) -> None:
    """Say what people out of work do, exact by LFS reason at 16 to 64; at 65 and over they are retired or sick.

    More people claim on grounds of health than tell the LFS that they are long-term sick; those over the LFS
    number are spread over the other activities.
    """
    person, luck = draft.person, draft.luck
    age = draft.age.astype(np.float32)
    out = draft.present & (person["job"] == Job.OUT) & (age < 65)
    lead = np.zeros(draft.people, dtype=np.bool_)
    lead[draft.unit["first_person"][is_parent(draft)]] = True
    claimant = health_claimants(draft)
    plain_uc = on_uc_person(draft) & ~claimant & ~person["carer"]
    lean = {
        Activity.SICK: 4.0 * claimant
        + 2.0 * limited(draft)
        + 1.0 * (person["severity"] == Severity.SEVERE)
        + 0.02 * age,
        Activity.STUDYING: -0.45 * np.maximum(age - 16, 0) - 2.0 * claimant - 2.0 * plain_uc,
        Activity.SEEKING: 2.5 * plain_uc - 0.02 * age - 1.5 * claimant - 1.0 * lead,
        Activity.RETIRED: 0.45 * (age - 55) - 2.0 * plain_uc,
        Activity.CARING: 2.5 * lead + 2.0 * person["carer"] + 1.0 * women(draft),
    }
    activity = np.where(age < 20, Activity.STUDYING, Activity.SEEKING).astype(np.int8)
    activity[draft.present & (person["job"] == Job.OUT)] = Activity.OTHER
    activity[draft.present & (person["job"] == Job.OUT) & (age >= 65)] = Activity.RETIRED
    activity[draft.present & (person["job"] == Job.OUT) & (age >= 65) & claimant] = Activity.SICK
    left = out
    targets = activity_targets(draft)
    for code, score in lean.items():
        chosen = among(left, (score + noise(luck, draft.people)).astype(np.float32), targets[code])
        activity[chosen] = code
        left = left & ~chosen
    draft.put(activity=activity)


def add_access_to_work(draft: Draft) -> None:
    """Put as many limited workers on Access to Work as were paid in 2024-25."""
    eligible = limited(draft) & draft.present & (draft.person["job"] != Job.OUT)
    chosen = among(eligible, noise(draft.luck, draft.people), draft.rows(share("access_to_work")))
    since = np.where(chosen, draft.start - 1 - draft.luck.integers(0, ATW_MONTHS, draft.people), 0)
    since = np.where(chosen, np.maximum(since, draft.person["job_since"]), 0)
    until = np.where(chosen, draft.start + 1 + draft.luck.integers(0, ATW_MONTHS, draft.people), 0)
    draft.put(
        programme=np.where(chosen, Programme.ACCESS_TO_WORK, Programme.NONE).astype(np.int8),
        programme_since=since.astype(np.int16),
        programme_until=until.astype(np.int16),
    )
