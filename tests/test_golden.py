"""The stored tables of shipped scenarios, compared exactly. They are regression tables, not estimates.

One of each kind is held at every commit; the others, which take minutes, with the checks of the model.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from welfsim.experiments.regress import chosen, compared, recompute, require_tables
from welfsim.scenario import shipped_names

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


def tables() -> list[object]:
    """Return every shipped scenario, one of each kind marked for every commit."""
    return [pytest.param(name, marks=[pytest.mark.sample] * (name in OF_EACH_KIND)) for name in shipped_names()]


def test_tables_are_those_of_shipped_scenarios() -> None:
    assert sorted(file.stem for file in GOLDEN.glob("*.csv")) == shipped_names()


@pytest.mark.model
@pytest.mark.parametrize("name", tables())
def test_table_is_as_stored(name: str) -> None:
    scenarios = chosen([name])
    require_tables(scenarios, GOLDEN)
    found = compared(name, recompute(scenarios)[name], GOLDEN)
    shown = "\n".join("  ".join(map(str, one.record().values())) for one in found.differences[:40])
    assert found.is_as_stored, (
        f"{len(found.differences)} numbers differ (scenario, line, category, year, old, new, share):\n{shown}\n"
        f"Lines gone: {', '.join(found.gone) or 'none'}.\n"
        "If that is meant, say why in CHANGELOG.md under Results change and run: "
        "welfsim regress --accept --reason TEXT"
    )
