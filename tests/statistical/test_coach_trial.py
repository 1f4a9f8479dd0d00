"""Additional Work Coach Support in the engine: the trial's own inputs give the trial's gap; the central ones less."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats
from test_occupancy import crowd

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

Line = NDArray[np.int64]


def policies(**employment: float) -> Any:
    """Return months in which everyone on LCWRA enters work at 0.010, whoever they are, and nobody displaces anyone."""
    plain = {
        "entry_lcwra": ENTRY,
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


def error(share: float, people: int) -> float:
    return float((share * (1 - share) / people) ** 0.5)


def test_the_trial_s_inputs_give_its_gap_of_2_8_points() -> None:
    """8.2% in work at month 12 without and 11.0% with support (DWP RR1093): hazard ratio 1.37, six contacts, no lag."""
    months = policies(contact_effect=1.0, contact_decay=FOREVER, effect_cap=RATIO)
    supported = {"contact_stock": 6.0, "contact_month": START}
    without, with_support = played(months), played(months, **supported)
    shares = in_work(without), in_work(with_support)
    people = int(without["work"][-1].sum())
    for share, hazard in zip(shares, (ENTRY, ENTRY * RATIO), strict=True):
        assert abs(share - formula(hazard)) < 4 * error(share, people)
    gap = 100 * (shares[1] - shares[0])
    assert gap == pytest.approx(100 * (formula(ENTRY * RATIO) - formula(ENTRY)), abs=0.5)
    assert gap == pytest.approx(2.8, abs=0.5)
    additional, deadweight = (with_support[f"jobs_{name}"].sum() for name in ("additional", "deadweight"))
    share = deadweight / (additional + deadweight)
    assert share == pytest.approx(1 / RATIO, abs=4 * error(1 / RATIO, int(additional + deadweight)))
    assert 0.65 < share < 0.85


def test_central_inputs_give_a_smaller_gap() -> None:
    """Six monthly contacts at 0.105, decay of six months: about +2.3 points, as an entry ratio of 1.30 gives."""
    months = policies()
    without, course = played(months), played(months, volunteered_month=START)
    gap = 100 * (in_work(course) - in_work(without))
    assert course["coach_starts"][0].sum() > 0.9 * without["work"][0].sum()
    assert 1.7 < gap < 2.9
    assert gap < 100 * (formula(ENTRY * RATIO) - formula(ENTRY)) + stats.norm.ppf(0.999) * 0.25
