"""Claims and births in the first months: they go on from the people built, as published to June 2025."""

from __future__ import annotations

import numpy as np
import pytest

from played import Run
from welfsim.population import Population
from welfsim.population.published import stock

FAMILIES = ("SINGLE", "COUPLE", "SINGLE_WITH_CHILDREN", "COUPLE_WITH_CHILDREN")


def real(run: Run, line: str, population: Population) -> np.ndarray:
    """Return a line over Great Britain, month by month, in real households or births."""
    cells = run.accounts[line]
    return cells.reshape(len(cells), -1).sum(axis=1) * population.grossing


def test_open_claims_move_as_published_from_april_to_june(run_of_many: Run, many: Population) -> None:
    published = [sum(stock("uc_households", name, many.start + later) for name in FAMILIES) for later in range(3)]
    assert real(run_of_many, "uc_units", many)[:3] == pytest.approx(published, rel=0.015)


def test_no_wave_of_claims_closes_in_the_first_months(run_of_many: Run, many: Population) -> None:
    """Seven months: claims built at nil close in the first six, those that come to nil in the first from then on."""
    ends = real(run_of_many, "uc_ends", many)
    assert ends[:7].max() < 1.35 * ends[:7].mean()
    assert ends[:7].min() > 0.6 * ends[:7].mean()


def test_claims_start_as_often_as_published(run_of_many: Run, many: Population) -> None:
    """28,000 to 35,000 people a week, 1.18 to a household; who is moved from ESA is counted apart."""
    starts = real(run_of_many, "uc_claims", many) - real(run_of_many, "esa_migrated", many)
    a_week = starts[:6] * 1.18 * 12 * 7 / 365
    assert 24_000 < a_week.mean() < 35_000


def test_single_adults_without_children_do_not_leave_in_the_first_months(run_of_many: Run, many: Population) -> None:
    def singles(month: int) -> int:
        unit = run_of_many.states[month].unit
        return int(((unit.uc_since > 0) & (unit.adults == 1) & (unit.child_1_birth == 0)).sum())

    assert all(singles(month) >= singles(0) for month in (1, 2, 3))


def test_births_go_on_at_the_published_level(run_of_many: Run, many: Population) -> None:
    births = real(run_of_many, "births", many)
    assert births.mean() * 12 == pytest.approx(640_000, rel=0.05)


def test_the_mix_of_families_is_stable(run_of_many: Run, many: Population) -> None:
    """Lone parents and couples with children change by less than 3% in a year and a half."""

    def families(month: int) -> np.ndarray:
        unit = run_of_many.states[month].unit
        born = np.stack([getattr(unit, f"child_{n}_birth") for n in range(1, 5)]).astype(np.int64)
        at = many.start + month
        has = ((born > 0) & (at < born + 222)).any(axis=0)
        return np.array([(has & (unit.adults == 1)).sum(), (has & (unit.adults == 2)).sum()])

    assert families(18) == pytest.approx(families(0), rel=0.03)
