"""Work: who has a job, and hours; and what the others do."""

from __future__ import annotations

import numpy as np

from welfsim.months import MONTHS_A_YEAR
from welfsim.population.assumptions import assumed
from welfsim.population.benefit_work import jobs_on_benefit
from welfsim.population.choosing import Mask, among, among_cells, noise
from welfsim.population.draft import LFS_STARTS, Array, Draft
from welfsim.population.families import youngest_months
from welfsim.population.health import limited, women
from welfsim.population.incapacity import health_claimants
from welfsim.population.ipf import fit, fit_within
from welfsim.population.law import law_at
from welfsim.population.pay import part_time_by_kind
from welfsim.population.people import ADULT
from welfsim.population.published import Float, by_region, employment_by_age, inactive, share, unemployed
from welfsim.population.rounding import largest_remainder
from welfsim.population.universal_credit import lead_carer, on_uc_person
from welfsim.vocabulary.codes import Activity, HealthGroup, Job, Programme, Region, Severity

BANDS = len(LFS_STARTS)
REASONS_UNTIL = 65  # years: age from which the LFS publishes no reasons of inactivity
RETIRING_AGE = 55  # from which the lean to retirement counts; moves nobody, since only the order of scores does


def add_jobs(draft: Draft) -> None:
    """Choose who works: exact by UC and ESA group, then by age band, region and limiting illness.

    Most carers out of work would take a job that leaves them time to care.
    """
    full, part = jobs_on_benefit(draft, _inclination(draft))
    employed = full | part
    employed |= _jobs_off_benefit(draft, employed)
    wanted = round(share("part_time_share") * int(employed.sum())) - int(part.sum())
    part |= _part_time_off_benefit(draft, employed & ~full & ~part, wanted)
    job = np.where(part, Job.PART_TIME, np.where(employed, Job.FULL_TIME, Job.OUT))
    draft.put(job=job.astype(np.int8))
    usual = part_time_by_kind(draft)
    usual = np.where(draft.person["carer"], np.maximum(usual, assumed("part_time_if_carer_works")), usual)
    draft.put(hours_part_time=np.where(employed, part, draft.luck.random(draft.people) < usual))


def _inclination(draft: Draft) -> Array:
    """Score readiness to be in work."""
    age = draft.age.astype(np.float32)
    has_young_child = lead_carer(draft) & (draft.of_unit(youngest_months(draft)) < assumed("work_young_child_months"))
    is_prime_age = (age >= assumed("work_prime_from")) & (age < assumed("work_prime_until"))
    score = (
        assumed("work_if_young_child") * has_young_child
        + assumed("work_if_daily_living") * (draft.person["daily_living"] > 0)
        + assumed("work_if_prime_age") * is_prime_age
        + assumed("work_if_severe") * (draft.person["severity"] == Severity.SEVERE)
        + assumed("work_if_woman") * women(draft)
        + noise(draft.luck, draft.people)
    )
    return np.asarray(score.astype(np.float32))


def employment_targets(draft: Draft) -> Float:
    """Return employed people, in rows, by LFS age band, region and limiting illness (no, yes)."""
    here = draft.present
    regions = len(Region)
    band, region, ill = draft.band(LFS_STARTS), draft.region, limited(draft)
    cell = (band.astype(np.int64) * regions + region) * 2 + ill
    held = np.bincount(cell[here], minlength=BANDS * regions * 2).reshape(BANDS, regions, 2).astype(np.float64)
    rates = np.append(employment_by_age(draft.start), assumed("employed_65"))
    by_age = held.sum(axis=(1, 2)) * rates
    by_place = held.sum(axis=(0, 2)) * by_region("employment_by_region", "percent")
    yes = share("employed_work_limiting") * held[:, :, 1].sum()
    by_illness = np.array([by_age.sum() - yes, yes])
    return fit(held * rates[:, None, None] + 1e-9, {(0,): by_age, (1,): by_place, (2,): by_illness})


def _jobs_off_benefit(draft: Draft, employed: Mask) -> Mask:
    off = draft.present & ~on_uc_person(draft) & (draft.person["esa_kind"] == 0) & ~draft.person["carer"]
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
    possible = fit_within(needed + 1e-9, aims, assumed("work_most_of_cell") * held)
    counts = largest_remainder(possible, round(float(possible.sum()))).ravel()
    return among_cells(off, _inclination(draft), cell, counts)


def _part_time_off_benefit(draft: Draft, worker: Mask, wanted: int) -> Mask:
    """Choose part-time workers, mostly mothers, the youngest and the oldest."""
    age = draft.age.astype(np.float32)
    score = (
        assumed("part_time_if_woman") * women(draft)
        + assumed("part_time_if_parent") * lead_carer(draft)
        + assumed("part_time_if_limited") * limited(draft)
        + assumed("part_time_if_young") * (age < assumed("part_time_young_until"))
        + assumed("part_time_if_older") * (age >= assumed("part_time_older_from"))
        + noise(draft.luck, draft.people)
    )
    return among(worker, score.astype(np.float32), wanted)


