"""The stored tables of shipped scenarios, compared exactly. They are regression tables, not estimates.

One of each kind is held here, since all take minutes; ``make golden`` holds every one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from welfsim.experiments.regress import chosen, differences, recompute, require_tables

GOLDEN = Path(__file__).parent / "golden"
OF_EACH_KIND = (
    "baseline",
    "redeploy_1000_coaches",
    "coaches_at_need",
    "turnover_15",
    "lcwra_before_2026",
    "wca_abolished_pip_gateway",
    "assessors_halved",
    "pip_four_points",
    "unemployment_insurance",
    "prevention_at_work",
    "one_billion_of_support",
    "right_to_try_off",
)


def test_every_shipped_scenario_has_a_stored_table() -> None:
    require_tables(chosen(), GOLDEN)


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_table_is_as_stored(name: str) -> None:
    scenarios = chosen([name])
    require_tables(scenarios, GOLDEN)
    differing = list(differences(name, recompute(scenarios)[name], GOLDEN))
    shown = "\n".join("  ".join(map(str, one.record().values())) for one in differing[:40])
    assert not differing, (
        f"{len(differing)} lines differ (line, category, year, old, new, share):\n{shown}\n"
        "If that is meant, say why in CHANGELOG.md under Results change and run: "
        "welfsim regress --accept --reason TEXT"
    )
