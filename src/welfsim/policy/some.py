"""Groups of people for whom alone a change holds: by age, place, health, family and benefit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from welfsim.vocabulary.codes import Condition, Nation, Region, Severity, Sex, Tenure
from welfsim.vocabulary.parameters.whose import Whose

YOUNGEST, OLDEST = 16, 120
"""Years of age; younger people are in nobody's law."""


def _names(codes: type[IntEnum]) -> dict[str, tuple[int, ...]]:
    return {code.name.lower(): (int(code),) for code in codes}


CHOICES: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "sex": _names(Sex),
    "region": _names(Region),
    "nation": _names(Nation),
    "condition": _names(Condition),
    "severity": _names(Severity),
    "family": {"single": (0,), "lone_parent": (1,), "couple": (2,), "couple_with_children": (3,)},
    "benefit": {
        "off_uc": (0,),
        "uc": (1, 2, 3, 4),
        "no_health_journey": (1,),
        "pre_wca": (2,),
        "lcw": (3,),
        "lcwra": (4,),
    },
    "disability": {"without_pip_or_adp": (0,), "pip_or_adp": (1,)},
    "tenure": _names(Tenure),
}
"""By what people can differ, age aside, as in tables by `--by`: the names, and the numbers of the groups meant."""

PLACES = ("region", "nation")
"""What is the same for all who live in a district."""

MAY_DIFFER: Mapping[Whose, str] = {
    Whose.PERSON: "age, sex, place, health, family, benefit",
    Whose.UNIT: "age, sex, place, health, family, benefit (of the unit's first adult)",
    Whose.DISTRICT: "region or nation",
    Whose.NOBODY: "",
}
"""By what a parameter can differ between people, in words."""


@dataclass(frozen=True)
class Some:
    """Some people: all who fit everything that is said.

    `ages` are the first year of age and the one behind the last; `of` names, for each kind of group, the numbers of
    those that are meant.
    """

    ages: tuple[int, int] | None = None
    of: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @property
    def is_place(self) -> bool:
        """Whether it says where people live and nothing else, so that whole districts fit or do not."""
        return self.ages is None and all(name in PLACES for name, _ in self.of)

    def excludes(self, other: Some) -> bool:
        """Say whether nobody can be both: their ages, or two groups of one kind, have nothing in common."""
        own = dict(self.of)
        if any(not set(codes) & set(own[name]) for name, codes in other.of if name in own):
            return True
        if self.ages is None or other.ages is None:
            return False
        return self.ages[1] <= other.ages[0] or other.ages[1] <= self.ages[0]

    def in_words(self) -> str:
        """Say who is meant."""
        said = [f"{name} {' or '.join(names)}".replace("_", " ") for name, names in self.as_written_names().items()]
        return ", ".join([*([self.age_in_words()] if self.ages else []), *said])

    def age_in_words(self) -> str:
        """Say which ages are meant, as they are written: ``under 25``, ``17 to 24``, ``24``, ``60 and over``."""
        assert self.ages is not None
        first, end = self.ages
        if end > OLDEST:
            return f"{first} and over"
        if end == first + 1:
            return str(first)
        return f"under {end}" if first <= YOUNGEST else f"{first} to {end - 1}"

    def as_written_names(self) -> dict[str, list[str]]:
        """Return the names of the groups meant, by kind."""
        return {name: _written(CHOICES[name], codes) for name, codes in self.of}

    def as_written(self) -> dict[str, str | list[str]]:
        """Return it as a scenario writes it."""
        written: dict[str, str | list[str]] = {} if self.ages is None else {"age": self.age_in_words()}
        return written | {
            name: names[0] if len(names) == 1 else names for name, names in self.as_written_names().items()
        }


def _written(known: Mapping[str, tuple[int, ...]], codes: tuple[int, ...]) -> list[str]:
    """Return the fewest names that stand for some numbers: one for all of them, or one each."""
    whole = [name for name, meant in known.items() if tuple(sorted(meant)) == tuple(sorted(codes))]
    return whole[:1] or [name for name, meant in known.items() if len(meant) == 1 and meant[0] in codes]
