"""A scenario of one's own to begin with: a file that says what may stand in it."""

from __future__ import annotations

from pathlib import Path

from welfsim.errors import ScenarioError
from welfsim.scenario.faults import indented, shown
from welfsim.scenario.schema import SCHEMA_FILE
from welfsim.yaml_files import SUFFIXES

TEMPLATE = """\
# yaml-language-server: $schema={schema}
#
# A question put to the model. Lines that begin with # are comments.
#   Is it written well?   welfsim check {file}
#   What does it change?  welfsim explain {file}
#   What comes of it?     welfsim compare {file}
name: {name}
question: What if the health element of new claimants were halved from April 2027?

# The first month and the number of months, unless these. There is law until March 2031.
# start: 2025-04
# months: 72
# Rows of the population: more rows, less luck, more time.
# population: {{people: 200_000}}

reform:
  # What changes, a line each. Names: welfsim parameters WORD, as  welfsim parameters taper
  # A value holds from the start, or from the months that are given:
  #   universal_credit.taper: 0.5
  #   universal_credit.taper: {{2026-04: 0.5, 2028-04: null}}        null: as in law again
  # Money is written in pounds with their sign, or in pence:
  #   universal_credit.lcwra_protected: {{2027-04: £450.00}}
  # Or relative to the law, so that uprating goes on:
  #   universal_credit.work_allowance_with_housing: {{plus: £100}}
  #   coaching.coaches: {{2026-04: {{times: 1.1}}}}
  universal_credit.lcwra_new: {{2027-04: {{times: 0.5}}}}

# What changes for some people only. By what a parameter can differ: welfsim parameters NAME
# groups:
#   - where: {{age: under 25}}
#     universal_credit.lcwra_new: {{2027-04: {{times: 0.5}}}}
#   - where: {{region: north_west}}
#     coaching.coaches: {{2026-04: {{plus: 2000}}, 2028-04: null}}
"""


def write_new(path: Path) -> Path:
    """Write a commented scenario and return its file, which ends in .yaml; no file is ever written over.

    Raises
    ------
    ScenarioError
        If there is such a file, or none can be written there.
    """
    file = path if path.suffix in SUFFIXES else path.with_name(f"{path.name}.yaml")
    name = file.stem.replace("_", " ").strip().capitalize() or "Mine"
    text = TEMPLATE.format(schema=SCHEMA_FILE.as_uri(), file=file, name=f'"{name}"')
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise ScenarioError(indented(shown(file), "This file is there already. Choose another name.")) from None
    except OSError as error:
        raise ScenarioError(indented(shown(file), f"It cannot be written: {error.strerror or error}.")) from None
    return file
