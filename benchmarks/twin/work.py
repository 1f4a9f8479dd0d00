"""Jobs lost and jobs begun, on one draw: low draws enter work, high draws lose it."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.twin.awards import (
    assess,
    claim_of,
    group_after_esa,
    means_of,
    on_universal_credit,
    read_units,
    seats,
)
from benchmarks.twin.entry import AGE_20, AGE_60, is_health_status, support, unsupported, work_status
from benchmarks.twin.health import AGE_50, add_strain
from benchmarks.twin.luck import ACTIVITY, TWO_32, WORK, Array, hits, misses, share, threshold
from benchmarks.twin.sick_leave import end_esa, end_with_job, losses
from benchmarks.twin.world import World, lead, tally
from welfsim.vocabulary.codes import (
    Activity,
    EsaKind,
    HealthGroup,
    Job,
    LcwraRoute,
    Programme,
    Referral,
    Severity,
)

AGE_55 = 55 * 12
MILLION, LEAST_DEMAND = 1_000_000, 0.001
EXPECTED = ("entry_chances", "additional_chances", "deadweight_chances", "prevented_chances", "displaced_chances")


def is_on_programme(world: World, rows: Any = slice(None)) -> Array:
    """Return whom a programme supports this month: it has begun and not ended."""
    person = world.person
    began, ends = person.programme_since[rows] <= world.month, person.programme_until[rows] > world.month
    return (person.programme[rows] != Programme.NONE) & began & ends


def exit_by_tenure(world: World, rows: Array) -> Array:
    """Return the hazard of leaving a job by months in it, whatever the health."""
    p, tenure = world.policy.employment, world.month - world.person.job_since[rows]
    return np.select([tenure < 6, tenure < 12], [p.exit_to_month_6, p.exit_months_7_to_12], p.exit_settled)


def exit_by_employability(world: World, rows: Array) -> Array:
    """Return leaving a job by how employable people are, 1 at the mean."""
    return np.exp(-world.policy.employment.exit_employability * world.person.employability[rows].astype(np.float64))


def exit_with_help(world: World, rows: Array) -> Array:
    """Return what a programme in work does to leaving a job."""
    of_programme = world.policy.programme["exit_ratio"][world.person.programme[rows]]
    return np.where(is_on_programme(world, rows), of_programme, 1.0)


def exit_hazard(world: World, rows: Array) -> Array:
    """Return the hazard of leaving a job: by tenure, through illness on sick leave, lower the more employable."""
    hazard = exit_by_tenure(world, rows) + losses(world, rows)
    return hazard * exit_by_employability(world, rows) * exit_with_help(world, rows)


def lose(world: World) -> None:
    """End jobs, which strains; employers bear a twelfth of occupational health for each limited employee."""
    person, line, health = world.person, world.line, world.policy.health
    rows = np.flatnonzero(world.present & (person.job != Job.OUT))
    is_limited = person.severity[rows] >= Severity.WORK_LIMITING
    cost = world.policy.costs.occupational_health // 12
    tally(line.employer_support_cost, person.district[rows[is_limited]], amount=cost)
    hazard = exit_hazard(world, rows)
    person.exit_chance[rows] = np.minimum(hazard, 1.0)
    line.exit_chances[:] += in_millionths(np.bincount(person.district[rows], threshold(hazard), line.exit_chances.size))
    leaves = misses(world.luck[WORK, rows], hazard)
    leavers = rows[leaves]
    tally(line.job_moves, person.district[leavers], person.job[leavers], Job.OUT)
    end_with_job(world, leavers)
    person.job[leavers], person.last_work[leavers] = Job.OUT, world.month
    person.activity[leavers] = activity_after(world, leavers, is_limited[leaves])
    add_strain(world, leavers, health.score_losing_job * health.cases_a_point)
    tally(line.jobs_lost, person.district[leavers])


def activity_after(world: World, rows: Array, is_limited: Array) -> Array:
    """Return what leavers do: the limited may be sick; carers, the retired and other inactive people are so again.

    Else a lasting rank says whether they study or retire, by age, and of the rest, whether they care, more often with
    children of theirs, are inactive otherwise or seek work.
    """
    p, before = world.policy.employment, world.person.activity[rows]
    rank = share(world.key, ACTIVITY, world.person.person_id[rows], 0)
    is_sick = is_limited & ((before == Activity.SICK) | (rank < p.sick_share_of_limited_leavers))
    does_so_again = np.isin(before, (Activity.CARING, Activity.RETIRED, Activity.OTHER))
    return np.select([is_sick, does_so_again], [Activity.SICK, before], leaning(world, rows, rank))


def leaning(world: World, rows: Array, rank: Array) -> Array:
    """Return what people who are not sick lean to when out of work."""
    p, age = world.policy.employment, world.month - world.person.birth_month[rows]
    of_study = [p.study_share_under_20, p.study_share_from_20]
    study = np.select([age < AGE_20, age < world.policy.ageing.study_ends], of_study, 0.0)
    of_retirement = [0.0, p.retired_share_50_to_54, p.retired_share_55_to_59]
    retirement = np.select([age < AGE_50, age < AGE_55, age < AGE_60], of_retirement, p.retired_share_from_60)
    care = np.where(is_responsible(world, rows), p.caring_share_of_parents, p.caring_share_of_others)
    rest = 1.0 - np.maximum(study, retirement)
    place = 1.0 - np.divide(1.0 - rank, rest, out=np.zeros(rows.size), where=rest > 0.0)
    steps = [rank < study, rank < retirement, place < care, place < care + p.other_share]
    return np.select(steps, [Activity.STUDYING, Activity.RETIRED, Activity.CARING, Activity.OTHER], Activity.SEEKING)


def is_responsible(world: World, rows: Array) -> Array:
    """Return who is taken to look after the children who count: of a woman and a man she, else the first adult."""
    unit = world.person.unit[rows]
    births = np.stack([getattr(world.unit, f"child_{k}_birth")[unit] for k in (1, 2, 3, 4)])
    counts = (births > 0) & (births <= world.month) & (world.month - births < world.policy.ageing.dependent_until)
    return (lead(world, unit) == rows) & counts.any(axis=0)


def carry_to_credit(world: World, rows: Array) -> None:
    """Move people from income-related ESA to the health group of Universal Credit that it brings (TP Regs reg 19).

    The spell goes on from ESA's. LCWRA is paid at once and protected; a prognosis begins, unless it is lifelong.
    """
    person, line, month, here = world.person, world.line, world.month, world.person.district[rows]
    group, spell_since = group_after_esa(person.esa_group[rows]), person.esa_since[rows]
    end_esa(world, rows)
    is_unfit = group == HealthGroup.LCWRA
    tally(line.uc_health_moves, here, person.health_group[rows], group)
    tally(line.lcwra_found, here[is_unfit], LcwraRoute.ESA)
    tally(line.esa_moved_with_job, here)
    person.health_group[rows], person.group_since[rows] = group, month
    person.fit_note_since[rows], person.from_esa[rows] = spell_since, is_unfit
    person.referral[rows] = Referral.NONE
    person.element_from[rows] = np.where(is_unfit, month, 0)
    due = month + world.policy.assessment.prognosis
    person.reassess_month[rows] = np.where(person.lifelong[rows], 0, due)


def leave_esa(world: World, rows: Array) -> None:
    """End ESA with a job; a unit on income-related ESA claims Universal Credit if that is worth it with the pay."""
    person, unit = world.person, world.unit
    is_related = person.esa_kind[rows] == EsaKind.INCOME_RELATED
    end_esa(world, rows[~is_related])
    units = on_universal_credit(read_units(world, person.unit[rows[is_related]]))
    award = assess(world, claim_of(world, units), means_of(world, units)).paid
    is_worth_it = award >= max(world.policy.take_up.worth_claiming, 1)
    for change, chosen in ((carry_to_credit, is_worth_it), (end_esa, ~is_worth_it)):
        adults = np.unique(np.concatenate(seats(world, units.rows[chosen])))
        change(world, adults[person.esa_kind[adults] == EsaKind.INCOME_RELATED])
    opens = units.rows[is_worth_it & (unit.uc_since[units.rows] == 0)]
    unit.uc_since[opens], unit.uc_nil_since[opens] = world.month, 0
    tally(world.line.uc_claims, unit.district[opens])


def take_jobs(world: World, rows: Array, status: Array) -> None:
    """Begin jobs, full-time or part-time as people are, which relieves; the employer of the ill has the incentive."""
    person, line, health = world.person, world.line, world.policy.health
    here, is_ill = person.district[rows], is_health_status(status) & ~person.self_employed[rows]
    person.job[rows] = np.where(person.hours_part_time[rows], Job.PART_TIME, Job.FULL_TIME)
    person.job_since[rows] = person.last_work[rows] = world.month
    add_strain(world, rows, -health.score_entering_work * health.cases_a_point)
    tally(line.jobs_started, here, status)
    tally(line.job_moves, here, Job.OUT, person.job[rows])
    tally(line.employer_support_cost, here[is_ill], amount=world.policy.costs.hiring_incentive)
    leave_esa(world, rows)


def in_millionths(thresholds: Array) -> Array:
    """Return sums of chances, each as the threshold of a draw, in millionths."""
    return (thresholds / TWO_32 * MILLION).astype(np.int64)


def expect(world: World, rows: Array, status: Array, hazard: Array, ratio: Array, chances: dict[str, Array]) -> None:
    """Add some people's chances of a job, with support and without, to the lines of what is expected."""
    here, is_helped = world.person.district[rows], ratio != 1.0
    alone, supported = threshold(hazard), threshold(hazard * ratio)
    left = threshold(hazard * world.district.job_multiplier[here])
    for line, amount in {
        "entry_chances": supported,
        "additional_chances": is_helped * np.maximum(supported - alone, 0),
        "deadweight_chances": is_helped * np.minimum(supported, alone),
        "prevented_chances": is_helped * np.maximum(alone - supported, 0),
        "displaced_chances": np.where(is_helped, 0, alone - left),
    }.items():
        tally(chances[line], here, status, amount=amount)


