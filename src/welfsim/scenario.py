"""Scenarios: questions put to the model, read from YAML and checked before anything runs.

A scenario is written in the grammar of the law and laid over it. What wins, in one sentence: law, then
assumptions, then packages, then the scenario's own ``reform``, then ``--set``. Two packages may not touch the
same parameter. Assumptions hold in a scenario and in what it is compared with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self, TypeVar, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from welfsim.errors import ScenarioError, did_you_mean, together
from welfsim.lists import list_faults, name_of, read_list, written_list
from welfsim.months import month, parse_month, show_month
from welfsim.policy import (
    FIRST_MONTH,
    LAST_MONTH,
    PROGRAMMES,
    Change,
    OwnProgramme,
    current_law,
    groups,
    parameters,
    path,
    resolve,
)
from welfsim.shipped import scenarios_folder
from welfsim.tables import PENCE, POUND, plain, show_value
from welfsim.vocabulary.codes import OWN_PROGRAMMES
from welfsim.vocabulary.fields import Declared, Parameter, Unit

Dated = dict[int, float | None]

MONTH_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])$"
SCHEMA_FILE = Path(__file__).with_name("scenario.schema.json")
FEWEST_PEOPLE = 1_000
YAML_FILES = (".yaml", ".yml")


class Fault(NamedTuple):
    """One fault of a scenario: the keys that lead to it, and what to say about it."""

    keys: tuple[str | int, ...]
    text: str


# ---------------------------------------------------------------------------------------------- values


def _month_in_law(written: object) -> int:
    """Read a month for which there is law."""
    number = written if isinstance(written, int) else parse_month(str(written))
    if not FIRST_MONTH <= number <= LAST_MONTH:
        raise ValueError(
            f"{show_month(number)} is out of range; there is law from {show_month(FIRST_MONTH)} "
            f"to {show_month(LAST_MONTH)}"
        )
    return number


def read_month(written: str, where: str) -> int:
    """Read a month given as an option.

    Raises
    ------
    ScenarioError
        If it is no month, or one without law.
    """
    try:
        return _month_in_law(written)
    except ValueError as fault:
        raise ScenarioError(_indented(f"{where} {written}", _stopped(str(fault)))) from None


def _number(written: object, name: str) -> float:
    """Read a value in the unit of its parameter; a list of names becomes one number."""
    field = parameters()[name]
    parameter: Parameter = field.what
    if parameter.codes is not None:
        faults = list_faults(written, parameter)
        if faults:
            raise ValueError("\n".join(faults))
        return read_list(cast("Sequence[str]", written), parameter)
    if parameter.unit == Unit.MONTH:
        return _month_value(written, name)
    if isinstance(written, bool) and parameter.unit == Unit.SWITCH:
        return int(written)
    if isinstance(written, bool) or not isinstance(written, int | float):
        raise ValueError(f"{written!r} is not a number.\n{_unit_hint(written, name)}")
    if field.type is int and not float(written).is_integer():
        raise ValueError(f"{plain(written)} is not a whole number.\n{_unit_hint(written, name)}")
    if not parameter.low <= written <= parameter.ceiling:
        raise ValueError(
            f"{plain(written)} is out of bounds: {name} runs from {_bounds(parameter)}.\n{_unit_hint(written, name)}"
        )
    return int(written) if field.type is int else float(written)


def _month_value(written: object, name: str) -> int:
    """Read the value of a parameter that is itself a month."""
    if isinstance(written, str):
        return parse_month(written)
    raise ValueError(f"{name} is a month: write the year and the month, as 2026-04.")


def _bounds(parameter: Parameter) -> str:
    """Write the lawful range of a parameter."""
    high = "any size" if parameter.ceiling == float("inf") else plain(parameter.ceiling)
    return f"{plain(parameter.low)} to {high}"


def _unit_hint(written: object, name: str) -> str:
    """Say in which unit a parameter is written, with the value as it was probably meant."""
    unit = parameters()[name].what.unit
    hint = f"{name} is in {unit}"
    try:
        meant = float(str(written).strip("£% ").replace(",", ""))
    except ValueError:
        return f"{hint}."
    if unit in PENCE and (isinstance(written, str) or not float(meant).is_integer()):
        return f"{hint}: write {round(meant * POUND)} for £{meant:,.2f}."
    if unit in (Unit.SHARE, Unit.HAZARD) and 1 < meant <= 100:
        return f"{hint}: write {meant / 100:g} for {meant:g}%."
    return f"{hint}."


def value_now(name: str, at: int) -> float:
    """Return a parameter's value in law in one month."""
    return float(path(resolve(current_law(), (), at, 1), name)[0])


