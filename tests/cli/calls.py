"""A small call of every command, in the order in which the help lists them."""

from __future__ import annotations

import shlex
from pathlib import Path

from welfsim.simulation import run

TINY = "--people 1000 --threads 1"
CALLS = {
    "run": f"run baseline {TINY} --months 1",
    "compare": f"compare redeploy_1000_coaches {TINY} --months 1",
    "report": f"report redeploy_1000_coaches {TINY} --months 1 --replications 1 --no-split --no-evidence",
    "gainers": f"gainers lcwra_frozen {TINY} --months 1",
    "person": "person baseline --people 1000 --months 1 --id 7",
    "solve": f"solve baseline {TINY} --months 1 --lever coaching.coaches --between 0 9 --of 'Whole run' --to 1",
    "monthly": "monthly saved --line uc_health",
    "coaches": f"coaches redeploy_1000_coaches {TINY} --months 1",
    "flows": f"flows baseline {TINY} --to 2025-04",
    "published": f"published baseline {TINY}",
    "validate": f"validate {TINY} --months 3 --replications 1",
    "behaviour": "behaviour --check 1 --check 9 --people 5000 --replications 1 --threads 1",
    "calibrate": f"calibrate {TINY} --months 3 --replications 1",
    "award": "award --adult 30 --lcwra --fit-note 2024-05",
    "budget": "budget --adult 30 --step 20",
    "scenarios": "scenarios coaches",
    "new": "new mine",
    "check": "check baseline",
    "explain": "explain redeploy_1000_coaches",
    "parameters": "parameters coaching",
    "columns": "columns",
    "population": "population --people 1000",
    "regress": "regress baseline",
    "doctor": "doctor",
}


def words_of(command: str) -> list[str]:
    """Return the words of a call, in a folder that holds what the call asks for."""
    if command == "monthly" and not Path("saved").exists():
        run("baseline", people=1_000, months=1, threads=1).save("saved")
    return shlex.split(CALLS[command])