def enter_in_turn(world: World, rows: Array, chances: dict[str, Array], unsupported_chances: Array) -> None:
    """Begin the jobs of some people, and add to their districts' chances of a job, all and those without support.

    With support an entry is additional if the draw would not have entered without it, else deadweight, and a draw that
    would have entered but does not is a job prevented. Without support, entry is what displacement leaves.
    """
    person, line, draw = world.person, world.line, world.luck[WORK, rows]
    here, status = person.district[rows], work_status(world, rows)
    hazard, ratio = unsupported(world, rows, status), support(world, rows)
    is_helped, would = ratio != 1.0, hits(draw, hazard)
    chance = hazard * np.where(is_helped, ratio, world.district.job_multiplier[here])
    person.entry_chance[rows], starts = np.minimum(chance, 1.0), hits(draw, chance)
    tally(line.jobs_displaced, here, status, amount=np.where(is_helped, 0, would.astype(int) - starts))
    tally(line.jobs_additional, here, status, amount=is_helped & starts & ~would)
    tally(line.jobs_deadweight, here, status, amount=is_helped & starts & would)
    tally(line.jobs_prevented, here, status, amount=is_helped & would & ~starts)
    expect(world, rows, status, hazard, ratio, chances)
    tally(unsupported_chances, here, amount=np.where(is_helped, 0, threshold(hazard)))
    take_jobs(world, rows[starts], status[starts])


