"""The laws of a scenario whose changes hold for some people only: one for each set of groups that somebody is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from welfsim.errors import PolicyError, together
from welfsim.policy.faults import fault
from welfsim.policy.law import Law
from welfsim.policy.record import FIRST_MONTH, LAST_MONTH
from welfsim.policy.shares import lies_in, share_of
from welfsim.policy.some import Some
from welfsim.policy.timeline import Change, OwnProgramme, resolve
from welfsim.vocabulary.codes import Region
from welfsim.vocabulary.districts import Districts
from welfsim.vocabulary.limits import PEOPLE_FOR_REGIONS
from welfsim.vocabulary.parameters.whose import SHARED

MOST_LAWS = 100
ENGLISH = range(Region.NORTH_EAST, Region.SOUTH_WEST + 1)
MONTHS_OF_LAW = LAST_MONTH - FIRST_MONTH + 1


@dataclass(frozen=True)
class Group:
    """Some people, what is changed for them alone, and where that is written."""

    some: Some
    changes: tuple[Change, ...]
    where: str


class OwnLaws(NamedTuple):
    """The parameters of each set of groups, month by month.

    Attributes
    ----------
    groups
        Who is in each group, in the order in which their changes are laid over one another.
    sets
        For each law the groups whose changes are in it, as a number with a bit for each group; the first has none.
    laws
        The parameters: a row a month, a column a law.
    """

    groups: tuple[Some, ...]
    sets: tuple[int, ...]
    laws: np.recarray[Any, Any]

    def of_months(self, months: slice) -> OwnLaws:
        """Return the laws of some months."""
        return self._replace(laws=self.laws[months].view(np.recarray))


def own_laws(
    law: Law,
    changes: Sequence[Change],
    groups: Sequence[Group],
    start: int,
    months: int,
    programmes: Sequence[OwnProgramme],
    districts: Districts,
) -> OwnLaws:
    """Return the law of each set of groups that people may be in, where these districts lie.

    The changes of a group are laid over those that hold for all and those of groups before it. An amount of the country
    that is divided among districts (coaches, places) is that of the places of the group alone.

    Parameters
    ----------
    changes, start, months, programmes
        As for `resolve`.
    groups
        Who has a law of their own.
    districts
        Where people live; what is shared out goes by their shares.

    Raises
    ------
    PolicyError
        With the faults of changes, or if there are too many sets of groups.
    """
    sets = _sets(groups, districts)
    faults: list[str] = []

    def of(chosen: int) -> np.recarray[Any, Any]:
        own = [each for place, each in enumerate(groups) if chosen >> place & 1]
        laid = [change for each in own for change in each.changes]
        shared = [change for change in laid if change.name in SHARED]
        if shared:
            apart = [change for change in laid if change.name not in SHARED]
            known = resolve(law, [*changes, *apart], start, months, programmes)
            laid = [each for group in own for each in _shared(group, start, known, districts)]
        return resolve(law, [*changes, *laid], start, months, programmes)

    for place, group in enumerate(groups):
        faults += _out_of_place(group, districts, of(1 << place) if group.some.is_place else None)
    if faults:
        raise PolicyError(together(faults))
    laws = np.stack([of(chosen) for chosen in sets], axis=1).view(np.recarray)
    return OwnLaws(tuple(group.some for group in groups), sets, laws)


def _shared(group: Group, start: int, known: NDArray[Any], districts: Districts) -> Iterator[Change]:
    """Yield the changes of a group, those of amounts of the country with the share that the group's places have."""
    for change in group.changes:
        if change.name not in SHARED:
            yield change
            continue
        share = np.zeros(MONTHS_OF_LAW)
        share[start - FIRST_MONTH :][: len(known)] = share_of(change.name, group.some, districts, known)
        yield replace(change, share=share)


def _out_of_place(group: Group, districts: Districts, known: NDArray[Any] | None) -> Iterator[str]:
    """Yield why changes of a group cannot be: no district lies there, or none has a share of what is changed."""
    regions = set(np.asarray(districts.region).tolist())
    named = {code for name, codes in group.some.of if name == "region" for code in codes}
    if any(Region.NORTH_EAST <= code <= Region.SOUTH_WEST for code in named) and not set(ENGLISH) <= regions:
        yield fault(
            group.where,
            "The regions of England are one district here, since the people are so few.",
            f"Ask for {PEOPLE_FOR_REGIONS:,} people or more: --people {PEOPLE_FOR_REGIONS}",
        )
        return
    if not lies_in(districts, group.some).any():
        yield fault(group.where, f"Nobody lives in {group.some.in_words()}.", "Name places that there are.")
        return
    if known is None:
        return
    for change in group.changes:
        if change.name in SHARED and not share_of(change.name, group.some, districts, known).any():
            yield fault(
                change.where,
                f"{change.name}: {group.some.in_words()} has no part of these.",
                "Name other places, or describe a programme of its own that runs there, under programmes."
                if SHARED[change.name] == "places"
                else "Name other places.",
            )


def _sets(groups: Sequence[Group], districts: Districts) -> tuple[int, ...]:
    """Return every set of groups in which somebody may be, the empty one first."""
    fits = [lies_in(districts, group.some) for group in groups]
    found = {0}
    for d in range(len(fits[0]) if fits else 0):
        here = [place for place in range(len(groups)) if fits[place][d]]
        always = sum(1 << place for place in here if groups[place].some.is_place)
        within = {always}
        for place in here:
            if not groups[place].some.is_place:
                within |= {each | 1 << place for each in within if _may_join(groups, each, place)}
        found |= within
        if len(found) > MOST_LAWS:
            raise PolicyError(_too_many(groups))
    return tuple(sorted(found))


def _may_join(groups: Sequence[Group], chosen: int, place: int) -> bool:
    """Say whether somebody in some groups can be in one more."""
    others = [group.some for number, group in enumerate(groups) if chosen >> number & 1]
    return not any(other.excludes(groups[place].some) for other in others)


def _too_many(groups: Sequence[Group]) -> str:
    return fault(
        groups[-1].where,
        f"Groups of people may overlap in more than {MOST_LAWS} ways, and each way needs a law of its own.",
        "Write fewer groups; what holds for the same people can stand in one.",
    )
