"""The kinds and groups of ESA, and of Unemployment Insurance where a scenario has it."""

from __future__ import annotations

from welfsim.awards.employment_support import group_after_esa
from welfsim.compiled import move
from welfsim.rules.health_groups import take_group_of_esa
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import EsaGroup, EsaKind
from welfsim.vocabulary.parameters import Assessment
from welfsim.vocabulary.persons import Persons


@move
def move_esa(person: Persons, i: int, kind: int, group: int, month: int, line: Accounts) -> None:
    """Move person `i` to an ESA kind and group, NONE to end it."""
    line.esa_moves[person.counted_in[i], person.esa_group[i], group] += 1
    person.esa_kind[i] = kind
    person.esa_group[i] = group
    person.esa_since[i] = month


@move
def end_esa(person: Persons, i: int, month: int, line: Accounts) -> None:
    """End person `i`'s ESA or Unemployment Insurance, if any; a linked claim of ESA returns to the group left."""
    if person.esa_group[i] != EsaGroup.NONE:
        person.esa_link[i] = EsaGroup.NONE
        if person.esa_kind[i] == EsaKind.NEW_STYLE:
            person.esa_link[i] = person.esa_group[i]
        move_esa(person, i, EsaKind.NONE, EsaGroup.NONE, month, line)


@move
def close_esa(person: Persons, i: int, month: int, line: Accounts) -> None:
    """End person `i`'s ESA with nothing to link a later claim to."""
    end_esa(person, i, month, line)
    person.esa_link[i] = EsaGroup.NONE


@move
def open_esa(person: Persons, i: int, kind: int, group: int, month: int, line: Accounts) -> None:
    """Open person `i`'s ESA, or Unemployment Insurance, whose months count from this one."""
    person.esa_first[i] = month
    move_esa(person, i, kind, group, month, line)


@move
def link_esa(person: Persons, i: int, month: int, line: Accounts) -> None:
    """Open person `i`'s new-style ESA in the group left recently; the months without it do not count."""
    person.esa_first[i] += month - int(person.esa_since[i])
    line.esa_linked[person.counted_in[i]] += 1
    move_esa(person, i, EsaKind.NEW_STYLE, int(person.esa_link[i]), month, line)


@move
def keep_credits(person: Persons, i: int, month: int, line: Accounts) -> None:
    """Let person `i`'s new-style ESA, at its time limit, go on as credits only: the group stands, and is not paid."""
    move_esa(person, i, EsaKind.CREDITS_ONLY, int(person.esa_group[i]), month, line)


@move
def keep_new_style(person: Persons, i: int) -> None:
    """Let person `i`'s income-related ESA, at its end, go on as new-style ESA: the spell and the group stand."""
    person.esa_kind[i] = EsaKind.NEW_STYLE


@move
def take_group_to_credit(
    person: Persons, i: int, keeps_new_style: bool, p: Assessment, month: int, line: Accounts
) -> None:
    """End person `i`'s income-related ESA, by managed migration, and put them into the health group that it brings.

    Contributory ESA that it topped up goes on as new-style ESA (Universal Credit (Transitional Provisions) Regulations
    2014 reg 46; Welfare Reform Act 2012 (Commencement No. 9) Order 2013 art 4).
    """
    if not keeps_new_style:
        carry_esa_group(person, i, p, month, line)
        return
    keep_new_style(person, i)
    take_group_of_esa(person, i, group_after_esa(int(person.esa_group[i])), int(person.esa_since[i]), p, month, line)


@move
def carry_esa_group(person: Persons, i: int, p: Assessment, month: int, line: Accounts) -> None:
    """End person `i`'s income-related ESA and put them into the health group of Universal Credit found there.

    The support group becomes LCWRA at the protected rate at once, the work-related activity group LCW, where UC is
    claimed while entitled to ESA (Universal Credit (Transitional Provisions) Regulations 2014 regs 19 and 20).
    """
    group = group_after_esa(int(person.esa_group[i]))
    spell_since = int(person.esa_since[i])
    end_esa(person, i, month, line)
    take_group_of_esa(person, i, group, spell_since, p, month, line)
