"""What a job costs a family: childcare while its adults work, and the council tax that a reduction met before."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from welfsim.vocabulary.fields import Kind, Parameter, Unit


class Childcare(NamedTuple):
    """Childcare: what it costs, how much of it is free to working parents, and who pays for it."""

    price_england: Annotated[
        int,
        Parameter("An hour of care before school, beyond the free hours, in England", Unit.PENCE_AN_HOUR, Kind.SERVICE),
    ]
    price_scotland: Annotated[int, Parameter("The same in Scotland", Unit.PENCE_AN_HOUR, Kind.SERVICE)]
    price_wales: Annotated[int, Parameter("The same in Wales", Unit.PENCE_AN_HOUR, Kind.SERVICE)]
    price_school: Annotated[
        int, Parameter("An hour of care of a child at school, outside school", Unit.PENCE_AN_HOUR, Kind.SERVICE)
    ]
    free_under_2_england: Annotated[
        float,
        Parameter(
            "Free hours of working parents in England from nine months to the second birthday, over the whole year",
            Unit.HOURS_A_WEEK,
            Kind.SERVICE,
        ),
    ]
    free_2_england: Annotated[float, Parameter("The same at two, in England", Unit.HOURS_A_WEEK, Kind.SERVICE)]
    free_3_england: Annotated[
        float, Parameter("The same from three to school, in England", Unit.HOURS_A_WEEK, Kind.SERVICE)
    ]
    free_3_scotland: Annotated[
        float, Parameter("The same from three to school, in Scotland", Unit.HOURS_A_WEEK, Kind.SERVICE)
    ]
    free_3_wales: Annotated[
        float, Parameter("The same from three to school, in Wales", Unit.HOURS_A_WEEK, Kind.SERVICE)
    ]
    hours_before_school: Annotated[
        float,
        Parameter(
            "Hours of care of a child before school for each hour of work, free hours among them",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            high=2,
        ),
    ]
    hours_at_school: Annotated[
        float,
        Parameter(
            "Hours of paid care of a child at school for each hour of work, over the whole year",
            Unit.RATIO,
            Kind.BEHAVIOUR,
            high=2,
        ),
    ]
    pays_before_school: Annotated[
        float,
        Parameter(
            "Families that pay for care while all adults work, the youngest child not at school yet",
            Unit.SHARE,
            Kind.BEHAVIOUR,
        ),
    ]
    pays_in_primary: Annotated[
        float, Parameter("The same, the youngest child at primary school", Unit.SHARE, Kind.BEHAVIOUR)
    ]
    pays_in_secondary: Annotated[
        float, Parameter("The same, the youngest child at secondary school and under 16", Unit.SHARE, Kind.BEHAVIOUR)
    ]


class CouncilTax(NamedTuple):
    """Council tax of a stylised home, and the reduction of people of working age."""

    band_d_england: Annotated[
        int, Parameter("Average council tax of a Band D home in England", Unit.PENCE_A_YEAR, Kind.LAW)
    ]
    band_d_scotland: Annotated[int, Parameter("The same in Scotland", Unit.PENCE_A_YEAR, Kind.LAW)]
    band_d_wales: Annotated[int, Parameter("The same in Wales", Unit.PENCE_A_YEAR, Kind.LAW)]
    band_ratio: Annotated[
        float, Parameter("Council tax of the stylised home, relative to Band D", Unit.RATIO, Kind.LAW, low=0, high=3)
    ]
    single_discount: Annotated[float, Parameter("Discount of one adult alone", Unit.SHARE, Kind.LAW)]
    most_england: Annotated[
        float, Parameter("Share of the bill that a reduction meets at most, in England", Unit.SHARE, Kind.LAW)
    ]
    most_scotland: Annotated[float, Parameter("The same in Scotland", Unit.SHARE, Kind.LAW)]
    most_wales: Annotated[float, Parameter("The same in Wales", Unit.SHARE, Kind.LAW)]
    taper: Annotated[
        float, Parameter("Reduction lost for each pound of income above the unit's needs", Unit.SHARE, Kind.LAW)
    ]
