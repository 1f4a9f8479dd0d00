"""The checks on behaviour by their parts: verdicts, carried stocks, closed form, and that each check can fail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import welfsim
from welfsim.errors import ScenarioError
from welfsim.experiments.behaviour import CHECKS, COLUMNS, QUICK, TITLES, Size, refuse_unknown, size_of
from welfsim.experiments.behaviour_known import Solution, found_again
from welfsim.experiments.behaviour_levers import LEVERS, MEASURES, net_cost
from welfsim.experiments.behaviour_nouns import INFINITE, Ask, Verdict
from welfsim.experiments.behaviour_people import (
    check_label,
    check_requirements,
    first_of,
    parents_without_requirements,
    without_lcwra,
)
from welfsim.experiments.behaviour_reduced import (
    Hazards,
    closed_form,
    hazards_of,
    law_of,
    one_by_one,
    shares_in_work,
)
from welfsim.experiments.behaviour_reforms import (
    additional,
    cut_for_newcomers,
    halve_fit_notes,
    have_lost,
    mental_problems,
    one_rate,
)
from welfsim.experiments.behaviour_stays import errors, found_fit, held, pooled
from welfsim.experiments.behaviour_trials import check_coaches, check_meetings, course, gap
from welfsim.experiments.behaviour_worlds import FROM, START, Policies, World, group_of, present, scaled
from welfsim.experiments.composition import Seen, Target
from welfsim.policy import Change
from welfsim.population.latent import group_code
from welfsim.results.table import NET_COST
from welfsim.vocabulary.codes import (
    EsaGroup,
    EsaKind,
    HealthGroup,
    Job,
    PipRate,
    Referral,
    Regime,
    Severity,
    WorkStatus,
)

ASK = Ask(1, "what", "evidence", "source", 0.0, 1.0)


@pytest.fixture(scope="module")
def world() -> World:
    return World(5_000, 1, 1, 12)


class Changed(World):
    """A world whose law of every month has another value of a parameter, of employment unless said."""

    def __init__(self, name: str, value: float, group: str = "employment") -> None:
        super().__init__(5_000, 1, 1, 12)
        self.name, self.value, self.group = name, value, group

    def law(self, changes: Sequence[Change] = ()) -> Policies:
        policies = super().law(changes)
        policies[self.group][self.name] = self.value
        return policies


# ------------------------------------------------------------------------------------------------ verdicts


@pytest.mark.parametrize(
    ("least", "most", "verdict"),
    [
        (0.2, 0.8, Verdict.YES),
        (0.0, 1.0, Verdict.YES),
        (-0.1, 0.8, Verdict.UNSURE),
        (0.8, 1.1, Verdict.UNSURE),
        (1.1, 1.2, Verdict.NO),
        (-0.2, -0.1, Verdict.NO),
        (-INFINITE, INFINITE, Verdict.UNSURE),
    ],
)
def test_inside_is_the_whole_interval(least: float, most: float, verdict: Verdict) -> None:
    assert ASK.between((least + most) / 2, least, most).verdict == verdict


def test_what_has_no_end_is_only_shown() -> None:
    assert Ask(1, "what", "none", "").found(3.0).verdict == Verdict.SHOWN


def test_an_interval_is_student_s_over_replications() -> None:
    found = ASK.over([0.4, 0.6])
    assert (found.model, found.most - found.model) == (pytest.approx(0.5), pytest.approx(12.706 * 0.1, abs=1e-3))
    assert ASK.over([0.5]).verdict == Verdict.UNSURE


def test_a_ratio_of_means_has_the_error_of_what_is_left() -> None:
    exact = ASK.ratio([1.0, 2.0, 3.0], [2.0, 4.0, 6.0])
    assert (exact.model, exact.least, exact.most) == (0.5, 0.5, 0.5)
    loose = ASK.ratio([1.0, 3.0], [4.0, 4.0])
    assert loose.most - loose.model == pytest.approx(12.706 * 1.0 / 4.0, abs=1e-3)
    assert ASK.ratio([1.0], [0.0]).verdict == Verdict.UNSURE


# ---------------------------------------------------------------------------------------------- closed form


def test_shares_in_work_by_hand() -> None:
    """A tenth enter, 30% of them leave a month later and cannot enter at once."""
    found = shares_in_work(np.full(3, 0.1), np.array([0.3, 0.0, 0.0]))
    first, second = 0.1, 0.1 * 0.7 + 0.09
    out_at_third = 0.9 - 0.09 + 0.03
    third = 0.07 + 0.09 * 0.7 + out_at_third * 0.1
    assert found.tolist() == pytest.approx([first, second, third])


def test_without_spread_and_exit_the_closed_form_is_a_power() -> None:
    hazards = Hazards(np.full(62, 0.1), np.zeros(12), 0.2)
    assert closed_form(hazards, 0.0, 6) == pytest.approx(1 - 0.9 ** np.arange(1, 7))


def test_the_law_has_its_mean_and_spread() -> None:
    law = law_of(1.3)
    assert law.weight.sum() == pytest.approx(1.0)
    assert law.weight @ law.point == pytest.approx(0.0, abs=1e-12)
    assert law.weight @ law.point**2 == pytest.approx(1.69)


def test_people_one_by_one_agree_with_the_closed_form_and_not_with_another(world: World) -> None:
    hazards = hazards_of(group_of(world.law(), "employment"))
    people = one_by_one(hazards, 1.3, 12, 200_000, 1)
    error = np.sqrt(people * (1 - people) / 200_000)
    assert (abs(people - closed_form(hazards, 1.3, 12)) < 4 * error).all()
    assert abs(people - closed_form(hazards, 1.1, 12))[-1] > 10 * error[-1]


# -------------------------------------------------------------------------------------------------- people


def test_only_those_on_lcwra_out_of_work_lose_it(world: World) -> None:
    before, law = world.population.state, world.law()
    after, chosen = without_lcwra(before, law)
    assert chosen.sum() > 100
    assert (before.person.health_group[chosen] == HealthGroup.LCWRA).all()
    assert (before.person.job[chosen] == Job.OUT).all()
    assert (after.person.health_group[chosen] == HealthGroup.NONE).all()
    assert (after.person.regime[chosen] == Regime.INTENSIVE_SEARCH).mean() > 0.5
    for name in ("health_group", "regime", "severity", "employability"):
        assert np.array_equal(getattr(after.person, name)[~chosen], getattr(before.person, name)[~chosen])


def test_a_label_that_has_power_fails_the_first_check(world: World) -> None:
    as_it_is = check_label(world)
    assert [each.verdict for each in as_it_is] == [Verdict.YES, Verdict.YES, Verdict.SHOWN]
    leaky = check_label(Changed("requirement_limited", 1.6))
    assert [each.verdict for each in leaky[:2]] == [Verdict.NO, Verdict.NO]


def test_of_some_hazards_each_comes_first_in_proportion() -> None:
    ways = np.array([[0.02, 0.0], [0.06, 0.0], [0.0, 0.0]])
    both = 1 - 0.92**9
    assert first_of(ways, 9).tolist() == pytest.approx([both / 4 / 2, 3 * both / 4 / 2, 0.0])


def test_a_requirement_that_does_nothing_fails_the_ninth_check(world: World) -> None:
    chosen = parents_without_requirements(world.population.state)
    person = world.population.state.person
    assert chosen.sum() > 20
    assert (person.regime[chosen] != Regime.INTENSIVE_SEARCH).all() and (person.job[chosen] == Job.OUT).all()
    assert check_requirements(world)[0].verdict == Verdict.YES
    assert check_requirements(Changed("requirement_others", 1.0))[0].verdict == Verdict.NO


def test_who_leaves_a_requirement_without_a_job_is_in_the_ninth_check(world: World) -> None:
    neither = check_requirements(world)[2].model
    assert 0.05 < neither < 0.30
    assert check_requirements(Changed("leaves_requirement", 0.0, "take_up"))[2].model <= 0.0


def test_mental_health_problems_are_the_steps_that_strain_brings(world: World) -> None:
    before = world.live(world.law())
    after = before._replace(end=before.end.copy())
    rows = np.flatnonzero((after.end.person.severity == Severity.WORK_LIMITING) & present(after.end.person))[:8]
    after.end.person.severity[rows] = Severity.SEVERE
    step_share = group_of(before.policies, "health").strain_step_share
    assert mental_problems(after, before) == pytest.approx(8 / step_share)


# -------------------------------------------------------------------------------------------------- trials


def test_a_course_acts_after_its_lag_and_fades(world: World) -> None:
    law = world.law()
    p, coaching = group_of(law, "employment"), group_of(law, "coaching")
    path = course(p, coaching, 0.08)
    assert (path[: p.contact_lag] == 1.0).all() and (path[p.contact_lag :] > 1.0).all()
    assert path[4:].mean() == pytest.approx(1.25, abs=0.01)
    assert p.contact_effect == pytest.approx(0.08), "the law is not changed"


def test_trials_come_out_again_and_a_stronger_effect_does_not(world: World) -> None:
    law = world.law()
    p, coaching = group_of(law, "employment"), group_of(law, "coaching")
    assert {each.verdict for each in check_coaches(p, coaching)} == {Verdict.YES}
    assert gap(np.full(12, 1.37), p) == pytest.approx(2.8, abs=0.2)
    strong = group_of(Changed("contact_effect", 0.17).law(), "employment")
    assert Verdict.NO in {each.verdict for each in check_coaches(strong, coaching)}


def test_days_in_work_rise_with_the_elasticity_to_meetings(world: World) -> None:
    days, needed = check_meetings(world)
    none, _ = check_meetings(Changed("meetings_elasticity", 1e-9))
    right, again = check_meetings(Changed("meetings_elasticity", needed.model))
    assert none.model == pytest.approx(0.0, abs=1e-6) and days.model > 1.0
    assert right.model == pytest.approx(7.3, abs=0.4)
    assert again.model == pytest.approx(needed.model, rel=0.06)


# ------------------------------------------------------------------------------------------------- reforms


def test_a_change_begins_in_its_month_and_keeps_pence_whole(world: World) -> None:
    law = World.law(world)
    before = law["universal_credit"]["lcw"].copy()
    scaled(law, "universal_credit", 0.5, "lcw", since=6)
    assert np.array_equal(law["universal_credit"]["lcw"][:6], before[:6])
    assert np.array_equal(law["universal_credit"]["lcw"][6:], np.round(before[6:] / 2))


def test_the_cut_is_of_newcomers_alone() -> None:
    world = World(5_000, 1, 1, 24)
    whole, cut = world.law(), world.law()
    one_rate(whole)
    cut_for_newcomers(cut)
    lost = whole["universal_credit"]["lcwra_new"] - cut["universal_credit"]["lcwra_new"]
    assert set(lost.tolist()) == {12_584}
    assert np.array_equal(whole["universal_credit"]["lcwra_protected"], cut["universal_credit"]["lcwra_protected"])
    assert np.array_equal(whole["universal_credit"]["lcwra_new"], whole["universal_credit"]["lcwra_protected"])


def test_nothing_is_additional_where_nothing_changes(world: World) -> None:
    assert not additional(world.live(world.law(), world.baseline)).any()


def test_fit_notes_are_halved_from_april_2026() -> None:
    law, before = World(5_000, 1, 1, 24).law(), World(5_000, 1, 1, 24).law()
    halve_fit_notes(law)
    for name in ("fit_note_mild", "fit_note_work_limiting", "fit_note_severe"):
        ratio = law["claims"][name] / before["claims"][name]
        assert (ratio[:FROM] == 1.0).all() and ratio[FROM:].tolist() == pytest.approx([0.5] * 12)


def test_losers_have_daily_living_in_the_other_run_alone(world: World) -> None:
    before = world.population.state.copy()
    after = before.copy()
    has = np.flatnonzero(before.person.daily_living != PipRate.NONE)[:7]
    after.person.daily_living[has] = PipRate.NONE
    assert np.flatnonzero(have_lost(after.person, before.person)).tolist() == has.tolist()


def test_the_net_cost_is_that_of_the_fiscal_table() -> None:
    world = World(5_000, 1, 1, 12)
    fiscal = welfsim.run("baseline", people=5_000, months=12, threads=1).fiscal_table()
    assert net_cost(world.baseline, world.grossing) == pytest.approx(fiscal.loc[NET_COST].sum() / 1e3, rel=1e-9)


def test_every_absurd_lever_has_a_bound_and_a_reason_for_each_measure() -> None:
    for lever in LEVERS:
        assert len(lever.bounds) == len(lever.why) == len(MEASURES)
        assert all(low < high for low, high in lever.bounds)


# ---------------------------------------------------------------------------------------------------- stays


def seen(*people: tuple[int, float, bool]) -> Seen:
    """Return people on LCWRA by stratum, with their hazard and whether ESA brought them."""
    stratum, hazard, moved = zip(*people, strict=True)
    group = np.full(len(people), int(group_code(int(WorkStatus.LCWRA), 0, 0, 0)))
    return Seen(group, np.array(stratum), np.array(hazard), np.array(moved))


LCWRA = Target("lcwra", WorkStatus.LCWRA, -1, 0.006)


def test_a_change_of_mix_alone_is_drift_but_no_change_at_the_same_mix() -> None:
    first = seen((0, 0.1, False), (0, 0.1, False), (1, 0.2, False), (1, 0.2, False))
    later = seen((0, 0.1, False), (0, 0.1, False), (0, 0.1, False), (1, 0.2, False), (0, 0.9, True))
    group = held(LCWRA, first, later)
    assert (group.rows, group.drift, group.same_mix) == (4, pytest.approx(0.125 / 0.15 - 1), pytest.approx(0.0))


def test_the_error_of_a_pooled_group_leaves_out_each_replication() -> None:
    alike = [seen((0, 0.1, False), (1, 0.2, False))] * 3
    assert errors(LCWRA, alike, alike) == (pytest.approx(0.0, abs=1e-12), pytest.approx(0.0, abs=1e-12))
    other = [*alike[:2], seen((0, 0.2, False), (1, 0.4, False))]
    assert errors(LCWRA, alike, other)[1] == pytest.approx(np.sqrt(2 / 3 * (2 * (1 / 6) ** 2 + (1 / 3) ** 2)))
    assert pooled(alike).hazard.size == 6


def test_found_fit_are_also_those_refused_new_style_esa_who_have_no_job(world: World) -> None:
    before = world.population.state.copy()
    out = np.flatnonzero(np.asarray(before.person.job == Job.OUT) & present(before.person))
    refused, hired, granted = out[:3]
    before.person.referral[:] = Referral.NONE
    before.person.esa_group[out[:3]], before.person.esa_kind[out[:3]] = EsaGroup.ASSESSMENT, EsaKind.NEW_STYLE
    after = before.copy()
    after.person.esa_group[[refused, hired]], after.person.esa_group[granted] = EsaGroup.NONE, EsaGroup.WRAG
    after.person.job[hired] = Job.PART_TIME
    assert np.flatnonzero(found_fit(before, after)).tolist() == [refused]


def test_found_fit_are_those_decided_and_still_on_universal_credit(world: World) -> None:
    before = world.population.state.copy()
    waiting = np.asarray(before.person.health_group == HealthGroup.PRE_WCA)
    waiting &= np.asarray(before.unit.uc_since > 0)[before.person.unit]
    chosen, withdrawn, left = np.flatnonzero(waiting)[:3]
    before.person.referral[:] = Referral.NONE
    before.person.referral[[chosen, left]] = Referral.INITIAL
    after = before.copy()
    after.person.health_group[[chosen, withdrawn, left]] = HealthGroup.NONE
    after.unit.uc_since[after.person.unit[left]] = 0
    expected = {chosen} if after.person.unit[chosen] != after.person.unit[left] else set()
    assert set(np.flatnonzero(found_fit(before, after)).tolist()) == expected


def test_the_spread_is_where_nothing_is_left() -> None:
    assert found_again([Solution(-0.4, -1.0), Solution(0.6, -2.0)]) == (pytest.approx(1.3), pytest.approx(-1.4))


# ---------------------------------------------------------------------------------------------------- asked


def test_every_check_has_a_title() -> None:
    assert list(CHECKS) == list(TITLES) == list(range(1, 14))


def test_all_faults_of_a_size_come_at_once() -> None:
    with pytest.raises(ScenarioError) as fault:
        size_of(1_000, 0, -1, None, False)
    assert str(fault.value) == (
        "--people 1000\n  Write a number from 5,000 to 43,000,000.\n\n"
        "--replications 0\n  Write a number from 1 to 100.\n\n"
        "--seed -1\n  Write a number from 0 to 9,223,372,036,854,775,607."
    )


def test_a_check_that_there_is_not_is_refused() -> None:
    with pytest.raises(ScenarioError) as fault:
        refuse_unknown((0, 1, 14))
    told = "\n  Write a number from 1 to 13."
    assert str(fault.value) == f"--check 0{told}\n\n--check 14{told}"


def test_quick_is_smaller_unless_asked_otherwise() -> None:
    assert size_of(None, None, None, None, True) == QUICK == Size(10_000, 2, 1, 0)
    assert size_of(20_000, None, 3, 2, True) == Size(20_000, 2, 3, 2)
    assert size_of(None, None, None, None, False) == Size(50_000, 4, 1, 0)


def test_the_frame_has_a_row_a_line() -> None:
    parts: list[float] = []
    frame: Any = welfsim.behaviour([9], people=5_000, replications=1, threads=1, progress=parts.append)
    assert list(frame.columns) == [*COLUMNS, "inside"]
    assert frame["check"].tolist() == [9, 9, 9] and frame["inside"].iloc[0] == "yes"
    assert parts == [1.0]


def test_the_start_of_the_checks_is_april_2025(world: World) -> None:
    assert world.population.start == START
