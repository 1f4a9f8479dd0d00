"""Additional Work Coach Support in the engine: the trial's own inputs give the trial's gap; the central ones less.

What comes out stands in ``docs/coaches.md``, whose table these tests hold to the digit shown.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from test_occupancy import PEOPLE, crowd

from welfsim.draws import stream_key
from welfsim.engine import simulate
from welfsim.months import month
from welfsim.policy import current_law, resolve
from welfsim.processes import MONTH
from welfsim.vocabulary.codes import HealthGroup, Job, Readiness, Severity

START, MONTHS = month(2025, 4), 12
ENTRY, RATIO = 0.010, 1.37
EXITS = (0.07, 0.035, 0.015)
FOREVER = 1e9
PUBLISHED = 2.8
PAGE = Path(__file__).parents[2] / "docs" / "coaches.md"

Line = NDArray[np.int64]


def policies(**employment: float) -> Any:
    """Return months in which everyone on LCWRA enters work at 0.010, whoever they are, and nobody displaces anyone.

    The people of `crowd` have no condition, could work if their health improved and live where no demand is known,
    all of which leave entry as it is. What volunteers do beyond what they say of work is reckoned from the ratios of
    readiness, so these are one although nobody here is ready now or never.
    """
    plain = {
        "entry_lcwra": ENTRY,
        "entry_ratio_ready_now": 1.0,
        "entry_ratio_not_ready": 1.0,
        "gain_elasticity": 0.0,
        "right_to_try": 1.0,
        "volunteer_ratio": 1.0,
        "entry_ratio_out_under_1_year": 1.0,
        "entry_ratio_out_1_to_2_years": 1.0,
        "displacement": 0.0,
        "exit_settled_limited": EXITS[2],
        "exit_ratio_onset": 1.0,
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


def formula(hazard: float) -> float:
    """Return the share in work after 12 months, month by month: entries at `hazard`, exits by tenure.

    The engine's hazards are monthly chances; a job begun in a month is first left a month later.
    """
    out, by_tenure = 1.0, np.zeros(MONTHS + 1)
    for _ in range(MONTHS):
        leave = np.array([EXITS[0] if t < 6 else EXITS[1] for t in range(1, MONTHS + 2)])
        lost = by_tenure * leave
        entered = out * hazard
        by_tenure = np.concatenate([[entered], (by_tenure - lost)[:-1]])
        out += lost.sum() - entered
    return float(by_tenure.sum())


GAP_OF_FORMULA = 100 * (formula(ENTRY * RATIO) - formula(ENTRY))


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
    """Six contacts at once, hazard ratio 1.37 that lasts, no lag."""
    months = policies(contact_effect=1.0, contact_decay=FOREVER, effect_cap=RATIO)
    return tried(played(months, contact_stock=6.0, contact_month=START))


@cache
def with_central_inputs() -> Trial:
    """Six monthly contacts at the central effect and decay, the same people and luck."""
    course = played(policies(), volunteered_month=START)
    assert course["coach_starts"][0].sum() > 0.9 * PEOPLE
    return tried(course)


def test_the_trial_s_inputs_give_its_gap_of_2_8_points() -> None:
    """8.2% in work at month 12 without and 11.0% with support (DWP RR1093): hazard ratio 1.37, six contacts, no lag."""
    found = with_its_own_inputs()
    for share, hazard in ((found.without, ENTRY), (found.supported, ENTRY * RATIO)):
        assert abs(share - formula(hazard)) < 4 * error(share, PEOPLE)
    assert found.gap == pytest.approx(GAP_OF_FORMULA, abs=0.5)
    assert found.gap == pytest.approx(PUBLISHED, abs=0.5)
    jobs = found.additional + found.deadweight
    assert found.deadweight_share == pytest.approx(1 / RATIO, abs=4 * error(1 / RATIO, jobs))
    assert 0.65 < found.deadweight_share < 0.85


def test_central_inputs_give_a_smaller_gap() -> None:
    """Contacts that build up month by month and fade do less than a ratio that holds from the first day."""
    own, central = with_its_own_inputs(), with_central_inputs()
    assert 0.0 < central.gap < own.gap
    assert central.gap < GAP_OF_FORMULA
    assert central.deadweight_share > own.deadweight_share


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
