"""How jobs end: the monthly hazard by how long they have lasted, and by who has them."""

from __future__ import annotations

from math import exp

from welfsim.compiled import rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.sick_leave import leave_loss, mean_leave_loss
from welfsim.vocabulary.parameters import Employment, Policy
from welfsim.vocabulary.persons import Persons


@rule
def exit_hazard(tenure: int, of_illness: float, employability: float, p: Employment) -> float:
    """Return the monthly hazard of leaving a job after `tenure` months in it, without support.

    Steps at 6 and 12 months, the same whatever the health; `of_illness`, through sick leave, is on top. Both are lower
    the more employable. Employees of working age. Sources: ESA clients to month 12 (Brown et al. 2024), then LFS, by
    parameter.
    """
    if tenure < 6:
        hazard = p.exit_to_month_6
    elif tenure < MONTHS_A_YEAR:
        hazard = p.exit_months_7_to_12
    else:
        hazard = p.exit_settled
    return (hazard + of_illness) * exp(-p.exit_employability * employability)


@rule
def exit_of(person: Persons, i: int, policy: Policy, month: int) -> float:
    """Return person `i`'s monthly hazard of leaving the job without support: on sick leave through illness too."""
    since = int(person.leave_since[i])
    of_illness = leave_loss(month - since, policy) if since != 0 else 0.0
    return exit_hazard(month - int(person.job_since[i]), of_illness, float(person.employability[i]), policy.employment)


@rule
def mean_exit(tenure: int, severity: int, months_limited: int, employability: float, policy: Policy) -> float:
    """Return the monthly hazard of leaving a job by severity, where it is not known who is on sick leave."""
    return exit_hazard(tenure, mean_leave_loss(severity, months_limited, policy), employability, policy.employment)
