"""Who works among people on Universal Credit and ESA, so that awards are nil as often as is published."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from welfsim.awards.requirements import THREE_YEARS
from welfsim.population.assumptions import assumed, assumed_each
from welfsim.population.awards import awards, has_nil_award, has_worker, losses_to_cap
from welfsim.population.choosing import Mask, among, noise
from welfsim.population.draft import Array, Draft
from welfsim.population.families import uc_scaled
from welfsim.population.health import limited
from welfsim.population.law import law_at
from welfsim.population.published import Float, share, stock
from welfsim.population.universal_credit import FAMILIES, family_of, on_uc_person, youngest_of_lead
from welfsim.rules.pay_days import all_over_usual
from welfsim.vocabulary.codes import HealthGroup, Job, PayPeriod

TURNS = 8  # at most so often are jobs of claims that would be nil given to others
RISES = 12  # at most so often is pay raised until the award is nil
HUNDRED = 100  # pence


def jobs_on_benefit(draft: Draft, score: Array) -> tuple[Mask, Mask]:
    """Choose full-time and part-time workers among people on UC or ESA, exact by group, those of highest score first.

    A job that would leave a claim without an award goes to somebody else, but for as many claims of each family type
    as have a nil award by the published count: others with such a job have closed their claims. Where too few would be
    nil, the pay of claims with the smallest awards is raised until they are.
    """
    draft.put(pay_period=_pay_periods(draft))
    pay = draft.luck.random(draft.people)
    nobody = np.zeros(draft.people, dtype=np.bool_)
    score = (score + assumed("work_if_capped") * _lost_without_work(draft)).astype(np.float32)
    full, part = _choose(_workers_by_group(draft, score, nobody), nobody, nobody)
    _put_jobs(draft, full, part, pay)
    kept = _as_many_as_published(draft, has_nil_award(draft))
    not_full, not_part = (_nil_alone(draft, job, kept, pay) for job in (Job.FULL_TIME, Job.PART_TIME))
    for _ in range(TURNS):
        full, part = _choose(_workers_by_group(draft, score, part), not_full, not_part)
        _put_jobs(draft, full, part, pay)
        over = draft.of_unit(has_nil_award(draft) & ~kept)
        if not over.any():
            break
        not_full, not_part = not_full | (over & full), not_part | (over & part)
    _raise_pay(draft)
    return full, part


def _lost_without_work(draft: Draft) -> Array:
    """Return what the benefit cap would take from each person's unit on UC without work, in £100 a month."""
    on_uc, lost = np.flatnonzero(draft.unit["uc_since"] > 0), np.zeros(draft.unit["adults"].size)
    draft.put(job=np.full(draft.people, Job.OUT, dtype=np.int8))
    lost[on_uc] = losses_to_cap(draft, on_uc) / (HUNDRED * HUNDRED)
    return draft.of_unit(lost)


class Workers(NamedTuple):
    """A group of people on benefits, how many of them work full-time and part-time, and a score of who does."""

    group: Mask
    full_time: int
    part_time: int
    score: Array


def _workers_by_group(draft: Draft, score: Array, part: Mask) -> list[Workers]:
    """Return the groups of carers and people on Universal Credit or ESA, and how many of each work.

    Carers who work do so part-time, since Carer's Allowance ends above its earnings limit. `part` are those last chosen
    for part-time work, of whom the self-employed are not in light touch.
    """
    person, group = draft.person, draft.person["health_group"]
    on_uc, esa = on_uc_person(draft), person["esa_kind"] > 0
    plain = on_uc & (group == HealthGroup.NONE) & ~esa
    part_time = assumed("part_time_on_health_benefits")
    groups = []
    for rate, mask in (
        (share("employed_lcwra"), group == HealthGroup.LCWRA),
        (share("employed_lcw"), group == HealthGroup.LCW),
        (share("employed_pre_wca"), group == HealthGroup.PRE_WCA),
        (assumed("employed_esa"), esa & (group == HealthGroup.NONE)),
    ):
        workers = round(rate * int((mask & ~person["carer"]).sum()))
        few = round(part_time * workers)
        groups.append(Workers(mask & ~person["carer"], workers - few, few, score))
    carers = round(share("employed_carers") * int(person["carer"].sum()))
    groups.append(Workers(person["carer"], 0, carers, score))
    on_uc_elsewhere = sum(working.full_time + working.part_time for working in groups[:3])
    on_uc_elsewhere += round(share("employed_carers") * int((person["carer"] & on_uc).sum()))
    others = _without_a_stage(draft, plain & ~person["carer"], groups[2], on_uc_elsewhere, score, part)
    return [*groups, *others]


def _without_a_stage(
    draft: Draft, free: Mask, with_note: Workers, elsewhere: int, score: Array, part: Mask
) -> list[Workers]:
    """Return the workers of people on Universal Credit who neither care nor have a health stage: young parents, others.

    `free` are they; `with_note` those who wait for an assessment, who are in light touch or search as they are;
    `elsewhere` counts all others on Universal Credit in work. Light touch is met, by part-time employees.
    """
    young = free & (youngest_of_lead(draft) < THREE_YEARS)
    workers = round(assumed("employed_uc_young_child") * int(young.sum()))
    few = round(assumed("part_time_uc_young_child") * workers)
    note_workers = with_note.full_time + with_note.part_time
    could_search = int((free & ~young).sum() + with_note.group.sum()) - note_workers
    working = _asked_to_search_in_work(draft, could_search, elsewhere + workers)
    own = int((part & draft.person["self_employed"] & ((free & ~young) | with_note.group)).sum())
    part_time = draft.rows(share("uc_light_touch") * uc_scaled(draft.start)) - with_note.part_time + own
    likely = (score + assumed("work_if_ill_without_fit_note") * limited(draft)).astype(np.float32)
    return [
        Workers(young, workers - few, few, score),
        Workers(free & ~young, max(working - part_time, 0), part_time, likely),
    ]


