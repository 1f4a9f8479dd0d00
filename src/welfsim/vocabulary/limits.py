"""How much may be asked of a run: one set of bounds for files, options, the JSON Schema and the build."""

from __future__ import annotations

from welfsim.months import month

FEWEST_PEOPLE = 1_000
"""Margins cannot be met with fewer rows."""

MOST_PEOPLE = 43_000_000
"""A row represents at least one real person; this is the number of working age at every start, in whole millions."""

EARLIEST_START, LATEST_START = month(2022, 4), month(2026, 3)
"""The months of the published margins, so of the populations that can be built."""

MOST_REPLICATIONS = 10_000
LARGEST_SEED = 2**63 - 1
"""Streams of luck have keys of 64 bits; a larger seed would be another one's twin."""

PEOPLE_FOR_REGIONS = 15_000
"""With fewer people the districts of each nation are merged into one."""
