"""A scenario as it is checked before anything runs, and as it is written again."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from numbers import Integral
from pathlib import Path
from typing import Annotated, Any, Self, cast

from pydantic import (
    AfterValidator,
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
    model_validator,
)
from ruamel.yaml import YAML

from welfsim.errors import MOST_FAULTS, PenceWarning, PopulationError, ScenarioError, together
from welfsim.months import month, show_month
from welfsim.policy import FIRST_MONTH, LAST_MONTH, Change, OwnProgramme, current_law, parameters
from welfsim.policy.own_laws import Group as OwnGroup
from welfsim.scenario.faults import Fault, detail, faults_of, report
from welfsim.scenario.groups import Group, groups_as_written, read_groups
from welfsim.scenario.pounds import doubtful_change, doubtful_terms
from welfsim.scenario.programmes import Programme, programme_as_written, read_programme
from welfsim.scenario.settings import is_of_some, read_settings, read_settings_of_some
from welfsim.scenario.values import (
    MONTH_PATTERN,
    NO_MONTH,
    Dated,
    lay_over,
    month_in_law,
    read_change,
    reform_as_written,
    unknown,
)
from welfsim.text.written import shortened
from welfsim.vocabulary.codes import OWN_PROGRAMMES
from welfsim.vocabulary.limits import (
    EARLIEST_START,
    FEWEST_PEOPLE,
    LARGEST_SEED,
    LATEST_START,
    MOST_PEOPLE,
    MOST_REPLICATIONS,
)
from welfsim.wording.charts import Charts
from welfsim.wording.values import counted
from welfsim.yaml_files import FROM_A_FILE, LARGEST

ADDRESS = re.compile(r"https?://\S+")
MOST_MONTHS = LAST_MONTH - FIRST_MONTH + 1


def _read_reform(written: object, info: ValidationInfo) -> dict[str, Dated]:
    """Read the changes of a scenario and report all their faults together."""
    if not isinstance(written, Mapping):
        raise ValueError(f"{info.field_name} lists parameters and their values, as  coaching.coaches: 18900")
    start, law = info.data.get("start", FIRST_MONTH), parameters()
    reform: dict[str, Dated] = {}
    faults: list[Fault] = []
    for name, change in written.items():
        if len(faults) >= MOST_FAULTS and name not in law:
            faults.append(Fault((name,), f"{shortened(name)} is not a parameter."))
            continue
        reform[str(name)], found = read_change(str(name), change, start)
        faults += found
    if faults:
        raise ValidationError.from_exception_data("reform", [detail(fault) for fault in faults])
    return reform


def _read_evidence(written: object, info: ValidationInfo) -> tuple[str, ...]:
    """Read the parameters whose ranges an answer is held against and report all their faults together."""
    if isinstance(written, str) or not isinstance(written, Sequence):
        raise ValueError("evidence lists parameters, as  [employment.contact_effect, coaching.offers_a_year]")
    start, law, faults = info.data.get("start", FIRST_MONTH), current_law().values, []
    seen: set[str] = set()
    for place, name in enumerate(map(str, written)):
        if name in seen:
            faults.append(Fault((place,), f"{shortened(name)} stands twice in the list."))
        elif name not in law and len(faults) >= MOST_FAULTS:
            faults.append(Fault((place,), f"{shortened(name)} is not a parameter."))
        elif name not in law:
            faults.append(Fault((place,), unknown(name, start)))
        elif law[name].low is None or law[name].high is None:
            faults.append(Fault((place,), f"{name} has no range in the law.\nThose with one: docs/parameters.md"))
        seen.add(name)
    if faults:
        raise ValidationError.from_exception_data("evidence", [detail(fault) for fault in faults])
    return tuple(map(str, written))


def _read_programmes(written: object, info: ValidationInfo) -> dict[str, Programme]:
    """Read the programmes that a scenario adds and report all their faults together."""
    if not isinstance(written, Mapping):
        raise ValueError("programmes lists programmes by name, each with `like` and the terms in which it differs")
    start = info.data.get("start", FIRST_MONTH)
    faults: list[Fault] = []
    if len(written) > len(OWN_PROGRAMMES):
        faults.append(Fault((), f"There is room for {len(OWN_PROGRAMMES)} programmes; {len(written)} are described."))
    programmes = {}
    for name, block in list(written.items())[: len(OWN_PROGRAMMES)]:
        programmes[str(name)], found = read_programme(str(name), block, start)
        faults += [Fault((name, *fault.keys), fault.text) for fault in found]
    if faults:
        raise ValidationError.from_exception_data("programmes", [detail(fault) for fault in faults])
    return programmes


def _read_groups(written: object, info: ValidationInfo) -> tuple[Group, ...]:
    """Read the changes that hold for some people only and report all their faults together."""
    groups, faults = read_groups(written, info.data.get("start", FIRST_MONTH))
    if faults:
        raise ValidationError.from_exception_data("groups", [detail(fault) for fault in faults])
    return groups


def _read_month(written: object, info: ValidationInfo) -> int:
    """Read a month; in a file a whole number is none."""
    if info.context == FROM_A_FILE and isinstance(written, int):
        raise ValueError(NO_MONTH.format(shortened(written)))
    return month_in_law(written)


def _has_population(start: int) -> int:
    if not EARLIEST_START <= start <= LATEST_START:
        raise ValueError(
            f"There is no population for {show_month(start)}; write a start from {show_month(EARLIEST_START)} to "
            f"{show_month(LATEST_START)}. Changes may begin later"
        )
    return start


def _read_whole(written: object, info: ValidationInfo) -> int:
    """Read a whole number; yes, no and text are none."""
    whole = isinstance(written, Integral) or (isinstance(written, float) and written.is_integer())
    if isinstance(written, bool) or not whole:
        raise ValueError(f"{info.field_name} is a whole number, and {shortened(written)} is not")
    return int(cast("int", written))


def _read_text(text: str, info: ValidationInfo) -> str:
    if not text.strip():
        raise ValueError(f"{info.field_name} is empty")
    return text


def _read_address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError(f"{shortened(text)} is no address on the web; write all of it, as https://www.gov.uk/…")
    return text


Month = Annotated[
    int,
    BeforeValidator(_read_month),
    PlainSerializer(show_month),
    WithJsonSchema({"type": "string", "pattern": MONTH_PATTERN}),
]
Start = Annotated[Month, AfterValidator(_has_population)]
Whole = Annotated[int, BeforeValidator(_read_whole)]
Name = Annotated[str, AfterValidator(_read_text)]
Address = Annotated[
    str, AfterValidator(_read_address), WithJsonSchema({"type": "string", "pattern": f"^{ADDRESS.pattern}$"})
]
Reform = Annotated[dict[str, Dated], BeforeValidator(_read_reform)]
Evidence = Annotated[tuple[str, ...], BeforeValidator(_read_evidence)]
SomeOnly = Annotated[tuple[Group, ...], BeforeValidator(_read_groups)]
Programmes = Annotated[dict[str, Programme], BeforeValidator(_read_programmes)]


class Strict(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PopulationSize(Strict):
    """How many people stand for Great Britain: synthetic ones, or those of a folder, which then says how many."""

    people: Whole = Field(
        200_000, ge=FEWEST_PEOPLE, le=MOST_PEOPLE, description="Rows of the synthetic population; more rows, less luck"
    )
    folder: str | None = Field(default=None, description="People of one's own: a folder of tables, in place of people")
    sum: str | None = Field(default=None, description="A hash of that folder's files, as they were when it was named")

    @model_validator(mode="before")
    @classmethod
    def _of_folder(cls, written: Any) -> Any:
        """Read how many people a folder holds, if one is named and its hash is not known yet."""
        if not isinstance(written, Mapping) or not written.get("folder") or written.get("sum"):
            return written
        if "people" in written:
            raise ValueError("a folder of people says itself how many there are; leave out people")
        from welfsim.population.own import described

        folder = Path(str(written["folder"])).expanduser().resolve()
        try:
            people, sum = described(folder)
        except PopulationError as error:
            raise ValueError(f"the people cannot be read:\n{error}") from None
        return {"people": people, "folder": str(folder), "sum": sum}


class Promise(Strict):
    """What was said in public that a reform would bring."""

    starts: Whole = Field(ge=1, le=MOST_PEOPLE, description="People promised to start intensive support")
    by: Month = Field(description="The last month that counts, as 2026-03")


class Source(Strict):
    """What was announced or planned that a scenario answers, and where it can be read."""

    title: Name = Field(description="The document, as it is cited")
    href: Address | None = Field(default=None, description="Its address on the web")
    plan: Name = Field(description="What was announced or planned, in a sentence")


PARTS: Mapping[str, type[Strict]] = {"source": Source, "population": PopulationSize, "promise": Promise}


class Package(Strict):
    """Changes that several scenarios share.

    A `shared` one is assumed: it holds in the scenario that names it and in whatever that is compared with.
    """

    name: str
    question: str = ""
    shared: bool = False
    reform: Reform = {}


class Scenario(Strict):
    """One question put to the model, and all that is needed to answer it again."""

    name: Name = Field(description="A short name, as it stands above tables")
    question: str = Field(default="", description="The question that the scenario answers")
    source: Source | None = Field(default=None, description="The public plan that the scenario answers, if it does")
    start: Start = Field(default=month(2025, 4), description="First month, as 2025-04")
    months: Whole = Field(default=72, ge=1, le=MOST_MONTHS, description="Months to simulate")
    population: PopulationSize = Field(
        default=PopulationSize(people=200_000), description="The population to start from"
    )
    replications: Whole = Field(
        default=1, ge=1, le=MOST_REPLICATIONS, description="Runs with other luck; two or more give errors"
    )
    seed: Whole = Field(default=1, ge=0, le=LARGEST_SEED, description="The seed of population and luck")
    against: Name = Field(
        default="baseline",
        description="The scenario that this one is compared with: a file next to it, or a shipped one",
    )
    packages: tuple[str, ...] = Field(default=(), description="Shared changes, by name of a file in packages/")
    reform: Reform = Field(default={}, description="Changes to the law, services or behaviour, by parameter")
    groups: SomeOnly = Field(
        default=(), description="Changes that hold for some people only: a list, each with `where`"
    )
    programmes: Programmes = Field(default={}, description="Employment programmes added to those of the law, by name")
    assume: Reform = Field(
        default={}, description="What is assumed here and in the scenario that this is compared with"
    )
    promise: Promise | None = Field(default=None, description="A published promise that the answer is held against")
    evidence: Evidence = Field(default=(), description="Parameters at whose range the answer is found again")

    _where: dict[str, str] = PrivateAttr(default_factory=dict)
    _folder: Path | None = PrivateAttr(default=None)

    @field_validator("months")
    @classmethod
    def _within_law(cls, months: int, info: ValidationInfo) -> int:
        start = info.data.get("start", FIRST_MONTH)
        if start + months - 1 > LAST_MONTH:
            raise ValueError(
                f"{counted(months, 'month')} from {show_month(start)} run past the last month of law, "
                f"{show_month(LAST_MONTH)}; write {LAST_MONTH - start + 1} or fewer"
            )
        return months

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        """Yield what was written, months as they are written, and nothing that is as ever."""
        written = self.as_written()
        for name, field in type(self).model_fields.items():
            if name in written and getattr(self, name) != field.default:
                yield name, written[name]

    def _repr_html_(self) -> str:
        """Show what is changed as a table of a notebook."""
        from welfsim.scenario.shown import table_of

        return table_of(self)

    def plot(self) -> Charts:
        """Return a chart of each number that the scenario changes: law and scenario, month by month."""
        from welfsim.scenario.shown import charts_of

        return charts_of(self)

    def changes(self) -> tuple[Change, ...]:
        """Return the changes in the order in which they are laid over the law: what is assumed, then the reform."""
        return tuple(
            Change(name, values, self.where(name))
            for layer in (self.assume, self.reform)
            for name, values in layer.items()
        )

    def own_groups(self) -> tuple[OwnGroup, ...]:
        """Return who has a law of their own, in the order in which their changes are laid over one another."""
        return tuple(
            OwnGroup(
                group.some,
                tuple(
                    Change(name, values, self.where(f"groups.{place}.{name}")) for name, values in group.reform.items()
                ),
                self.where(f"groups.{place}"),
            )
            for place, group in enumerate(self.groups)
        )

    @property
    def changed(self) -> tuple[str, ...]:
        """The parameters that are changed, for everybody or for some."""
        return tuple(dict.fromkeys([*self.reform, *(name for group in self.groups for name in group.reform)]))

    def place_of(self, name: str) -> str:
        """Say where a parameter is first changed, for everybody or for some."""
        of_some = (f"groups.{place}.{name}" for place, group in enumerate(self.groups) if name in group.reform)
        return self.where(name if name in self.reform else next(of_some, name))

    def own_programmes(self) -> tuple[OwnProgramme, ...]:
        """Return the programmes that are added, in the order in which they are written."""
        return tuple(
            OwnProgramme(added.like, added.differs, self.where(f"programmes.{name}"))
            for name, added in self.programmes.items()
        )

    def doubts(self) -> list[str]:
        """Return a doubt for each amount of money that is far from the law's: is it written in pence?"""
        changes = [*self.changes(), *(change for group in self.own_groups() for change in group.changes)]
        doubts = [doubt for doubt in map(doubtful_change, changes) if doubt]
        for name, added in zip(self.programmes, self.own_programmes(), strict=True):
            doubts += doubtful_terms(name, added)
        return doubts

    def warn(self, stacklevel: int = 1) -> None:
        """Warn of each doubt, as a ``PenceWarning`` of the caller, or of whoever is `stacklevel` calls above."""
        for doubt in self.doubts():
            warnings.warn(doubt, PenceWarning, stacklevel + 1)

    @property
    def folder(self) -> Path | None:
        """The folder of the file that it was read from; what the file names is sought there first."""
        return self._folder

    def read_from(self, folder: Path, where: Mapping[str, str]) -> Self:
        """Return the scenario with the folder of its file and the places where things are written in it."""
        return self._with({}, where, folder)

    def where(self, name: str, otherwise: str = "") -> str:
        """Say where the change to a parameter is written, or a key."""
        return self._where.get(name, otherwise or f"scenario {self.name!r}")

    def laid_over(self, reform: Mapping[str, Dated], where: Mapping[str, str]) -> Self:
        """Return the scenario with more changes on top of its own."""
        laid = {name: lay_over(self.reform.get(name, {}), values) for name, values in reform.items()}
        groups = tuple(group.up_to(reform) for group in self.groups)
        return self._with({"reform": {**self.reform, **laid}, "groups": groups}, {**self._where, **where})

    def laid_over_some(self, group: Group, where: str) -> Self:
        """Return the scenario with changes for some people on top of all others."""
        place = len(self.groups)
        written = {f"groups.{place}": where} | {f"groups.{place}.{name}": where for name in group.reform}
        return self._with({"groups": (*self.groups, group)}, {**self._where, **written})

    def assuming(self, assume: Mapping[str, Dated], where: Mapping[str, str] | None = None) -> Self:
        """Return the scenario with these assumptions; they hold in what it is compared with too."""
        return self._with({"assume": dict(assume)}, {**(where or {}), **self._where})

    def with_settings(self, settings: Sequence[str], assume: Sequence[str] = (), start: int | None = None) -> Self:
        """Return the scenario with ``name=value`` settings laid over it, and others assumed below it.

        A value without a month holds from `start`, the first month of the scenario unless given.

        Raises
        ------
        ScenarioError
            With all faults of both together.
        """
        start = self.start if start is None else start
        of_some = [setting for setting in settings if is_of_some(setting)]
        laid, faults = read_settings([each for each in settings if each not in of_some], "--set", start)
        groups, others = read_settings_of_some(of_some, "--set", start)
        assumed, more = read_settings(assume, "--assume", start)
        if faults or others or more:
            raise ScenarioError(together([*faults, *others, *more]))
        over = self
        for name, values, where in laid:
            over = over.laid_over({name: values}, {name: where})
        for group, where in groups:
            over = over.laid_over_some(group, where)
        for name, values, where in assumed:
            over = over.assuming({**over.assume, name: lay_over(over.assume.get(name, {}), values)}, {name: where})
        name = f"{self.name}, with {', '.join(settings)}" if settings else self.name
        return over._with({"name": name}, over._where)

    def _with(self, fields: Mapping[str, Any], where: Mapping[str, str], folder: Path | None = None) -> Self:
        """Return the scenario with other fields, and with what it knows of the file that it came from."""
        other = self.model_copy(update=fields)
        other._where = dict(where)
        other._folder = folder or self._folder
        return other

    def with_options(self, **options: Any) -> Self:
        """Return the scenario with other people, seed, replications, start or months; None keeps what is.

        `population` is a folder of people of one's own.
        """
        given = {name: value for name, value in options.items() if value is not None}
        if not given:
            return self
        written = self.as_written()
        if "people" in given and "population" in given:
            raise ScenarioError(
                "--people and --population\n  A folder of people says itself how many. Name one of them."
            )
        if "people" in given:
            written["population"] = {"people": given.pop("people")}
        if isinstance(given.get("population"), str | Path):
            given["population"] = {"folder": str(given["population"])}
        try:
            changed = type(self).model_validate({**written, **given})
        except ValidationError as error:
            raise ScenarioError(report(faults_of(error, Scenario, PARTS), "The options given")) from None
        return changed._with({}, self._where, self._folder)

    def as_written(self) -> dict[str, Any]:
        """Return the scenario as it is written in a file, every change in it and no package to look up."""
        written = self.model_dump(
            exclude={"source", "reform", "packages", "groups", "programmes", "assume", "promise", "evidence"}
        )
        written["population"] = self.population.model_dump(exclude_none=True)
        if self.source:
            written["source"] = self.source.model_dump(exclude_none=True)
        written["reform"] = reform_as_written(self.reform)
        if self.groups:
            written["groups"] = groups_as_written(self.groups)
        if self.programmes:
            written["programmes"] = {name: programme_as_written(added) for name, added in self.programmes.items()}
        if self.assume:
            written["assume"] = reform_as_written(self.assume)
        if self.promise:
            written["promise"] = self.promise.model_dump()
        if self.evidence:
            written["evidence"] = list(self.evidence)
        return written

    def to_yaml(self) -> str:
        """Return the resolved scenario as YAML that can be read again."""
        text = StringIO()
        writer = YAML()
        writer.width = LARGEST  # a line that is broken loses spaces
        writer.dump(self.as_written(), text)
        return text.getvalue()
