"""Scenarios from files: found, read, and laid over their packages.

What a file names, it names by one rule: next to the file first, with or without .yaml, then among what is shipped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from welfsim.errors import ScenarioError
from welfsim.scenario.faults import Fault, faults_of, indented, place_of, report, shown
from welfsim.scenario.model import PARTS, Package, Scenario, Strict
from welfsim.scenario.retired import retired
from welfsim.scenario.values import Dated, in_force_from
from welfsim.shipped import scenarios_folder
from welfsim.text.written import nearest, shortened
from welfsim.yaml_files import FROM_A_FILE, LONGEST_PATH, SUFFIXES, Table, UnreadableError, is_file, read_yaml

PACKAGES = "packages"
Model = TypeVar("Model", bound=Strict)


@cache
def _shipped() -> Mapping[str, Path]:
    """Return the file of each shipped scenario by its name; they lie in a folder for each subject."""
    folder = scenarios_folder()
    files = [file for file in folder.rglob("*.yaml") if folder / PACKAGES not in file.parents]
    return MappingProxyType({file.stem: file for file in sorted(files, key=lambda file: file.stem)})


def shipped_names() -> list[str]:
    """Return the names of the shipped scenarios."""
    return list(_shipped())


def shipped_file(name: str) -> Path:
    """Return the file of a shipped scenario.

    Raises
    ------
    KeyError
        If none has this name.
    """
    return _shipped()[name]


class Heading(NamedTuple):
    """What stands above a shipped scenario: its file's name, the folder of its subject, its name and its question."""

    file: str
    subject: str
    name: str
    question: str
    texts: tuple[str, ...]
    """Everything by which it may be sought: the source and the parameters that it changes too."""


def headings() -> list[Heading]:
    """Return the headings of the shipped scenarios, by subject and name; nothing in them is checked."""
    return sorted((_heading(file) for file in _shipped().values()), key=lambda one: (one.subject, one.file))


def _heading(file: Path) -> Heading:
    """Read what stands above one shipped scenario."""
    written = read_yaml(file)
    subject = file.parent.name if file.parent != scenarios_folder() else ""
    name, question = str(written.get("name", "")), str(written.get("question", ""))
    of_groups = [text for group in written.get("groups", ()) for text in group]
    sought = [*written.get("source", {}).values(), *written.get("reform", {}), *of_groups, *written.get(PACKAGES, ())]
    return Heading(file.stem, subject, name, question, (file.stem, subject, name, question, *map(str, sought)))


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
    return _composed(find_scenario(str(name))).with_settings(settings)


def read_against(scenario: Scenario) -> Scenario:
    """Read the scenario that another names to be compared with, next to its file or among the shipped ones.

    Raises
    ------
    ScenarioError
        If there is none, or it is at fault itself.
    """
    name = scenario.against
    if scenario.folder is None:
        return read_scenario(name)
    file = _named(name, (scenario.folder,)) or _shipped().get(name.removesuffix(".yaml"))
    if file is None:
        told = f"against: {shortened(name)} is neither a scenario file next to this one nor a shipped scenario."
        meant = f"\n{retired(name)}" if retired(name) else nearest(name, shipped_names())
        raise ScenarioError(indented(scenario.where("against"), f"{told}{meant}"))
    return _composed(file, scenario.where("against"))


def find_scenario(name: str) -> Path:
    """Return the file of a scenario that is given by its path or the name of a shipped one.

    Raises
    ------
    ScenarioError
        If there is none.
    """
    file = Path(name)
    if is_file(file):
        return file
    if name in _shipped():
        return shipped_file(name)
    if retired(file.stem):
        raise ScenarioError(indented(shortened(name, LONGEST_PATH), retired(file.stem)))
    if file.suffix in SUFFIXES and file.stem in _shipped():
        told = f"There is no such file. A shipped scenario has this name: write {file.stem}"
        raise ScenarioError(indented(shortened(name, LONGEST_PATH), told))
    if file.suffix in SUFFIXES or len(file.parts) > 1:
        return file  # reading it says why it cannot be read
    meant = nearest(name, shipped_names()).replace("\n", "\n  ")
    raise ScenarioError(
        f"{shortened(name)}\n  This is neither a file nor a shipped scenario.{meant}\n"
        f"  Shipped scenarios: {', '.join(shipped_names())}"
    )


