"""Trials of coach support in the engine: a trial's own inputs give its gap, the central effect is one of theirs.

What comes out stands in ``docs/coaches.md``, whose table these tests hold to the digit shown.
"""

from __future__ import annotations

from functools import cache
from math import exp, log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import brentq
from test_occupancy import PEOPLE, crowd

from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.months import month
from welfsim.policy import current_law, resolve
from welfsim.processes import MONTH
from welfsim.rules.support_effects import contact_multiplier
from welfsim.vocabulary.codes import HealthGroup, Job, Readiness, Severity

START, MONTHS = month(2025, 4), 12
ENTRY, RATIO, LAG = 0.010, 1.50, 4
EXITS = (0.07, 0.035, 0.015)
FOREVER = 1e9
PUBLISHED = 2.8
MATCHED = (0.11, 0.082)
PAGE = Path(__file__).parents[2] / "docs" / "coaches.md"

Line = NDArray[np.int64]


def policies(**employment: float) -> Any:
    """Return months in which everyone on LCWRA enters work at 0.010, whoever they are, and nobody displaces anyone.

    The people of `crowd` seek work, have no condition, could work if their health improved, are of mean employability
    and live where no demand is known, all of which leave entry as it is. Coaches of their district are like the mean.
    """
    plain = {
        "entry": ENTRY,
        "entry_ratio_work_limiting": 1.0,
        "time_out": 0.0,
        "gain_elasticity": 0.0,
        "right_to_try": 1.0,
        "need": 1.0,
        "contact_site_spread": 0.0,
        "displacement": 0.0,
        "exit_to_month_6": EXITS[0],
        "exit_months_7_to_12": EXITS[1],
        "exit_settled": EXITS[2],
        **employment,
    }
    months = resolve(current_law(), [], START, MONTHS)
    for name, value in plain.items():
        months["employment"][name] = value
    months["coaching"]["offers_a_year"] = 0.0
    return months


def played(months: Any, **cells: Any) -> dict[str, Line]:
    """Play a year of coaching, job loss and job entry over people on LCWRA, with a coach for each who wants one."""
    ill = {
        "health_group": HealthGroup.LCWRA,
        "severity": Severity.WORK_LIMITING,
        "readiness": Readiness.IF_HEALTH_IMPROVES,
    }
    state = crowd(**ill, **cells)
    state.district.share_of_coaches[0] = 1.0
    names = ("coaching", "job loss", "job entry", "stocks")
    processes = [process for process in MONTH if process.name in names]
    months["coaching"]["coaches_on_health"] = months["coaching"]["coaches_in_post"] = 1e6
    return simulate(state, months, START, MONTHS, stream_key(1, 0), 1, month_list=processes)


def in_work(accounts: dict[str, Line]) -> float:
    """Return the share in work at month 12."""
    last = accounts["work"][-1, 0]
    return float(1.0 - last[Job.OUT] / last.sum())


def formula(hazards: NDArray[np.float64]) -> float:
    """Return the share in work after 12 months, month by month: entries at their hazards, exits by tenure.

    The engine's hazards are monthly chances; a job begun in a month is first left a month later.
    """
    out, by_tenure = 1.0, np.zeros(MONTHS + 1)
    for hazard in hazards:
        leave = np.array([EXITS[0] if t < 6 else EXITS[1] for t in range(1, MONTHS + 2)])
        lost = by_tenure * leave
        entered = out * hazard
        by_tenure = np.concatenate([[entered], (by_tenure - lost)[:-1]])
        out += lost.sum() - entered
    return float(by_tenure.sum())


BASE = np.full(MONTHS, ENTRY)
OF_TRIAL = np.where(np.arange(MONTHS) < LAG, ENTRY, ENTRY * RATIO)
GAP_OF_FORMULA = 100 * (formula(OF_TRIAL) - formula(BASE))


def lasting_ratio(gap: float) -> float:
    """Return the hazard ratio that, from the first month on, gives a gap in points at month 12."""
    return float(brentq(lambda ratio: 100 * (formula(BASE * ratio) - formula(BASE)) - gap, 0.2, 5.0))


def error(share: float, people: int) -> float:
    return float((share * (1 - share) / people) ** 0.5)


class Trial(NamedTuple):
    """What a year of support did: shares in work at month 12 without it and with it, and whose the jobs were."""

    without: float
    supported: float
    additional: int
    deadweight: int

    @property
    def gap(self) -> float:
        return 100.0 * (self.supported - self.without)

    @property
    def deadweight_share(self) -> float:
        return self.deadweight / (self.additional + self.deadweight)


@cache
def unsupported() -> float:
    return in_work(played(policies()))


def tried(accounts: dict[str, Line]) -> Trial:
    jobs = (int(accounts[f"jobs_{name}"].sum()) for name in ("additional", "deadweight"))
    return Trial(unsupported(), in_work(accounts), *jobs)


@cache
def with_its_own_inputs() -> Trial:
    """Six contacts at once, hazard ratio 1.50 that lasts, after four months."""
    months = policies(contact_effect=1.0, contact_decay=FOREVER, contact_lag=LAG, effect_cap=RATIO)
    return tried(played(months, contact_stock=6.0, contact_month=START, course_since=START))


@cache
def with_central_inputs() -> Trial:
    """Six monthly contacts at the central effect, lag and decay, the same people and luck."""
    course = played(policies(), volunteered_month=START)
    assert course["coach_starts"][0].sum() > 0.9 * PEOPLE
    return tried(course)