def displaced(world: World, looking: Array, without_support: Array) -> Array:
    """Return next month's multiplier on entry without support: who looks for work more than in the baseline, or less.

    1 where there is no baseline to compare with.
    """
    before, p = world.district.chances_before, world.policy.employment
    more = p.displacement * (looking - before)
    share = np.divide(more, without_support, out=np.zeros(before.size), where=without_support > 0.0)
    return np.where(before < 0.0, 1.0, np.maximum(1.0 - share, 0.0))


def enter(world: World) -> None:
    """Begin jobs of people out of work, the second adult of a unit knowing what the first has done.

    Nobody who lost a job this month begins one. What all look for work sets what is displaced next month.
    """
    person, district, line = world.person, world.district, world.line
    is_out = world.present & (person.job == Job.OUT) & (person.last_work != world.month)
    is_first = world.unit.first_person[person.unit] == np.arange(person.unit.size)
    chances = {name: np.zeros(line.entry_chances.shape, np.int64) for name in EXPECTED}
    unsupported_chances = np.zeros(district.nation.size, np.int64)
    for seat in (is_first, ~is_first):
        enter_in_turn(world, np.flatnonzero(is_out & seat), chances, unsupported_chances)
    for name, thresholds in chances.items():
        line[name][:] += in_millionths(thresholds)
    demand = max(world.policy.economy.labour_demand, LEAST_DEMAND)
    looking = line.entry_chances.sum(axis=1) / MILLION / demand
    district.job_multiplier[:] = displaced(world, looking, unsupported_chances / TWO_32 / demand)
