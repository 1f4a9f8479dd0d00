"""Write the shipped JSON Schema afresh: ``python -m welfsim.scenario``."""

from welfsim.scenario.schema import write_schema

write_schema()
