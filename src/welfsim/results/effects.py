"""What a reform does, clear of luck: expected differences to its baseline, read from the accounts of the reform.

Two paired runs part only where a draw falls between two chances, so counting the difference rests on few rows. The
reform's accounts also hold the differences in chances themselves, carried on by ``processes.work_effects``. Public
money is counted, less what the counted difference in who works costs, plus what the expected one costs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from welfsim.results.comparison import Comparison
from welfsim.results.run import PENCE_A_MILLION_POUNDS
from welfsim.results.table import NET_COST
from welfsim.vocabulary.codes import Severity, WorkStatus

Floats = NDArray[np.float64]

MILLIONTHS = 1e-6
LIMITED = (Severity.WORK_LIMITING, Severity.SEVERE)


def expected(comparison: Comparison, line: str, codes: Sequence[int] = ()) -> Floats:
    """Return a line of expected differences by replication and month, in people, summed over some codes or over all."""
    cells = comparison.reform.line(line).sum(axis=2)
    return np.asarray(MILLIONTHS * (cells[:, :, list(codes)] if codes else cells).sum(axis=-1))


def more_in_work(comparison: Comparison) -> Floats:
    """Return how many more people work than in the baseline, expected, by replication and month."""
    return expected(comparison, "more_in_work")


def more_limited_in_work(comparison: Comparison) -> Floats:
    """Return the same of people limited by ill health."""
    return expected(comparison, "more_in_work_by_severity", LIMITED)


def more_in_work_of(comparison: Comparison, *groups: WorkStatus) -> Floats:
    """Return the same of people by the group in which they were last out of work."""
    return expected(comparison, "more_in_work", groups)


def more_in_work_by_group(comparison: Comparison) -> dict[str, Floats]:
    """Return the same of the groups that every face names first: the sick and disabled, searchers, everyone."""
    return {
        "Limited by ill health": more_limited_in_work(comparison),
        "Searched before": more_in_work_of(comparison, WorkStatus.SEARCHING),
        "Everyone": more_in_work(comparison),
    }


def more_jobs_of(comparison: Comparison, *groups: WorkStatus) -> Floats:
    """Return how many more jobs start than in the baseline, expected, by replication and month, of some groups or all.

    Of people out of work in both runs: the first difference, not those that follow from it.
    """
    return expected(comparison, "more_jobs", groups)


def counted_cost(comparison: Comparison) -> Floats:
    """Return what the net cost is more than in the baseline, as counted, by replication and year, in £ million."""
    return comparison.reform.fiscal().of(NET_COST) - comparison.baseline.fiscal().of(NET_COST)


def cost(comparison: Comparison) -> Floats:
    """Return the same with work as expected in place of work as counted."""
    swap = (comparison.reform.year_sums(f"work_cost_{kind}")[:, :, 0] for kind in ("expected", "counted"))
    as_expected, as_counted = swap
    return counted_cost(comparison) + (as_expected - as_counted) / PENCE_A_MILLION_POUNDS
