"""Scenarios from files: found, read, and laid over their packages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from welfsim.errors import ScenarioError, did_you_mean
from welfsim.scenario.faults import Fault, faults_of, place_of, report, sentence, shown
from welfsim.scenario.model import PARTS, Package, Scenario, Strict
from welfsim.scenario.values import Dated, in_force_from
from welfsim.shipped import scenarios_folder

YAML_FILES = (".yaml", ".yml")
Model = TypeVar("Model", bound=Strict)


def shipped_names() -> list[str]:
    """Return the names of the shipped scenarios."""
    return sorted(file.stem for file in scenarios_folder().glob("*.yaml"))


def read_scenario(name: str | Path, settings: Sequence[str] = ()) -> Scenario:
    """Read a scenario by path or by the name of a shipped one, compose it and lay `settings` over it.

    Parameters
    ----------
    name
        A path, or a name such as ``redeploy_1000_coaches``.
    settings
        Changes laid over the file, as ``group.name=value`` or ``group.name=2026-04:value,2027-04:value``.

    Raises
    ------
    ScenarioError
        With all faults of the file together, each with its line.
    """
    file = _find(str(name))
    scenario, document = _read(file, Scenario)
    composed = _with_packages(scenario, document, file)
    return composed.with_settings(settings)


def _find(name: str) -> Path:
    file = Path(name)
    if file.is_file():
        return file
    if file.suffix in YAML_FILES or len(file.parts) > 1:
        raise ScenarioError(f"{name}\n  There is no such file.")
    if name in shipped_names():
        return scenarios_folder() / f"{name}.yaml"
    near = did_you_mean(name, shipped_names())
    meant = f"\n  Did you mean {near}?" if near else ""
    raise ScenarioError(
        f"{name}\n  This is neither a file nor a shipped scenario.{meant}\n"
        f"  Shipped scenarios: {', '.join(shipped_names())}"
    )


def _load(file: Path) -> Any:
    """Load a YAML file with the lines of its keys."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise ScenarioError(f"{shown(file)}\n  The file cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ScenarioError(f"{shown(file)}\n  The file is not UTF-8 text.") from None
    try:
        document = YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ScenarioError(f"{shown(file)}, line {line}\n  {sentence(str(error.problem))}") from None
    except YAMLError as error:
        raise ScenarioError(f"{shown(file)}\n  {sentence(str(error).splitlines()[0])}") from None
    if not isinstance(document, Mapping):
        raise ScenarioError(f"{shown(file)}\n  A scenario is written as keys and values, as  name: My reform.")
    return document


def _read(file: Path, model: type[Model]) -> tuple[Model, Any]:
    """Read one file as a model, with every fault at its line."""
    document = _load(file)
    try:
        read = model.model_validate(document)
    except ValidationError as error:
        raise ScenarioError(report(faults_of(error, model, PARTS), shown(file), document)) from None
    return read, document


def _with_packages(scenario: Scenario, document: Any, file: Path) -> Scenario:
    """Lay a scenario over its packages."""
    below: dict[str, Dated] = {}
    where: dict[str, str] = {}
    faults = []
    for name in scenario.packages:
        package_file = _find_package(name, file)
        package, lines = _read(package_file, Package)
        for parameter, values in package.reform.items():
            if parameter in below:
                first = where[parameter]
                faults.append(Fault(("packages",), f"{parameter} is set by {first} and by package {name} too."))
            below[parameter] = in_force_from(values, scenario.start)
            where[parameter] = place_of(package_file, lines, ("reform", parameter))
    if faults:
        raise ScenarioError(report(faults, shown(file), document))
    own = {name: place_of(file, document, ("assume", name)) for name in scenario.assume}
    own |= {name: place_of(file, document, ("reform", name)) for name in scenario.reform}
    own |= {f"programmes.{name}": place_of(file, document, ("programmes", name)) for name in scenario.programmes}
    return scenario.model_copy(update={"reform": below}).laid_over(scenario.reform, {**where, **own})


def _find_package(name: str, scenario_file: Path) -> Path:
    for folder in (scenario_file.parent / "packages", scenarios_folder() / "packages"):
        if (folder / f"{name}.yaml").is_file():
            return folder / f"{name}.yaml"
    raise ScenarioError(f"{shown(scenario_file)}\n  There is no package {name} in the folder packages.")