def _unknown(name: str, at: int) -> str:
    """Say that a name is not a parameter, and which one may be meant."""
    near = did_you_mean(name, list(parameters()))
    if not near:
        return f"{name} is not a parameter.\nAll parameters: welfsim parameters"
    parameter = parameters()[near].what
    now = show_value(value_now(near, at), parameter)
    return (
        f"{name} is not a parameter.\n"
        f"Did you mean {near} ({parameter.unit}, now {now})?\n"
        f"All parameters of the group: welfsim parameters {near.partition('.')[0]}"
    )


def read_change(name: str, written: object, start: int) -> tuple[Dated, list[Fault]]:
    """Read what a scenario writes beside a parameter: a number from `start`, or values by month."""
    if name not in parameters():
        return {}, [Fault((name,), _unknown(name, start))]
    dated = written if isinstance(written, Mapping) else {start: written}
    values: Dated = {}
    faults = []
    for date, value in dated.items():
        keys = (name, date) if isinstance(written, Mapping) else (name,)
        try:
            at = _month_in_law(date)
            if at < start:
                raise ValueError(f"{show_month(at)} lies before the scenario's start, {show_month(start)}")
            values[at] = None if value is None else _number(value, name)
        except ValueError as fault:
            faults.append(Fault(keys, _stopped(str(fault))))
    if not dated:
        faults.append(Fault((name,), f"{name} has no values; write a number, or month: number."))
    return dict(sorted(values.items())), faults


def _read_reform(written: object, info: ValidationInfo) -> dict[str, Dated]:
    """Read the changes of a scenario and report all their faults together."""
    if not isinstance(written, Mapping):
        raise ValueError(f"{info.field_name} lists parameters and their values, as  coaching.coaches: 18900")
    start = info.data.get("start", FIRST_MONTH)
    reform: dict[str, Dated] = {}
    faults: list[Fault] = []
    for name, change in written.items():
        reform[str(name)], found = read_change(str(name), change, start)
        faults += found
    if faults:
        raise ValidationError.from_exception_data("reform", [_detail(fault) for fault in faults])
    return reform


def _read_evidence(written: object, info: ValidationInfo) -> tuple[str, ...]:
    """Read the parameters whose ranges an answer is held against and report all their faults together."""
    if isinstance(written, str) or not isinstance(written, Sequence):
        raise ValueError("evidence lists parameters, as  [employment.contact_effect, coaching.offers_a_year]")
    start, law, faults = info.data.get("start", FIRST_MONTH), current_law().values, []
    for place, name in enumerate(map(str, written)):
        if name not in law:
            faults.append(Fault((place,), _unknown(name, start)))
        elif law[name].low is None or law[name].high is None:
            faults.append(Fault((place,), f"{name} has no range in the law.\nThose with one: docs/parameters.md"))
        elif name in written[:place]:
            faults.append(Fault((place,), f"{name} stands twice in the list."))
    if faults:
        raise ValidationError.from_exception_data("evidence", [_detail(fault) for fault in faults])
    return tuple(map(str, written))


ROUTES = {
    "self": "asks",
    "coach": "coach_refers",
    "health_service": "health_service_refers",
    "council": "council_refers",
}


