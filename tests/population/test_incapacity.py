"""People on health benefits at the start: as many as were published for the end of the month before it."""

from __future__ import annotations

import pytest

from welfsim.months import month
from welfsim.population.incapacity import uc_health_stocks
from welfsim.vocabulary.codes import HealthGroup


@pytest.mark.parametrize(
    ("start", "published"),
    [
        (month(2023, 10), {HealthGroup.PRE_WCA: 230_000, HealthGroup.LCW: 340_000, HealthGroup.LCWRA: 1_300_000}),
        (month(2024, 1), {HealthGroup.PRE_WCA: 271_675, HealthGroup.LCW: 347_472, HealthGroup.LCWRA: 1_355_441}),
        (month(2024, 10), {HealthGroup.PRE_WCA: 298_000, HealthGroup.LCW: 357_000, HealthGroup.LCWRA: 1_600_000}),
    ],
)
def test_stages_are_those_published_for_the_end_of_the_month_before_the_start(
    start: int, published: dict[HealthGroup, float]
) -> None:
    assert uc_health_stocks(start) == pytest.approx(published)


def test_a_count_of_lcwra_alone_takes_nobody_out_of_the_stages_before_it() -> None:
    stocks = uc_health_stocks(month(2025, 4))
    assert stocks[HealthGroup.LCWRA] == 1_930_000
    december, june = 2_500_000 - 1_800_000, 2_900_000 - 2_175_000
    assert stocks[HealthGroup.PRE_WCA] + stocks[HealthGroup.LCW] == pytest.approx((december + june) / 2)
    assert stocks[HealthGroup.LCW] / stocks[HealthGroup.PRE_WCA] == pytest.approx(357 / 298)
