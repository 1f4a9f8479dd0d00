"""A scenario and what it is compared with, and what would be refused before they run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from welfsim.errors import ScenarioError, together
from welfsim.months import show_month
from welfsim.scenario.faults import indented
from welfsim.scenario.files import read_against, read_scenario
from welfsim.scenario.laws import laws_of, refuse_out_of_place
from welfsim.scenario.model import Scenario
from welfsim.wording.values import counted


def asked(
    scenario: Scenario | str | Path, settings: Sequence[str] = (), assume: Sequence[str] = (), **options: Any
) -> Scenario:
    """Return a scenario with all options in it.

    Raises
    ------
    ScenarioError
        With all faults of the file, or of the options.
    """
    read = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    return read.with_options(**options).with_settings(settings, assume)


def pair(
    scenario: Scenario | str | Path,
    against: Scenario | str | Path | None = None,
    settings: Sequence[str] = (),
    assume: Sequence[str] = (),
    **options: Any,
) -> tuple[Scenario, Scenario]:
    """Return a scenario and its baseline as they are compared: the same people, months and seed, the same assumptions.

    What either assumes holds in both, and what the scenario assumes wins. Parameters as in `welfsim.compare`,
    whose `set` is `settings` here.

    Raises
    ------
    ScenarioError
        If either is at fault, or the two cannot be compared.
    """
    reform = asked(scenario, settings, assume, **options)
    baseline = _alike(asked(against) if against else read_against(reform), reform, "--against" if against else "")
    assumed = {**baseline.assume, **reform.assume}
    written = {name: reform.where(name) for name in reform.assume}
    return reform.assuming(assumed), baseline.assuming(assumed, written)


def _alike(baseline: Scenario, reform: Scenario, where: str) -> Scenario:
    """Return a baseline with the people, months and luck of a reform."""
    try:
        return baseline.with_options(
            population=reform.population.model_dump(exclude_none=True),
            seed=reform.seed,
            replications=reform.replications,
            start=reform.start,
            months=reform.months,
        )
    except ScenarioError as error:
        span = f"from {show_month(reform.start)} for {counted(reform.months, 'month')}"
        said = "\n".join(line.strip() for line in str(error).splitlines() if line.startswith("  "))
        told = f"{baseline.name} cannot be run {span}, as {reform.name} is:\n{said}"
        raise ScenarioError(indented(where or reform.where("against"), told)) from None


def refuse_changed_evidence(reform: Scenario, baseline: Scenario) -> None:
    """Refuse a list of evidence that names what either scenario changes.

    Raises
    ------
    ScenarioError
        With each such parameter.
    """
    changed = {name: each.place_of(name) for each in (baseline, reform) for name in each.changed}
    listed = reform.where("evidence", "evidence")
    faults = [
        f"{listed}\n  {name} is changed by {changed[name]}, so its range cannot be laid on\n"
        "  both scenarios alike. Take it out of the list."
        for name in reform.evidence
        if name in changed
    ]
    if faults:
        raise ScenarioError(together(faults))


def check_scenario(name: str | Path) -> Scenario:
    """Read a scenario and refuse whatever a run or a comparison would refuse before its first month.

    Raises
    ------
    WelfsimError
        With the faults of the scenario, of what it names, or of the two together.
    """
    read = read_scenario(name)
    reform, baseline = pair(read)
    for each in (reform, baseline):
        list(laws_of(each))
        refuse_out_of_place(each)
    refuse_changed_evidence(reform, baseline)
    return read
