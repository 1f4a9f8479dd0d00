"""welfsim: a monthly microsimulation of welfare reform in Great Britain.

The face of the package. Names are fetched when they are first used, so that importing the package costs nothing: not
even ``typing``, since Ctrl-C is answered only after this.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from welfsim.advice.schedule import schedule
    from welfsim.advice.statement import award
    from welfsim.advice.work import budget
    from welfsim.errors import PenceWarning
    from welfsim.experiments.answers import Answers
    from welfsim.experiments.behaviour import behaviour
    from welfsim.experiments.evidence import Evidence, evidence
    from welfsim.experiments.gainers import Gainers, gainers
    from welfsim.experiments.one_person import Life, one_person
    from welfsim.experiments.solve import Solution, solve
    from welfsim.population.survey import Survey, read_frs
    from welfsim.results.comparison import Comparison, read
    from welfsim.results.journeys import Transitions
    from welfsim.results.lives import read_record
    from welfsim.results.run import Results
    from welfsim.scenario import Scenario
    from welfsim.simulation import compare, run, transitions
    from welfsim.visits.record import Record

__all__ = [
    "Answers",
    "Comparison",
    "Evidence",
    "Gainers",
    "Life",
    "PenceWarning",
    "Record",
    "Results",
    "Scenario",
    "Solution",
    "Survey",
    "Transitions",
    "__version__",
    "award",
    "behaviour",
    "budget",
    "compare",
    "evidence",
    "gainers",
    "one_person",
    "read",
    "read_frs",
    "read_record",
    "run",
    "schedule",
    "solve",
    "transitions",
]

__version__: str

_HOMES = {
    "run": "simulation",
    "compare": "simulation",
    "transitions": "simulation",
    "Answers": "experiments.answers",
    "behaviour": "experiments.behaviour",
    "evidence": "experiments.evidence",
    "Evidence": "experiments.evidence",
    "gainers": "experiments.gainers",
    "Gainers": "experiments.gainers",
    "one_person": "experiments.one_person",
    "Life": "experiments.one_person",
    "solve": "experiments.solve",
    "Solution": "experiments.solve",
    "Transitions": "results.journeys",
    "award": "advice.statement",
    "budget": "advice.work",
    "schedule": "advice.schedule",
    "read": "results",
    "read_frs": "population.survey",
    "Survey": "population.survey",
    "Record": "visits.record",
    "read_record": "results.lives",
    "Results": "results",
    "Comparison": "results",
    "Scenario": "scenario",
    "PenceWarning": "errors",
}


def __getattr__(name: str) -> Any:
    """Fetch a name of the face from the module where it lives."""
    if name == "__version__":
        return import_module("importlib.metadata").version("welfsim")
    if name not in _HOMES:
        raise AttributeError(f"module 'welfsim' has no attribute {name!r}")
    return getattr(import_module(f"welfsim.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
