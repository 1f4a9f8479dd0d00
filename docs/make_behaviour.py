"""Write the tables of docs/behaviour.md: the checks on behaviour, the absurd levers, and the gaps of the composition.

Run as ``python docs/make_behaviour.py [PEOPLE [REPLICATIONS]]``; 100,000 people and 6 replications unless given, which
takes half an hour of two cores. Each table says its date and its size.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from numpy import exp

from welfsim.cli.behaviour import shown
from welfsim.experiments.behaviour import TITLES, findings
from welfsim.experiments.behaviour_levers import ABSURD
from welfsim.experiments.behaviour_nouns import INFINITE, Finding
from welfsim.experiments.behaviour_worlds import START, Size, World, group_of, present
from welfsim.experiments.composition import see, targets
from welfsim.vocabulary.codes import Severity
from welfsim.wording.tables import markdown_table
from welfsim.wording.values import number

PAGE = Path(__file__).resolve().parent / "behaviour.md"
SIZE = Size(100_000, 6)


def ends(found: Finding) -> str:
    """Write what counts as inside."""
    low, high = number(found.low, found.digits), number(found.high, found.digits)
    if found.low == -INFINITE:
        return "" if found.high == INFINITE else f"{high} or less"
    return f"{low} or more" if found.high == INFINITE else f"{low} to {high}"


def made(what: str) -> str:
    """Say how a table was made."""
    return f"*{what}. Made by `docs/make_behaviour.py` on {date.today():%d %B %Y}.*"


def checks(found: Sequence[Finding]) -> Iterator[Sequence[str]]:
    """Yield the rows of the checks: each under its number and name."""
    yield "", "what is checked", "evidence", "inside if", "model, 95% through luck", "inside"
    for check, lines in groupby(found, key=lambda each: each.check):
        yield str(check), f"**{TITLES[check]}**", "", "", "", ""
        for each in lines:
            evidence = f"{each.evidence} ({each.source})" if each.source else each.evidence
            yield "", each.what, evidence, ends(each), shown(each), str(each.verdict)


def gaps(world: World) -> Iterator[Sequence[str]]:
    """Yield the rows of the composition: each group's mean entry as built, as published, and the gap."""
    law = world.law()
    seen = see(world.population.state, law[0], START)
    yield "group out of work", "rows", "entry, a month, as built", "published", "gap, %"
    for each in targets():
        chosen = seen.of(each.status, each.detail)
        built = seen.mean(chosen)
        gap = 100 * (built / each.hazard - 1)
        yield each.name.replace("_", " "), number(chosen.sum()), number(built, 4), number(each.hazard, 4), number(gap)
    for band, name in enumerate(("to month 3", "months 4 to 6", "after month 6")):
        chosen = seen.searching(band)
        yield f"searching, {name}", number(chosen.sum()), number(seen.mean(chosen), 4), "", ""


def frailty(world: World) -> Iterator[Sequence[str]]:
    """Yield the rows of what frailty makes of health: people on Universal Credit relative to others."""
    person, p = world.population.state.person, group_of(world.law(), "health")
    on_uc = (world.population.state.unit.uc_since > 0)[person.unit]
    limited = person.severity >= Severity.WORK_LIMITING
    yield "ratio, on Universal Credit to others", "as built", "published, lowest fifth of income to others"
    for what, of, load, published in (
        ("onset, of the well", ~limited, p.frailty_onset, 1.64 / 0.91),
        ("recovery, of the limited", limited, -p.frailty_recovery, 0.785 / 1.19),
    ):
        means = [exp(load * person.frailty[present(person) & of & on]).mean() for on in (on_uc, ~on_uc)]
        yield what, number(means[0] / means[1], 2), number(published, 2)


def laid(text: str, name: str, content: str) -> str:
    """Return a page with what stands between two comments replaced."""
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    before, _, rest = text.partition(start)
    return f"{before}{start}\n\n{content}\n\n{end}{rest.partition(end)[2]}"


def main(size: Size) -> None:
    """Run the checks and write the tables."""
    found = list(findings(size))
    run = f"{size.people:,} people, {size.replications} replications, seed {size.seed}"
    world = World(size.people, size.seed)
    text = PAGE.read_text(encoding="utf-8")
    parts = {
        "checks": (made(run), markdown_table([*checks([each for each in found if each.check != ABSURD])])),
        "levers": (made(run), markdown_table([*checks([each for each in found if each.check == ABSURD])])),
        "composition": (
            made(f"{size.people:,} people, seed {size.seed}, as built"),
            f"{markdown_table([*gaps(world)])}\n\n{markdown_table([*frailty(world)])}",
        ),
    }
    for name, (how, rows) in parts.items():
        text = laid(text, name, f"{how}\n\n{rows}")
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(SIZE._replace(**dict(zip(("people", "replications"), given, strict=False))))