class Programme(BaseModel):
    """A programme that a scenario adds: its title, the programme of the law it is like, and where it differs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    like: str
    differs: dict[str, Dated]


def _read_programmes(written: object, info: ValidationInfo) -> dict[str, Programme]:
    """Read the programmes that a scenario adds and report all their faults together."""
    if not isinstance(written, Mapping):
        raise ValueError("programmes lists programmes by name, each with `like` and the terms in which it differs")
    start = info.data.get("start", FIRST_MONTH)
    faults: list[Fault] = []
    if len(written) > len(OWN_PROGRAMMES):
        faults.append(Fault((), f"There is room for {len(OWN_PROGRAMMES)} programmes; {len(written)} are described."))
    programmes = {}
    for name, block in written.items():
        programmes[str(name)], found = read_programme(str(name), block, start)
        faults += [Fault((name, *fault.keys), fault.text) for fault in found]
    if faults:
        raise ValidationError.from_exception_data("programmes", [_detail(fault) for fault in faults])
    return programmes


def read_programme(name: str, written: object, start: int) -> tuple[Programme, list[Fault]]:
    """Read one programme that a scenario adds: `like` names one of the law, every other key a term that differs.

    `routes` stands for the four terms that say who brings people to it.
    """
    block = dict(written) if isinstance(written, Mapping) else {}
    title = str(block.pop("title", name.replace("_", " ").capitalize()))
    like = str(block.pop("like", ""))
    faults = []
    if name in PROGRAMMES:
        faults.append(Fault((), f"{name} is a programme of the law; change it under reform, as {name}.places."))
    if like not in PROGRAMMES:
        faults.append(Fault(("like",), f"{name} needs a programme that it is like. Allowed: {', '.join(PROGRAMMES)}."))
        return Programme(title=title, like=like, differs={}), faults
    if "routes" in block:
        faults += route_faults(block)
        block = {**{term: value for term, value in block.items() if term != "routes"}, **_by_term(block["routes"])}
    differs = {}
    for term, change in block.items():
        if f"{like}.{term}" not in parameters():
            near = did_you_mean(str(term), groups()[like])
            meant = f"\nDid you mean {near}?" if near else ""
            faults.append(
                Fault((term,), f"{term} is not a term of a programme.{meant}\nTerms: {', '.join(groups()[like])}")
            )
            continue
        differs[str(term)], found = read_change(f"{like}.{term}", change, start)
        faults += [Fault((*_place(term, written), *fault.keys[1:]), fault.text) for fault in found]
    return Programme(title=title, like=like, differs=differs), faults


def route_faults(block: Mapping[str, Any]) -> list[Fault]:
    """Return what is wrong with the routes of a programme: no list of them, unknown ones, or a route said twice."""
    written = block["routes"]
    if not isinstance(written, Mapping):
        return [Fault(("routes",), f"routes gives a monthly chance for each of: {', '.join(ROUTES)}.")]
    faults = []
    for route in written:
        if route not in ROUTES:
            near = did_you_mean(str(route), list(ROUTES))
            meant = f"\nDid you mean {near}?" if near else ""
            faults.append(
                Fault(("routes", route), f"{route} is not a route to a programme.{meant}\nRoutes: {', '.join(ROUTES)}")
            )
    twice = [term for term in ROUTES.values() if term in block]
    if twice:
        faults.append(Fault((twice[0],), f"{twice[0]} is said by routes already. Write the one or the other."))
    return faults


def _by_term(routes: object) -> dict[str, Any]:
    """Return the terms that routes of a programme stand for; a route that is not written is closed."""
    written = routes if isinstance(routes, Mapping) else {}
    return {term: written.get(route, 0.0) for route, term in ROUTES.items()}


def _place(term: str, written: object) -> tuple[str, ...]:
    """Return where a term of a programme is written: under `routes` if it stands there."""
    routes = written.get("routes") if isinstance(written, Mapping) else None
    said = {ROUTES[route]: route for route in routes if route in ROUTES} if isinstance(routes, Mapping) else {}
    return ("routes", said[term]) if term in said else (term,)


def _detail(fault: Fault) -> InitErrorDetails:
    return InitErrorDetails(
        type=PydanticCustomError("change", "{text}", {"text": fault.text}), loc=fault.keys, input=None
    )


def lay_over(below: Dated, above: Dated) -> Dated:
    """Lay dated values over others: from its first month on, the upper layer alone counts."""
    if not above:
        return below
    return {at: value for at, value in below.items() if at < min(above)} | above


def lay_under(above: Dated, below: Dated) -> Dated:
    """Return dated values with others below them, which hold wherever the upper ones are not given or null."""
    found = {}
    for at in sorted({*above, *below}):
        value = _latest(above, at)
        found[at] = _latest(below, at) if value is None else value
    return found


def _latest(values: Dated, at: int) -> float | None:
    """Return the value that holds in a month; none before the first, or where it is that of the law."""
    begun = [month for month in values if month <= at]
    return values[max(begun)] if begun else None


def _in_force_from(values: Dated, start: int) -> Dated:
    """Let values dated before `start` begin there."""
    return {max(at, start): values[at] for at in sorted(values)}


# --------------------------------------------------------------------------------------------- scenarios

Month = Annotated[
    int,
    BeforeValidator(_month_in_law),
    PlainSerializer(show_month),
    WithJsonSchema({"type": "string", "pattern": MONTH_PATTERN}),
]
Reform = Annotated[dict[str, Dated], BeforeValidator(_read_reform)]
Evidence = Annotated[tuple[str, ...], BeforeValidator(_read_evidence)]
Programmes = Annotated[dict[str, Programme], BeforeValidator(_read_programmes)]


class Strict(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PopulationSize(Strict):
    """How many people stand for Great Britain."""

    people: int = Field(200_000, ge=FEWEST_PEOPLE, description="Rows of the synthetic population; more rows, less luck")


class Promise(Strict):
    """What was said in public that a reform would bring."""

    starts: int = Field(gt=0, description="People promised to start intensive support")
    by: Month = Field(description="The last month that counts, as 2026-03")


PARTS: Mapping[str, type[Strict]] = {"population": PopulationSize, "promise": Promise}


class Package(Strict):
    """Changes that several scenarios share."""

    name: str
    question: str = ""
    reform: Reform = {}


Model = TypeVar("Model", bound=Strict)


class Scenario(Strict):
    """One question put to the model, and all that is needed to answer it again."""

    name: str = Field(description="A short name, as it stands above tables")
    question: str = Field(default="", description="The question that the scenario answers")
    start: Month = Field(default=month(2025, 4), description="First month, as 2025-04")
    months: int = Field(default=72, ge=1, description="Months to simulate")
    population: PopulationSize = Field(
        default=PopulationSize(people=200_000), description="The population to start from"
    )
    replications: int = Field(default=1, ge=1, le=10_000, description="Runs with other luck; two or more give errors")
    seed: int = Field(default=1, ge=0, description="The seed of population and luck")
    against: str = Field(default="baseline", description="The scenario that this one is compared with")
    packages: tuple[str, ...] = Field(default=(), description="Shared changes, by name of a file in packages/")
    reform: Reform = Field(default={}, description="Changes to the law, services or behaviour, by parameter")
    programmes: Programmes = Field(default={}, description="Employment programmes added to those of the law, by name")
    assume: Reform = Field(
        default={}, description="What is assumed here and in the scenario that this is compared with"
    )
    promise: Promise | None = Field(default=None, description="A published promise that the answer is held against")
    evidence: Evidence = Field(default=(), description="Parameters at whose range the answer is found again")

    _where: dict[str, str] = PrivateAttr(default_factory=dict)

    @field_validator("months")
    @classmethod
    def _within_law(cls, months: int, info: ValidationInfo) -> int:
        start = info.data.get("start", FIRST_MONTH)
        if start + months - 1 > LAST_MONTH:
            raise ValueError(
                f"{months} months from {show_month(start)} run past the last month of law, "
                f"{show_month(LAST_MONTH)}; write {LAST_MONTH - start + 1} or fewer"
            )
        return months

    def changes(self) -> tuple[Change, ...]:
        """Return the changes in the order in which they are laid over the law."""
        return tuple(
            Change(name, lay_under(self.reform.get(name, {}), self.assume.get(name, {})), self.where(name))
            for name in dict.fromkeys((*self.assume, *self.reform))
        )

    def own_programmes(self) -> tuple[OwnProgramme, ...]:
        """Return the programmes that are added, in the order in which they are written."""
        return tuple(OwnProgramme(added.like, added.differs) for added in self.programmes.values())

    def where(self, name: str) -> str:
        """Say where the change to a parameter is written."""
        return self._where.get(name, f"scenario {self.name!r}")

    def laid_over(self, reform: Mapping[str, Dated], where: Mapping[str, str]) -> Self:
        """Return the scenario with more changes on top of its own."""
        laid = {name: lay_over(self.reform.get(name, {}), values) for name, values in reform.items()}
        over = self.model_copy(update={"reform": {**self.reform, **laid}})
        over._where = {**self._where, **where}
        return over

    def assuming(self, assume: Mapping[str, Dated], where: Mapping[str, str] | None = None) -> Self:
        """Return the scenario with these assumptions; they hold in what it is compared with too."""
        other = self.model_copy(update={"assume": dict(assume)})
        other._where = {**(where or {}), **self._where}
        return other

    def with_settings(self, settings: Sequence[str], assume: Sequence[str] = ()) -> Self:
        """Return the scenario with ``name=value`` settings laid over it, and others assumed below it.

        Raises
        ------
        ScenarioError
            With all faults of both together.
        """
        laid, faults = _read_settings(settings, "--set", self.start)
        assumed, more = _read_settings(assume, "--assume", self.start)
        if faults or more:
            raise ScenarioError(together([*faults, *more]))
        over = self
        for name, values, where in laid:
            over = over.laid_over({name: values}, {name: where})
        for name, values, where in assumed:
            over = over.assuming({**over.assume, name: lay_over(over.assume.get(name, {}), values)}, {name: where})
        return over._renamed(f"{self.name}, with {', '.join(settings)}") if settings else over

    def _renamed(self, name: str) -> Self:
        """Return the scenario under another name."""
        renamed = self.model_copy(update={"name": name})
        renamed._where = dict(self._where)
        return renamed

    def with_options(self, **options: Any) -> Self:
        """Return the scenario with other people, seed, replications, start or months; None keeps what is."""
        given = {name: value for name, value in options.items() if value is not None}
        if not given:
            return self
        written = self.as_written()
        if "people" in given:
            written["population"] = {"people": given.pop("people")}
        try:
            changed = type(self).model_validate({**written, **given})
        except ValidationError as error:
            raise ScenarioError(_report(_faults(error), "The options given")) from None
        changed._where = dict(self._where)
        return changed

    def as_written(self) -> dict[str, Any]:
        """Return the scenario as it is written in a file, every change in it and no package to look up."""
        written = self.model_dump(exclude={"reform", "packages", "programmes", "assume", "promise", "evidence"})
        written["reform"] = _reform_as_written(self.reform)
        if self.programmes:
            written["programmes"] = {name: _programme_as_written(added) for name, added in self.programmes.items()}
        if self.assume:
            written["assume"] = _reform_as_written(self.assume)
        if self.promise:
            written["promise"] = self.promise.model_dump()
        if self.evidence:
            written["evidence"] = list(self.evidence)
        return written

    def to_yaml(self) -> str:
        """Return the resolved scenario as YAML that can be read again."""
        text = StringIO()
        YAML().dump(self.as_written(), text)
        return text.getvalue()


def _programme_as_written(added: Programme) -> dict[str, Any]:
    """Return an added programme as it is written in a file."""
    terms = {term: _dated_as_written(f"{added.like}.{term}", values) for term, values in added.differs.items()}
    return {"title": added.title, "like": added.like, **terms}


def _reform_as_written(reform: Mapping[str, Dated]) -> dict[str, Any]:
    """Return changes as they are written in a file."""
    return {name: _dated_as_written(name, values) for name, values in reform.items()}


def _dated_as_written(name: str, values: Dated) -> dict[str, float | str | list[str] | None]:
    """Return dated values as they are written in a file."""
    return {show_month(at): _as_written(name, value) for at, value in values.items()}


def _as_written(name: str, value: float | None) -> float | str | list[str] | None:
    """Return a value as it is written in a file."""
    if value is None:
        return None
    if parameters()[name].what.codes is not None:
        return written_list(value, parameters()[name].what)
    if parameters()[name].what.unit == Unit.MONTH:
        return show_month(int(value))
    return int(value) if float(value).is_integer() else value


# ------------------------------------------------------------------------------------------------- files


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
        raise ScenarioError(f"{_shown(file)}\n  The file cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ScenarioError(f"{_shown(file)}\n  The file is not UTF-8 text.") from None
    try:
        document = YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ScenarioError(f"{_shown(file)}, line {line}\n  {_sentence(str(error.problem))}") from None
    except YAMLError as error:
        raise ScenarioError(f"{_shown(file)}\n  {_sentence(str(error).splitlines()[0])}") from None
    if not isinstance(document, Mapping):
        raise ScenarioError(f"{_shown(file)}\n  A scenario is written as keys and values, as  name: My reform.")
    return document


def _read(file: Path, model: type[Model]) -> tuple[Model, Any]:
    """Read one file as a model, with every fault at its line."""
    document = _load(file)
    try:
        read = model.model_validate(document)
    except ValidationError as error:
        raise ScenarioError(_report(_faults(error, model), _shown(file), document)) from None
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
            below[parameter] = _in_force_from(values, scenario.start)
            where[parameter] = _at(package_file, lines, ("reform", parameter))
    if faults:
        raise ScenarioError(_report(faults, _shown(file), document))
    own = {name: _at(file, document, ("assume", name)) for name in scenario.assume}
    own |= {name: _at(file, document, ("reform", name)) for name in scenario.reform}
    own |= {f"programmes.{name}": _at(file, document, ("programmes", name)) for name in scenario.programmes}
    return scenario.model_copy(update={"reform": below}).laid_over(scenario.reform, {**where, **own})


def _find_package(name: str, scenario_file: Path) -> Path:
    for folder in (scenario_file.parent / "packages", scenarios_folder() / "packages"):
        if (folder / f"{name}.yaml").is_file():
            return folder / f"{name}.yaml"
    raise ScenarioError(f"{_shown(scenario_file)}\n  There is no package {name} in the folder packages.")


def _read_settings(settings: Sequence[str], option: str, start: int) -> tuple[list[tuple[str, Dated, str]], list[str]]:
    """Read ``name=value`` options: each name with its values and where it is written, and the faults of all."""
    laid, reports = [], []
    for setting in settings:
        name, equals, written = (part.strip() for part in setting.partition("="))
        where = f"{option} {setting}"
        if not equals:
            reports.append(f"{where}\n  Write a name and a value, as in {name}=1 or {name}=2026-04:1")
            continue
        values, faults = read_change(name, _setting_value(written), start)
        laid.append((name, values, where))
        reports += [_report(faults, where)] if faults else []
    return laid, reports


def _setting_value(written: str) -> object:
    """Read the right-hand side of a setting: one value or list, or values by month."""
    if ":" not in written or written.startswith(("{", "[")):
        return _scalar(written)
    pairs = (part.partition(":") for part in written.split(","))
    return {at.strip(): _scalar(value.strip()) for at, _, value in pairs}


def _scalar(written: str) -> object:
    return YAML(typ="safe", pure=True).load(written) if written else ""


# ------------------------------------------------------------------------------------------------ faults


def _faults(error: ValidationError, model: type[BaseModel] = Scenario) -> list[Fault]:
    """Turn what validation found into faults in the analyst's words."""
    return [Fault(tuple(found["loc"]), _fault_text(found, model)) for found in error.errors(include_url=False)]


