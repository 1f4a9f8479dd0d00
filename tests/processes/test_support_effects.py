"""What support does to entry: contacts after their lag and by their site, programmes by lag and fade, one channel."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawful import NOW, law, lawful
from tiny import Tiny, tiny

from welfsim.draws import LAST, TWO_32, Domain
from welfsim.processes import coaching, employment
from welfsim.processes.employment import unsupported_hazard
from welfsim.rules.coach_time import minutes_a_coach
from welfsim.rules.support_effects import (
    contact_multiplier,
    programme_multiplier,
    site_deviate,
    support_multiplier,
)
from welfsim.vocabulary.codes import Activity, HealthGroup, Job, Programme, Severity, WorkStatus

SICK = {
    "birth_month": NOW - 40 * 12,
    "hourly_pay": 1_500,
    "activity": Activity.SICK,
    "severity": Severity.WORK_LIMITING,
}
COACHED = {**SICK, "health_group": HealthGroup.LCWRA, "contact_stock": 4.0, "contact_month": NOW}
KEYS, DISTRICTS = range(200), range(37)

EMPLOYMENT = lawful("employment")
MONTHS = st.integers(0, 120)
STOCKS = st.floats(0.0, 24.0)
SITES = st.floats(-3.5, 3.5)


def supported(person: dict[str, Any], **p: float) -> Tiny:
    """Return one person on Universal Credit in a district of a site like the mean, under some parameters."""
    run = tiny(NOW, [{"uc_since": NOW - 24}, person], luck=LAST)
    run.state.district.job_multiplier[0] = 1.0
    for name, value in {"contact_site_spread": 0.0, **p}.items():
        setattr(run.policy.employment, name, value)
    return run


def multiplier(run: Tiny, d: int = 0) -> float:
    return float(support_multiplier(run.state.person, 0, d, run.policy, run.clock))


# ----------------------------------------------------------------------------------------------- coach contact


def test_a_fresh_contact_multiplies_entry_by_its_effect_after_the_lag() -> None:
    p = law("employment", contact_effect=0.08, contact_lag=4, contact_site_spread=0.09, contact_decay=6.0)
    assert [contact_multiplier(2.0, 0, months, 0.0, p) for months in (0, 3)] == [1.0, 1.0]
    assert contact_multiplier(2.0, 0, 4, 0.0, p) == pytest.approx(exp(0.16))
    assert contact_multiplier(2.0, 3, 4, 0.0, p) == pytest.approx(exp(0.16 * exp(-0.5)))
    assert contact_multiplier(2.0, 0, 4, 1.0, p) == pytest.approx(exp(0.34))
    assert contact_multiplier(2.0, 0, 4, -1.0, p) == pytest.approx(exp(-0.02))


def test_a_course_of_six_contacts_does_1_25_on_average_in_months_5_to_12_and_nothing_before() -> None:
    """The lag is four months; six contacts a month apart, the first in month 1."""
    p = law("employment")
    stocks = [sum(exp(-(t - m) / p.contact_decay) for m in range(min(t + 1, 6))) for t in range(12)]
    effects = [contact_multiplier(stock, 0, t, 0.0, p) for t, stock in enumerate(stocks)]
    assert effects[:4] == [1.0] * 4
    assert np.mean(stocks[4:]) == pytest.approx(2.8, abs=0.05)
    assert np.mean(effects[4:]) == pytest.approx(1.25, abs=0.02)


def test_support_is_capped_and_a_faded_contact_is_none() -> None:
    p = law("employment")
    assert contact_multiplier(24.0, 0, 12, 0.0, p) == p.effect_cap == 1.6
    assert contact_multiplier(1.0, 60, 60, 0.0, p) == 1.0


@given(STOCKS, STOCKS, MONTHS, MONTHS, st.floats(0.0, 3.5), EMPLOYMENT)
def test_more_contact_never_lowers_entry_where_contact_helps(
    a: float, b: float, months: int, months_in: int, site: float, p: Any
) -> None:
    low, high = (contact_multiplier(stock, months, months_in, site, p) for stock in sorted((a, b)))
    assert 1.0 <= low <= high <= p.effect_cap


@given(STOCKS, MONTHS, MONTHS, SITES, EMPLOYMENT)
def test_the_effect_of_contact_only_fades(stock: float, a: int, b: int, site: float, p: Any) -> None:
    sooner, later = (contact_multiplier(stock, months, 120, site, p) for months in sorted((a, b)))
    assert abs(later - 1.0) <= abs(sooner - 1.0)
    assert (later - 1.0) * (sooner - 1.0) >= 0.0


@given(STOCKS, SITES, SITES, EMPLOYMENT)
def test_a_better_site_never_does_less(stock: float, a: float, b: float, p: Any) -> None:
    worse, better = (contact_multiplier(stock, 0, 120, site, p) for site in sorted((a, b)))
    assert worse <= better


# ------------------------------------------------------------------------------------------------------ sites


def test_sites_have_mean_0_spread_1_and_last_all_run() -> None:
    deviates = np.array([[site_deviate(key, d, Programme.CONNECT_TO_WORK) for d in DISTRICTS] for key in KEYS])
    assert abs(deviates).max() <= 2 * 3**0.5
    assert deviates.mean() == pytest.approx(0.0, abs=4 / deviates.size**0.5)
    assert deviates.std() == pytest.approx(1.0, abs=0.03)
    assert site_deviate(7, 3, Programme.WORKWELL) == site_deviate(7, 3, Programme.WORKWELL)


def test_coaches_and_programmes_of_a_district_differ_by_themselves() -> None:
    coaches, programme = (
        [site_deviate(key, d, of) for key in KEYS for d in DISTRICTS] for of in (Programme.NONE, Programme.IPS)
    )
    assert np.corrcoef(coaches, programme)[0, 1] == pytest.approx(0.0, abs=4 / len(coaches) ** 0.5)


def test_the_same_contacts_do_more_in_one_district_than_in_another() -> None:
    """A spread of 0.09 a contact, at 2.8 contacts 0.25 of the logarithm."""
    run = supported({**COACHED, "course_since": NOW - 6, "contact_stock": 2.8}, contact_site_spread=0.09)
    run.policy.employment.effect_cap = 3.0
    logs = np.log([multiplier(run, d) for d in range(400)])
    assert logs.mean() == pytest.approx(0.08 * 2.8, abs=4 * 0.25 / 20)
    assert logs.std() == pytest.approx(0.25, abs=0.04)


# ------------------------------------------------------------------------------------------------- programmes


def test_a_programme_works_after_its_lag_and_fades_after_its_end() -> None:
    lag, fade, cap = 2, 24, 1.6
    assert programme_multiplier(1.4, 1, -11, lag, fade, cap) == 1.0
    assert programme_multiplier(1.4, 2, -10, lag, fade, cap) == pytest.approx(1.4)
    assert programme_multiplier(1.4, 12, 0, lag, fade, cap) == pytest.approx(1.4)
    assert programme_multiplier(1.4, 24, 12, lag, fade, cap) == pytest.approx(1.4**0.5)
    assert programme_multiplier(1.4, 36, 24, lag, fade, cap) == pytest.approx(1.0)
    assert programme_multiplier(3.0, 12, 0, lag, fade, cap) == 1.6


@given(st.floats(1.0, 5.0), MONTHS, MONTHS, MONTHS, st.integers(0, 12), st.integers(1, 60), st.floats(1.0, 3.0))
def test_a_programme_that_helps_never_hurts(
    ratio: float, months: int, a: int, b: int, lag: int, fade: int, cap: float
) -> None:
    sooner, later = (programme_multiplier(ratio, months, since_end, lag, fade, cap) for since_end in sorted((a, b)))
    assert 1.0 <= later <= sooner <= cap


@pytest.mark.parametrize(
    ("since", "until", "channel"),
    [
        (NOW - 6, NOW + 6, "programme"),
        (NOW + 1, NOW + 13, "contact"),
        (NOW - 6, NOW - 3, "programme"),
        (NOW - 60, NOW - 48, "contact"),
    ],
    ids=["on it", "not begun", "fading", "faded"],
)
def test_one_channel_acts_and_a_programme_stands_before_contacts(since: int, until: int, channel: str) -> None:
    on_it = {"programme": Programme.CONNECT_TO_WORK, "programme_since": since, "programme_until": until}
    run = supported({**COACHED, "course_since": NOW - 6, **on_it})
    terms, p = run.policy.programme[Programme.CONNECT_TO_WORK], run.policy.employment
    terms.site_spread = 0.0
    of_programme = programme_multiplier(terms.effect, NOW - since, NOW - until, terms.lag, terms.fade, p.effect_cap)
    of_contact = contact_multiplier(4.0, 0, 6, 0.0, p)
    assert of_programme != of_contact
    assert multiplier(run) == (of_programme if channel == "programme" else of_contact)


# -------------------------------------------------------------------------------------------------- in the month


def test_a_course_that_begins_is_dated_and_its_contacts_wait_for_the_lag() -> None:
    run = supported({**COACHED, "contact_stock": 0.0, "contact_month": 0, "volunteered_month": NOW - 1})
    run.state.district.share_of_coaches[0] = 1.0
    p = run.policy.coaching
    p.coaches_on_health, p.coaches_to_health = 0.0, (p.minutes_a_start + 0.5) / minutes_a_coach(p)
    acts = []
    for later in range(7):
        run = run._replace(clock=run.clock._replace(month=NOW + later))
        coaching.step(*run)
        acts.append(multiplier(run) > 1.0)
    assert run.state.person.course_since[0] == NOW
    lag = int(run.policy.employment.contact_lag)
    assert acts == [later >= lag for later in range(7)]


@pytest.mark.parametrize(("months_in", "additional"), [(3, 0), (4, 1)])
def test_a_draw_that_only_support_turns_into_a_job_finds_one_after_the_lag(months_in: int, additional: int) -> None:
    run = supported({**COACHED, "course_since": NOW - months_in}, contact_lag=4)
    hazard = unsupported_hazard(run.state, 0, WorkStatus.LCWRA, run.policy, run.clock)
    run.luck[Domain.WORK, 0] = int(1.1 * hazard * TWO_32)
    employment.enter(*run)
    assert run.line.jobs_additional[0, WorkStatus.LCWRA] == additional
    assert (run.state.person.job[0] != Job.OUT) == bool(additional)
