"""The stored tables of every shipped scenario, compared exactly. They are regression tables, not estimates."""

from __future__ import annotations

from pathlib import Path

import pytest

from welfsim.experiments.regress import differences, recompute, require_tables
from welfsim.scenario import shipped_names

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", shipped_names())
def test_table_is_as_stored(name: str) -> None:
    require_tables([name], GOLDEN)
    differing = list(differences(name, recompute([name])[name], GOLDEN))
    shown = "\n".join("  ".join(map(str, one.record().values())) for one in differing[:40])
    assert not differing, (
        f"{len(differing)} lines differ (line, category, year, old, new, share):\n{shown}\n"
        "If that is meant, say why in CHANGELOG.md under Results change and run: "
        "welfsim regress --accept --reason TEXT"
    )