def _fault_text(found: Any, model: type[BaseModel]) -> str:
    key = str(found["loc"][-1]) if found["loc"] else ""
    if found["type"] == "missing":
        return f"{key} is missing."
    if found["type"] == "extra_forbidden":
        known = list((PARTS.get(found["loc"][0], model) if len(found["loc"]) > 1 else model).model_fields)
        near = did_you_mean(key, known)
        meant = f"\nDid you mean {near}?" if near in known else ""
        return f"{key} is not a key that a scenario has.{meant}\nKeys: {', '.join(known)}"
    if found["type"] == "change":
        return str(found["msg"])
    text = str(found["msg"]).removeprefix("Value error, ")
    return _stopped(text if found["type"] == "value_error" else f"{key} {text.removeprefix('Input ')}")


def _report(faults: Iterable[Fault], where: str, document: Any = None) -> str:
    """Write faults one below the other, in order of line when there is a document."""
    if document is None:
        return together([_indented(where, text) for _, text in faults])
    lined = sorted(((_line(document, keys), text) for keys, text in faults), key=lambda pair: pair[0])
    return together([_indented(f"{where}, line {line}", text) for line, text in lined])


def _indented(where: str, text: str) -> str:
    return f"{where}\n  " + text.replace("\n", "\n  ")