def add_time_out(draft: Draft) -> None:
    """Date the last month in work; 0 of those who never worked."""
    person, luck, start = draft.person, draft.luck, draft.start
    job = person["job"] != Job.OUT
    age = draft.age.astype(np.float32)
    adult = person["birth_month"].astype(np.int32) + 12 * ADULT
    sick = limited(draft) | health_claimants(draft)
    ill, others = luck.exponential(1, draft.people), luck.exponential(1, draft.people)
    on_fit_note = person["health_group"] == HealthGroup.PRE_WCA
    away_on_fit_note = 1 + assumed("away_months_fit_note") * ill
    away_ill = assumed("away_least_months_ill") + assumed("away_months_ill") * ill
    away_others = 1 + assumed("away_months_others") * others
    away = np.select([on_fit_note, sick], [away_on_fit_note, away_ill], away_others)
    last = start - 1 - away.astype(np.int32)
    is_young = age < assumed("never_worked_young_until")
    chance = np.where(is_young, assumed("never_worked_young"), assumed("never_worked"))
    never = (luck.random(draft.people) < chance) | (last < adult)
    out = np.where(never, 0, last)
    draft.put(last_work=np.where(job, start - 1, np.where(draft.present, out, 0)).astype(np.int16))


def date_last_jobs(draft: Draft) -> None:
    """Date the last job of people who lately left work, as it is kept when a job ends in a run.

    Who left a job that had lasted is spared the benefit cap for some months.
    """
    person, start = draft.person, draft.start
    lately = (person["job"] == Job.OUT) & (person["last_work"] > start - MONTHS_A_YEAR)
    lasted = 1 + draft.luck.exponential(assumed("last_job_months"), draft.people).astype(np.int64)
    adult = person["birth_month"].astype(np.int64) + MONTHS_A_YEAR * ADULT
    began = np.maximum(person["last_work"] - lasted, adult)
    draft.put(job_since=np.where(lately, began, person["job_since"]).astype(np.int16))


def activity_targets(draft: Draft) -> dict[Activity, int]:
    """Return people out of work by what they do, in rows; what is left is OTHER."""
    working_age = draft.present & (draft.age < REASONS_UNTIL)
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

    More people claim on grounds of health than report in the LFS that they are long-term sick; those above the
    LFS number are spread over the other activities.
    """
    person, luck = draft.person, draft.luck
    age = draft.age.astype(np.float32)
    out = draft.present & (person["job"] == Job.OUT) & (age < REASONS_UNTIL)
    lead, severe = lead_carer(draft), person["severity"] == Severity.SEVERE
    claimant = health_claimants(draft)
    plain_uc = on_uc_person(draft) & ~claimant & ~person["carer"]
    lean = {
        Activity.SICK: assumed("sick_if_claimant") * claimant
        + assumed("sick_if_limited") * limited(draft)
        + assumed("sick_if_severe") * severe
        + assumed("sick_a_year") * age,
        Activity.STUDYING: assumed("student_a_year") * np.maximum(age - ADULT, 0)
        + assumed("student_if_claimant") * claimant
        + assumed("student_if_plain_uc") * plain_uc,
        Activity.SEEKING: assumed("seeking_if_plain_uc") * plain_uc
        + assumed("seeking_a_year") * age
        + assumed("seeking_if_claimant") * claimant
        + assumed("seeking_if_parent") * lead,
        Activity.RETIRED: assumed("retired_a_year") * (age - RETIRING_AGE) + assumed("retired_if_plain_uc") * plain_uc,
        Activity.CARING: assumed("home_if_parent") * lead
        + assumed("home_if_carer") * person["carer"]
        + assumed("home_if_woman") * women(draft),
    }
    activity = np.where(age < assumed("study_before_age"), Activity.STUDYING, Activity.SEEKING).astype(np.int8)
    activity[draft.present & (person["job"] == Job.OUT)] = Activity.OTHER
    activity[draft.present & (person["job"] == Job.OUT) & (age >= REASONS_UNTIL)] = Activity.RETIRED
    activity[draft.present & (person["job"] == Job.OUT) & (age >= REASONS_UNTIL) & claimant] = Activity.SICK
    left = out
    targets = activity_targets(draft)
    for code, score in lean.items():
        chosen = among(left, (score + noise(luck, draft.people)).astype(np.float32), targets[code])
        activity[chosen] = code
        left = left & ~chosen
    draft.put(activity=activity)


def add_access_to_work(draft: Draft) -> None:
    """Put as many limited workers on Access to Work as were paid in 2024-25.

    Grants in the stock began, and end, within as many months as the longest grant.
    """
    longest = law_at(draft.start).programme[Programme.ACCESS_TO_WORK].months
    eligible = limited(draft) & draft.present & (draft.person["job"] != Job.OUT)
    chosen = among(eligible, noise(draft.luck, draft.people), draft.rows(share("access_to_work")))
    since = np.where(chosen, draft.start - 1 - draft.luck.integers(0, longest, draft.people), 0)
    since = np.where(chosen, np.maximum(since, draft.person["job_since"]), 0)
    until = np.where(chosen, draft.start + 1 + draft.luck.integers(0, longest, draft.people), 0)
    draft.put(
        programme=np.where(chosen, Programme.ACCESS_TO_WORK, Programme.NONE).astype(np.int8),
        programme_since=since.astype(np.int16),
        programme_until=until.astype(np.int16),
    )