def _named(name: str, folders: Sequence[Path]) -> Path | None:
    """Return the file that a scenario names, in the first folder that has it."""
    candidates = [folder / file for folder in folders for file in (name, f"{name}.yaml")]
    return next((file for file in candidates if file.suffix in SUFFIXES and is_file(file)), None)


def _composed(file: Path, named_in: str = "") -> Scenario:
    """Read a scenario and lay it over its packages; `named_in` is where another file names it."""
    scenario, document = _read(file, Scenario, named_in)
    return _with_packages(scenario, document, file)


def _load(file: Path, named_in: str) -> Table:
    """Load a file of keys and values. Of one that another file names nothing is shown unless it is a scenario."""
    foreign = indented(named_in, f"{shown(file)} is no scenario: it cannot be read as one, or has no name.")
    try:
        document = read_yaml(file)
    except UnreadableError as unreadable:
        line = f", line {unreadable.line}" if unreadable.line else ""
        told = indented(f"{shown(file)}{line}", unreadable.why)
        raise ScenarioError(foreign if named_in else told) from None
    if named_in and not (isinstance(document, Table) and "name" in document):
        raise ScenarioError(foreign)
    if not isinstance(document, Table):
        raise ScenarioError(indented(shown(file), "A scenario is written as keys and values, as  name: My reform."))
    keys = list(Scenario.model_fields)
    if not set(keys) & set(document):
        raise ScenarioError(
            indented(shown(file), f"This is no scenario: it has no key of one.\nKeys: {', '.join(keys)}")
        )
    return document


def _read(file: Path, model: type[Model], named_in: str) -> tuple[Model, Table]:
    """Read one file as a model, with every fault at its line."""
    document = _load(file, named_in)
    try:
        read = model.model_validate(document, context=FROM_A_FILE)
    except ValidationError as error:
        raise ScenarioError(report(faults_of(error, model, PARTS), shown(file), document)) from None
    return read, document


def _with_packages(scenario: Scenario, document: Table, file: Path) -> Scenario:
    """Lay a scenario over its packages."""
    below: dict[str, Dated] = {}
    assumed: dict[str, Dated] = {}
    where: dict[str, str] = {}
    faults = []
    for place, name in enumerate(scenario.packages):
        package_file = _named(name, (file.parent / PACKAGES, scenarios_folder() / PACKAGES))
        if package_file is None:
            told = f"There is no package {shortened(name)} in the folder packages."
            faults.append(Fault((PACKAGES, place), f"{told}\n{retired(name)}".rstrip()))
            continue
        if name in scenario.packages[:place]:
            faults.append(Fault((PACKAGES, place), f"{shortened(name)} stands twice in the list."))
            continue
        package, lines = _read(package_file, Package, place_of(file, document, (PACKAGES, place)))
        layer = assumed if package.shared else below
        for parameter, values in package.reform.items():
            if parameter in layer:
                first = where[parameter]
                faults.append(Fault((PACKAGES,), f"{parameter} is set by {first} and by package {name} too."))
            layer[parameter] = in_force_from(values, scenario.start)
            where[parameter] = place_of(package_file, lines, ("reform", parameter))
    if faults:
        raise ScenarioError(report(faults, shown(file), document))
    own = {name: place_of(file, document, ("assume", name)) for name in scenario.assume}
    own |= {name: place_of(file, document, ("reform", name)) for name in scenario.reform}
    for place, group in enumerate(scenario.groups):
        own[f"groups.{place}"] = place_of(file, document, ("groups", place))
        own |= {f"groups.{place}.{name}": place_of(file, document, ("groups", place, name)) for name in group.reform}
    own |= {f"programmes.{name}": place_of(file, document, ("programmes", name)) for name in scenario.programmes}
    own["against"] = place_of(file, document, ("against",))
    if scenario.evidence:
        own["evidence"] = place_of(file, document, ("evidence",))
    assume = {**assumed, **scenario.assume}
    laid = scenario.model_copy(update={"reform": below, "assume": assume}).laid_over(scenario.reform, {**where, **own})
    return laid.read_from(file.parent, {**where, **own})
