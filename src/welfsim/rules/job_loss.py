"""How jobs end: the monthly hazard by how long they have lasted, and by who has them."""

from __future__ import annotations

from math import exp

from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.standing import by_severity
from welfsim.vocabulary.codes import Severity
from welfsim.vocabulary.parameters import Employment

ONSET_YEAR = MONTHS_A_YEAR


@rule
def exit_hazard(tenure: int, severity: int, months_limited: int, employability: float, p: Employment) -> float:
    """Return the monthly hazard of leaving a job after `tenure` months in it, without support.

    Steps at 6 and 12 months; only settled jobs differ by severity; in the first year of limiting illness times
    `exit_ratio_onset`; lower the more employable. `occupational_health` multiplies the hazard of the limited. Employees
    of working age. Sources: ESA clients to month 12 (Brown et al. 2024), then LFS and Work Foundation, by parameter.
    """
    is_limited = severity >= Severity.WORK_LIMITING
    if tenure < 6:
        hazard = p.exit_to_month_6
    elif tenure < MONTHS_A_YEAR:
        hazard = p.exit_months_7_to_12
    else:
        hazard = by_severity(severity, p.exit_settled, p.exit_settled, p.exit_settled_limited, p.exit_settled_severe)
    if is_limited and months_limited < ONSET_YEAR:
        hazard *= p.exit_ratio_onset
    return hazard * exp(-p.exit_employability * employability) * (p.occupational_health if is_limited else 1.0)