def test_the_trial_s_inputs_give_its_gap_of_2_8_points() -> None:
    """8.2% in work at month 12 without and 11.0% with support (DWP RR1093), the gap open from month 5 on."""
    found = with_its_own_inputs()
    for share, hazards in ((found.without, BASE), (found.supported, OF_TRIAL)):
        assert abs(share - formula(hazards)) < 4 * error(share, PEOPLE)
    assert found.gap == pytest.approx(GAP_OF_FORMULA, abs=0.5)
    assert found.gap == pytest.approx(PUBLISHED, abs=0.5)
    jobs = found.additional + found.deadweight
    assert found.deadweight_share == pytest.approx(1 / RATIO, abs=4 * error(1 / RATIO, jobs))
    assert 0.65 < found.deadweight_share < 0.85


def test_central_inputs_give_a_smaller_gap() -> None:
    """Half the logarithm is taken as the matched people's own, and contacts that build up and fade do less."""
    own, central = with_its_own_inputs(), with_central_inputs()
    assert 0.0 < central.gap < own.gap
    assert central.gap < GAP_OF_FORMULA
    assert central.deadweight_share > own.deadweight_share


class Estimate(NamedTuple):
    """A British estimate of like support: shares in work or entering it by month 12, and people in an arm if known."""

    supported: float
    without: float
    arm: float

    @property
    def ratio(self) -> float:
        """Return the ratio of hazards that gives these shares."""
        return log(1.0 - self.supported) / log(1.0 - self.without)

    @property
    def variance(self) -> float:
        """Return the sampling variance of its logarithm."""
        shares = (self.supported, self.without)
        return sum(share / (self.arm * (1.0 - share) * log(1.0 - share) ** 2) for share in shares)


TRIALS = {
    "Work and Health Programme": Estimate(0.19, 0.16, np.inf),
    "Health-led trial, West Midlands": Estimate(0.22, 0.18, 1_800),
    "Health-led trial, Sheffield": Estimate(0.25, 0.27, 2_000),
    "Additional Work Coach Support, matched": Estimate(*MATCHED, np.inf),
}
"""Arms of the health-led trials are assumed; where no size is known nothing is added for sampling."""

MEAN_STOCK = float(np.mean([sum(exp(-(t - m) / 6.0) for m in range(min(t + 1, 6))) for t in range(LAG, MONTHS)]))


def law_of_coaches() -> tuple[Any, float, float]:
    """Return the law's parameters, the spread between sites of the logarithm of a course, and what is not known.

    The last is the standard deviation of the effect of a contact, from its 90% range.
    """
    p = resolve(current_law(), [], START, 1)[0].employment
    known = current_law().values["employment.contact_effect"]
    return p, float(p.contact_site_spread) * MEAN_STOCK, (known.high - known.low) / (2 * 1.645)


@pytest.mark.parametrize("name", TRIALS)
def test_the_central_effect_lies_in_what_each_trial_predicts_for_another_place(name: str) -> None:
    """95% predictive intervals: what sites differ by, joined with sampling. No one number lies in all trials' own."""
    _, site, _ = law_of_coaches()
    assert site == pytest.approx(0.25, abs=0.01)
    trial, central = TRIALS[name], lasting_ratio(with_central_inputs().gap)
    reach = 1.96 * (trial.variance + site**2) ** 0.5
    assert 1.0 < central < RATIO
    assert abs(log(central) - log(trial.ratio)) < reach


def test_no_number_lies_in_the_own_intervals_of_both_health_led_trials() -> None:
    """Why the test above joins sites with sampling: 1.08 to 1.45 in the West Midlands, 0.80 to 1.04 in Sheffield."""
    midlands, sheffield = (TRIALS[f"Health-led trial, {place}"] for place in ("West Midlands", "Sheffield"))
    lowest = midlands.ratio * exp(-1.96 * midlands.variance**0.5)
    highest = sheffield.ratio * exp(1.96 * sheffield.variance**0.5)
    assert (lowest, highest) == (pytest.approx(1.08, abs=0.01), pytest.approx(1.04, abs=0.01))


@pytest.mark.parametrize("name", TRIALS)
def test_each_trial_lies_in_the_model_s_range_over_effects_and_sites(name: str) -> None:
    """The model's 90% range of a year's ratio of one district: the effect is not known, and sites differ."""
    p, _, unknown = law_of_coaches()
    draws, central = np.random.default_rng(1), float(p.contact_effect)
    stocks = [sum(exp(-(t - m) / p.contact_decay) for m in range(min(t + 1, 6))) for t in range(MONTHS)]
    years = []
    for effect, site in draws.standard_normal((4_000, 2)):
        p.contact_effect = central + unknown * effect
        years.append(np.mean([contact_multiplier(stock, 0, t, site, p) for t, stock in enumerate(stocks)]))
    low, high = np.quantile(years, (0.05, 0.95))
    assert low < TRIALS[name].ratio < high


def test_the_page_reports_the_trial() -> None:
    """Each figure of the table is what comes out here, to the digit shown."""
    own, central = with_its_own_inputs(), with_central_inputs()
    rows = [
        f"| trial, published | +{PUBLISHED:.1f} | 0.65 to 0.85 |",
        f"| formula, month by month | +{GAP_OF_FORMULA:.1f} | {1 / RATIO:.2f} |",
        f"| model, the trial's inputs | +{own.gap:.1f} | {own.deadweight_share:.2f} |",
        f"| model, central inputs | +{central.gap:.1f} | {central.deadweight_share:.2f} |",
    ]
    table = PAGE.read_text(encoding="utf-8").partition("## The trial of Additional Work Coach Support")[2]
    assert [row for row in rows if row not in table] == []
