"""Changes that hold for some people only: who they are, and what is changed for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from welfsim.errors import MOST_FAULTS
from welfsim.policy import parameters
from welfsim.policy.some import CHOICES, PLACES, Some
from welfsim.scenario.ages import AGE, read_ages
from welfsim.scenario.faults import Fault
from welfsim.scenario.values import Dated, lay_over, read_change, reform_as_written
from welfsim.text.written import nearest, shortened
from welfsim.vocabulary.codes import Nation, Region
from welfsim.vocabulary.parameters.whose import Whose, whose

WHERE = "where"
EXAMPLE = "groups:\n  - where: {age: under 25}\n    universal_credit.lcwra_new: {2027-04: {times: 0.5}}"
BY_PLACE = {
    Whose.DISTRICT: "{name} is the same for all who live in a district, so it can differ by region or nation only.",
    Whose.NOBODY: "{name} is one number for the whole country, so it cannot differ between people.",
}
INSTEAD = {
    Whose.DISTRICT: "Leave out {others} here, or change it for everybody under reform.",
    Whose.NOBODY: "Write it under reform, where it holds for everybody.",
}


class Group(BaseModel):
    """Some people, and what is changed for them alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    some: Some
    reform: dict[str, Dated]

    def up_to(self, later: Mapping[str, Dated]) -> Group:
        """Return the group with its changes until the first month of later ones, which hold for everybody."""
        ended: dict[str, Dated] = {name: {min(later[name]): None} for name in self.reform if later.get(name)}
        return Group(
            some=self.some,
            reform={name: lay_over(values, ended.get(name, {})) for name, values in self.reform.items()},
        )


def read_groups(written: object, start: int) -> tuple[tuple[Group, ...], list[Fault]]:
    """Read the groups of a scenario, and the faults of all."""
    if isinstance(written, Mapping | str) or not isinstance(written, Sequence):
        return (), [Fault((), f"groups is a list of changes, each for some people:\n{EXAMPLE}")]
    groups, faults = [], []
    for place, block in enumerate(written):
        group, found = _read_group(block, start)
        groups.append(group)
        faults += [Fault((place, *fault.keys), fault.text) for fault in found]
    return tuple(groups), faults


def _read_group(written: object, start: int) -> tuple[Group, list[Fault]]:
    """Read one group: `where` says who is meant, every other key what is changed."""
    block = dict(written) if isinstance(written, Mapping) else {}
    if WHERE not in block:
        return Group(some=Some(), reform={}), [
            Fault((), f"A group needs where, which says who is meant, as\n{EXAMPLE}")
        ]
    some, faults = read_some(block.pop(WHERE))
    faults = [Fault((WHERE, *fault.keys), fault.text) for fault in faults]
    if not block:
        faults.append(Fault((WHERE,), f"Nothing is changed for these. Write what, as\n{EXAMPLE}"))
    reform: dict[str, Dated] = {}
    for name, change in block.items():
        if len(faults) >= MOST_FAULTS and name not in parameters():
            faults.append(Fault((name,), f"{shortened(name)} is not a parameter."))
            continue
        reform[str(name)], found = read_change(str(name), change, start)
        faults += found
        if name in parameters():
            faults += [Fault((name,), told) for told in misplaced(str(name), some)]
    return Group(some=some, reform=reform), faults


def misplaced(name: str, some: Some) -> Iterator[str]:
    """Yield why a parameter cannot be changed for some people alone."""
    of = whose(name)
    if of is Whose.NOBODY or (of is Whose.DISTRICT and not some.is_place):
        others = ", ".join(kind for kind in some.as_written() if kind not in PLACES)
        yield f"{BY_PLACE[of].format(name=name)}\n{INSTEAD[of].format(others=others)}"


def read_some(written: object) -> tuple[Some, list[Fault]]:
    """Read who is meant: ages, and names of groups by kind; who fits all of it is meant."""
    kinds = (AGE, *CHOICES)
    if not isinstance(written, Mapping) or not written:
        return Some(), [Fault((), f"where says who is meant, as  where: {{age: under 25}}\nBy: {', '.join(kinds)}")]
    ages, of, faults = None, {}, []
    for kind, value in written.items():
        try:
            if kind == AGE:
                ages = read_ages(value)
            elif kind in CHOICES:
                of[str(kind)] = _read_names(str(kind), value)
            else:
                told = f"{shortened(kind)} is nothing by which people differ here.{nearest(kind, kinds)}"
                raise ValueError(f"{told}\nBy: {', '.join(kinds)}")
        except ValueError as fault:
            faults.append(Fault((kind,), str(fault)))
    some = Some(ages, tuple((kind, of[kind]) for kind in CHOICES if kind in of))
    if _is_nowhere(of):
        faults.append(Fault((), f"Nobody lives in {some.in_words()}: no such region lies in that nation."))
    return some, faults


def _is_nowhere(of: Mapping[str, tuple[int, ...]]) -> bool:
    """Say whether a region and a nation are named, and no region of these lies in a nation of these."""
    if not {"region", "nation"} <= set(of):
        return False
    other = {Region.WALES: Nation.WALES, Region.SCOTLAND: Nation.SCOTLAND}
    return not {other.get(Region(region), Nation.ENGLAND) for region in of["region"]} & set(of["nation"])


def _read_names(kind: str, written: object) -> tuple[int, ...]:
    """Read one name of a kind of group, or a list of them."""
    names, known = written if isinstance(written, list | tuple) else [written], CHOICES[kind]
    if not names:
        raise ValueError(f"{kind} names nobody.\nNames: {', '.join(known)}")
    found: set[int] = set()
    for name in names:
        plain = str(name).strip().lower().replace(" ", "_").replace("-", "_")
        if plain not in known:
            raise ValueError(f"{shortened(name)} is no {kind}.{nearest(plain, list(known))}\nNames: {', '.join(known)}")
        found |= set(known[plain])
    return tuple(sorted(found))


def groups_as_written(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """Return groups as they are written in a file."""
    return [{WHERE: group.some.as_written(), **reform_as_written(group.reform)} for group in groups]