def _line(document: Any, keys: Iterable[str | int]) -> int:
    """Return the line (from 1) of the deepest key that the document has."""
    line, node = 0, document
    for key in keys:
        try:
            line = (node.lc.item if isinstance(key, int) else node.lc.key)(key)[0]
            node = node[key]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return int(line) + 1


def _at(file: Path, document: Any, keys: tuple[str, ...]) -> str:
    return f"{_shown(file)}, line {_line(document, keys)}"


def _shown(file: Path) -> str:
    """Write a path as short as it can be followed from here."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def _stopped(text: str) -> str:
    """Put a full stop behind a single line."""
    return text if "\n" in text or text.endswith(".") else f"{text}."


def _sentence(text: str) -> str:
    """Write what a library says as a sentence."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


# ------------------------------------------------------------------------------------------------ schema


def schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, every parameter with its meaning, unit and bounds."""
    made = Scenario.model_json_schema()
    made["properties"]["reform"] = {
        "description": made["properties"]["reform"]["description"],
        "type": "object",
        "properties": {name: _parameter_schema(field) for name, field in parameters().items()},
        "additionalProperties": False,
    }
    made["properties"]["assume"] = {
        "description": made["properties"]["assume"]["description"],
        "$ref": "#/properties/reform",
    }
    made["properties"]["evidence"] = {
        "description": made["properties"]["evidence"]["description"],
        "type": "array",
        "items": {"enum": [name for name, value in current_law().values.items() if value.low is not None]},
        "uniqueItems": True,
    }
    made["properties"]["programmes"] = {
        "description": made["properties"]["programmes"]["description"],
        "type": "object",
        "maxProperties": len(OWN_PROGRAMMES),
        "additionalProperties": _programme_schema(),
    }
    made.get("$defs", {}).pop("Programme", None)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **made}


def _parameter_schema(field: Declared) -> dict[str, Any]:
    parameter: Parameter = field.what
    value = _value_schema(field)
    dated = {
        "type": "object",
        "patternProperties": {MONTH_PATTERN: {"anyOf": [value, {"type": "null"}]}},
        "additionalProperties": False,
    }
    meaning = f"{parameter.meaning}. Unit: {parameter.unit}. A {parameter.kind} parameter."
    return {"description": meaning, "anyOf": [value, dated]}


def _programme_schema() -> dict[str, Any]:
    """Return the schema of an added programme: its title, what it is like, and the terms in which it differs."""
    like = next(iter(PROGRAMMES))
    terms = {name: _parameter_schema(parameters()[f"{like}.{name}"]) for name in groups()[like]}
    routes = {
        "description": "Who brings people to it, each with its monthly chance; a route that is not written is closed.",
        "type": "object",
        "properties": {route: terms[term] for route, term in ROUTES.items()},
        "additionalProperties": False,
    }
    said = {"title": {"type": "string"}, "like": {"enum": list(PROGRAMMES)}, "routes": routes}
    return {"type": "object", "properties": {**said, **terms}, "required": ["like"], "additionalProperties": False}


def _value_schema(field: Declared) -> dict[str, Any]:
    parameter: Parameter = field.what
    if parameter.codes is not None:
        names = [name_of(code) for code in parameter.codes]
        return {"type": "array", "items": {"enum": names}, "uniqueItems": True}
    if parameter.unit == Unit.MONTH:
        return {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}
    bounds = {"minimum": parameter.low}
    if parameter.ceiling != float("inf"):
        bounds["maximum"] = parameter.ceiling
    return {"type": "integer" if field.type is int else "number", **bounds}


def schema_text() -> str:
    """Return the JSON Schema as it stands in the shipped file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def write_schema() -> None:
    """Write the shipped JSON Schema afresh."""
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    write_schema()
