"""Checks on reforms, run next to the baseline on the same people with the same luck.

Additional people in work are expected: each person's chances with the reform less those without it, carried on by
``processes.work_effects``. Counted heads would be thirty times as noisy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from welfsim.experiments.behaviour_nouns import INFINITE, Ask, Finding, Floats
from welfsim.experiments.behaviour_worlds import (
    FROM,
    START,
    Chosen,
    Lived,
    Policies,
    World,
    chances,
    group_of,
    hazards,
    in_work,
    on_health,
    out_of_work,
    present,
    scaled,
)
from welfsim.months import parse_month
from welfsim.population.latent import columns_of, statuses
from welfsim.results.luck import interval_of_mean
from welfsim.rules.displacement import MILLION
from welfsim.scenario import read_scenario
from welfsim.vocabulary.codes import PipRate, Severity, WorkStatus
from welfsim.vocabulary.persons import Persons

FIT_NOTES = ("fit_note_mild", "fit_note_work_limiting", "fit_note_severe")
TWENTY_NINE_A_WEEK = 12_584  # pence a month
CUT_FROM = parse_month("2025-07")
MORE = 3_000.0  # coaches
CUT_OF_2017 = "Cut of ESA for newcomers, April 2017; Understanding Society 589020"


def additional(reform: Lived) -> Floats:
    """Return by month the additional people in work of a reform next to its baseline, by expected flows, in rows."""
    return np.asarray(reform.accounts["more_in_work"].sum(axis=(1, 2)) / MILLION, np.float64)


def lived_with(world: World, change: Callable[[Policies], None]) -> Lived:
    """Return a run of the law with a change to its parameters, against the baseline."""
    law = world.law()
    change(law)
    return world.live(law, world.baseline)


# ------------------------------------------------------------------------------------------------- labels


def halve_fit_notes(law: Policies) -> None:
    """Halve the hazards of fit notes from April 2026."""
    scaled(law, "claims", 0.5, *FIT_NOTES)


def check_fit_notes(worlds: Sequence[World]) -> list[Finding]:
    """Check 2: half the fit notes; how many of those who are not on UC health work instead."""
    work, counted, fewer = [], [], []
    for world in worlds:
        reform = lived_with(world, halve_fit_notes)
        work.append(additional(reform)[-1])
        counted.append(in_work(reform)[-1] - in_work(world.baseline)[-1])
        fewer.append(on_health(world.baseline)[-1] - on_health(reform)[-1])
    bound = "−0.5 to 5%: a label has no power of its own"
    ratio = Ask(2, "Fit notes halved, 2031: % of those off UC health who work", bound, "by design", -0.5, 5.0, 1)
    count = Ask(2, "The same by counting heads", "none", "", digits=1)
    people = Ask(2, "Fewer on UC health, thousand", "none", "", digits=0)
    thousand = worlds[0].grossing / 1e3
    return [
        ratio.ratio([100 * each for each in work], fewer),
        count.ratio([100 * each for each in counted], fewer),
        people.over([thousand * each for each in fewer]),
    ]


# -------------------------------------------------------------------------------------------------- money


def one_rate(law: Policies) -> None:
    """Pay everyone the protected rate of the LCWRA element, and note from when a claimant is new."""
    law["universal_credit"]["lcwra_new"] = law["universal_credit"]["lcwra_protected"]
    law["universal_credit"]["new_rate_from"] = CUT_FROM


def cut_for_newcomers(law: Policies) -> None:
    """Pay new claimants £29 a week less."""
    one_rate(law)
    law["universal_credit"]["lcwra_new"] -= TWENTY_NINE_A_WEEK


def mental_problems(lived: Lived, before: Lived) -> float:
    """Return how many more mental health problems there are in one run, in rows.

    Strain is felt as steps up the ladder of severity, one for `strain_step_share` of the problems; who has a physical
    condition keeps it as the main one. So steps are counted, not conditions.
    """
    here = present(lived.end.person) & present(before.end.person)
    steps = [run.end.person.severity[here].astype(np.int64).sum() for run in (lived, before)]
    return float(steps[0] - steps[1]) / float(group_of(lived.policies, "health").strain_step_share)


def check_cut(worlds: Sequence[World]) -> list[Finding]:
    """Check 3: a cut like that of 2017."""
    work, affected, ill = [], [], []
    for world in worlds:
        law = world.law()
        one_rate(law)
        before = world.live(law)
        law = world.law()
        cut_for_newcomers(law)
        after = world.live(law, before)
        work.append(100 * additional(after)[-1])
        affected.append(before.accounts["uc_new_rate"][-1].sum())
        ill.append(100.0 * mental_problems(after, before))
    nothing = "no effect on work found; power to see about 2 points"
    asks = (
        Ask(3, "£29 a week less for newcomers, 2031: % of them in work", nothing, CUT_OF_2017, -1.0, 1.0, 1),
        Ask(3, "% of them with poor mental health", "a third of 8.9 (1.1 to 16.7): up", CUT_OF_2017, 0.4, 5.6, 1),
    )
    return [asks[0].ratio(work, affected), asks[1].ratio(ill, affected)]


EVER_CLAIMS = tuple(f"ever_claims_{family}" for family in ("single", "couple", "lone_parent", "parents"))


def steep_taper(law: Policies) -> None:
    """Take 90% of net earnings above the work allowance from the award."""
    law["universal_credit"]["taper"][FROM:] = 0.9


def less_take_up(law: Policies) -> None:
    """Let those who are least keen to claim no longer claim."""
    scaled(law, "take_up", 0.7, *EVER_CLAIMS)


def check_health(worlds: Sequence[World]) -> list[Finding]:
    """Check 4: less money or fewer claims must not make people healthy."""
    found = []
    for what, change in (("Taper of 90%", steep_taper), ("Take-up ended for the least keen", less_take_up)):
        more = []
        for world in worlds:
            limited = [limited_people(lived) for lived in (lived_with(world, change), world.baseline)]
            more.append(100 * (limited[0] / limited[1] - 1))
        bound = "no fall: money and labels do not heal"
        ask = Ask(4, f"{what}, 2031: people with limiting illness, %", bound, "by design", 0.0, digits=2)
        found.append(ask.over(more))
    return found


def limited_people(lived: Lived) -> float:
    """Return the people with limiting illness at the end, in rows."""
    return float(lived.accounts["health"][-1].sum(axis=0)[Severity.WORK_LIMITING :].sum())


# ---------------------------------------------------------------------------------------------------- PIP


def check_four_points(worlds: Sequence[World]) -> list[Finding]:
    """Check 5: who loses PIP under the rule of four points."""
    rule = read_scenario("pip_four_points").changes()
    work, losers, theirs, searchers = [], [], [], []
    for world in worlds:
        reform = world.live(world.law(rule), world.baseline)
        lost = have_lost(reform.end.person, world.baseline.end.person)
        work.append(100 * additional(reform)[-1])
        losers.append(float(lost.sum()))
        own, searching = entries_of_losers(reform, lost)
        theirs.append(own)
        searchers.append(searching)
    losses, few = "0 to 3%: none found after losses in Britain", "disabled to others: about a third"
    source = "Cut of 2017; reassessments, Barr 2016"
    asks = (
        Ask(5, "Four points, 2031: additional in work, % of losers", losses, source, -1.0, 3.0),
        Ask(5, "Entry of losers out of work ÷ that of searchers", few, "LFS; UKHLS", 0.0, 0.5),
    )
    return [asks[0].ratio(work, losers), asks[1].ratio(theirs, searchers)]


def have_lost(person: Persons, before: Persons) -> Chosen:
    """Mark people of working age without daily living who have it in the other run."""
    lost = np.asarray(person.daily_living == PipRate.NONE) & np.asarray(before.daily_living != PipRate.NONE)
    return np.asarray(lost & present(person) & present(before))


def entries_of_losers(reform: Lived, lost: Chosen) -> tuple[float, float]:
    """Return the mean chance of a job, a month, of losers out of work at the end, and of searchers."""
    person, end = reform.end.person, START + reform.policies.size - 1
    chance, out = hazards(reform.end, reform.policies, end), out_of_work(person)
    searching = np.zeros(out.size, np.bool_)
    searching[out] = statuses(columns_of(person, out)) == WorkStatus.SEARCHING
    return float(chance[out & lost].mean()), float(chance[searching].mean())


# ------------------------------------------------------------------------------------------ displacement


def more_coaches(law: Policies) -> None:
    """Put more coaches in post from April 2026."""
    law["coaching"]["coaches_in_post"][FROM:] += MORE


def displaced(lived: Lived, baseline: Lived) -> tuple[float, float]:
    """Return the jobs displaced in a run, by expected flows and as counted, in rows."""
    p = group_of(lived.policies, "employment")
    expected = p.displacement * (chances(lived) - chances(baseline))[:-1].sum()
    return float(expected), float(lived.accounts["jobs_displaced"].sum())


def check_displacement(worlds: Sequence[World]) -> list[Finding]:
    """Check 8: coaches added to the baseline, and the same coaches taken away from a baseline that has them."""
    rows = []
    for world in worlds:
        law = world.law()
        more_coaches(law)
        added, with_more = world.live(law, world.baseline), world.live(law)
        taken = world.live(world.law(), with_more)
        rows.append([*displaced(added, world.baseline), *displaced(taken, with_more)])
    jobs = np.array(rows) * worlds[0].grossing / 1e3
    source, both = "Crépon 2013; Lalive, Landais and Zweimüller 2015", jobs[:, 0] + jobs[:, 2]
    luck = INFINITE
    if len(rows) > 1:
        low, high = interval_of_mean(both)
        luck = float(high - low) / 2.0
    near = max(0.1 * abs(float(jobs[:, 0].mean())), luck)
    asks = (
        Ask(8, "3,000 coaches added: thousand jobs displaced, expected", "more than 0", source, 0.0, digits=2),
        Ask(8, "The same 3,000 taken away", "less than 0", source, high=0.0, digits=2),
        Ask(8, "Jobs displaced as counted, added", "none", "", digits=2),
        Ask(8, "Jobs displaced as counted, taken away", "none", "", digits=2),
    )
    found = [ask.over(jobs[:, place]) for ask, place in zip(asks, (0, 2, 1, 3), strict=True)]
    same = Ask(8, "Their sum", "0, within a tenth or the width of luck", "by design", -near, near, 2)
    return [*found[:2], same.found(both.mean()), *found[2:]]
