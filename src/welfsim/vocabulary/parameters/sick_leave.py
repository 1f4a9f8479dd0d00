"""Sick leave of four weeks or more: who goes on it, how it ends, and what employers pay."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.fields import Kind, Parameter, Unit


class SickLeave(NamedTuple):
    """Sick leave in a job: begun, ended by a return, or with the job."""

    at_step_up: Annotated[
        float,
        Parameter(
            "Chance that work-limiting or severe illness which begins in a job begins a sick leave",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    again_work_limiting: Annotated[
        float,
        Parameter(
            "Sick leave begun later by people in work whose work is limited but not severely",
            Unit.HAZARD,
            Kind.BEHAVIOUR,
        ),
    ]
    again_severe: Annotated[
        float, Parameter("Sick leave begun later by the severely ill in work", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    return_months_1_to_2: Annotated[
        float,
        Parameter("Return to work in the first and second month after a leave began", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    return_months_3_to_6: Annotated[
        float, Parameter("Return to work in months three to six of a leave", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    return_from_month_7: Annotated[
        float, Parameter("Return to work from month seven of a leave", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    return_ratio_severe: Annotated[
        float,
        Parameter(
            "Return of the severely ill, relative to others whose work is limited",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0,
            high=2,
        ),
    ]
    return_support: Annotated[
        float,
        Parameter(
            "Return from sick leave once occupational health reaches everyone on it, relative to today's",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            low=0.5,
            high=2,
        ),
    ]
    loss_to_month_2: Annotated[
        float,
        Parameter(
            "Loss of the job through illness in the month when a leave begins and the two after it",
            Unit.HAZARD,
            Kind.BEHAVIOUR,
        ),
    ]
    loss_months_3_to_6: Annotated[
        float,
        Parameter("Loss of the job through illness in months three to six of a leave", Unit.HAZARD, Kind.BEHAVIOUR),
    ]
    loss_from_month_7: Annotated[
        float, Parameter("Loss of the job through illness from month seven of a leave", Unit.HAZARD, Kind.BEHAVIOUR)
    ]
    employer_pay_full_time: Annotated[
        float,
        Parameter("Full-time employees whose employer pays more than Statutory Sick Pay", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    employer_pay_part_time: Annotated[
        float,
        Parameter("Part-time employees whose employer pays more than Statutory Sick Pay", Unit.SHARE, Kind.BEHAVIOUR),
    ]
    full_pay_months: Annotated[
        int, Parameter("Months of a leave for which they are paid in full", Unit.MONTHS, Kind.BEHAVIOUR, low=0, high=24)
    ]
    half_pay_months: Annotated[
        int, Parameter("Months of half pay after these", Unit.MONTHS, Kind.BEHAVIOUR, low=0, high=24)
    ]