def _asked_to_search_in_work(draft: Draft, could_search: int, others: int) -> int:
    """Return how many people on Universal Credit work of those who would otherwise be asked to search, in rows.

    `could_search` are they and those who search with a fit note; `others` work and would not search. The published
    number in work asks for fewer workers and the published number of searchers for more: it is halfway between.
    """
    scale = uc_scaled(draft.start)
    by_search = could_search - draft.rows(stock("uc_regime", "intensive_work_search", draft.start) * scale)
    by_work = draft.rows(share("uc_people_in_work") * scale) - others
    return round((by_search + by_work) / 2)


def _choose(groups: list[Workers], not_full: Mask, not_part: Mask) -> tuple[Mask, Mask]:
    """Choose each group's full-time workers, then its part-time workers, of those who may be chosen."""
    full, part = np.zeros_like(not_full), np.zeros_like(not_part)
    for mask, full_time, part_time, score in groups:
        here = among(mask & ~not_full, score, full_time)
        full |= here
        part |= among(mask & ~not_part & ~here, score, part_time)
    return full, part


def _put_jobs(draft: Draft, full: Mask, part: Mask, pay: Float) -> None:
    _put(draft, np.where(full, Job.FULL_TIME, np.where(part, Job.PART_TIME, Job.OUT)), pay)


def _put(draft: Draft, job: Array, pay: Float) -> None:
    """Give people on benefits jobs, with the pay of last month; `pay` is a draw of it for everybody.

    Profits come by the month.
    """
    job = job.astype(np.int8)
    person, law = draft.person, law_at(draft.start).pay
    period = np.where(person["self_employed"], np.int8(PayPeriod.MONTH), person["pay_period"])
    over = all_over_usual(period, person["person_id"], job, pay, draft.start - 1, law)
    draft.put(job=job, pay_over_usual=over)


def _pay_periods(draft: Draft) -> Array:
    """Say for how long each payday of a person's jobs pays, by luck."""
    periods = (PayPeriod.WEEK, PayPeriod.FORTNIGHT, PayPeriod.FOUR_WEEKS)
    ends = np.cumsum(assumed_each("paid_by_week", "paid_by_fortnight", "paid_by_four_weeks"))
    drawn = np.searchsorted(ends, draft.luck.random(draft.people), side="right")
    return np.array([*periods, PayPeriod.MONTH], dtype=np.int8)[drawn]


def _nil_alone(draft: Draft, job: Job, kept: Mask, pay: Float) -> Mask:
    """Mark single adults on Universal Credit who would have no award in a job, but for those who may be so."""
    alone = on_uc_person(draft) & (draft.of_unit(draft.unit["adults"]) == 1)
    _put(draft, np.where(alone, job, Job.OUT), pay)
    return np.asarray(alone & draft.of_unit(has_nil_award(draft) & ~kept))


def _raise_pay(draft: Draft) -> None:
    """Raise the pay of working claims with the smallest awards until as many of each family type as published are nil.

    Their pay has gone up lately: the claim is not closed yet.
    """
    unit, family = draft.unit, family_of(draft)
    rows = np.flatnonzero((unit["uc_since"] > 0) & has_worker(draft))
    award = np.zeros(family.size, dtype=np.int64)
    award[rows] = awards(draft, rows)
    working, raised = np.zeros(family.size, dtype=np.bool_), np.zeros(family.size, dtype=np.bool_)
    working[rows] = True
    for code, count in enumerate(nil_award_targets(draft)):
        here = working & (family == code)
        short = int(count) - int((here & (award == 0)).sum())
        raised |= among(here & (award > 0), (-award / HUNDRED).astype(np.float32), short)
    for _ in range(RISES):
        rows = np.flatnonzero(raised)
        raised[rows] = awards(draft, rows) > 0
        if not raised.any():
            break
        rise = draft.of_unit(raised) & (draft.person["job"] != Job.OUT)
        pay = draft.person["hourly_pay"] * np.where(rise, assumed("nil_pay_rise"), 1.0)
        draft.put(hourly_pay=pay.astype(np.int32))


def nil_award_targets(draft: Draft) -> Array:
    """Return claims with a nil award by family type, in rows."""
    scale = uc_scaled(draft.start)
    return np.array([draft.rows(stock("uc_nil_awards", name, draft.start) * scale) for name in FAMILIES])


def _as_many_as_published(draft: Draft, nil: Mask) -> Mask:
    """Keep, of claims with a nil award, as many of each family type as are published, by luck."""
    family, luck = family_of(draft), noise(draft.luck, nil.size)
    kept = np.zeros(nil.size, dtype=np.bool_)
    for code, count in enumerate(nil_award_targets(draft)):
        kept |= among(nil & (family == code), luck, int(count))
    return kept
