"""Results on disk: three files with checksums, in folders that appear whole and replace nothing but the same run."""

from welfsim.results.storage.accounts import write_accounts
from welfsim.results.storage.files import (
    ACCOUNTS_FILE,
    ARMS,
    PROVENANCE_FILE,
    RUN_FILES,
    SCENARIO_FILE,
    file_faults,
    run_key,
    write_provenance,
)
from welfsim.results.storage.place import Runs, another_run
from welfsim.results.storage.reading import Stored, read_stored
from welfsim.results.storage.replace import bring_back, claim, replace_folder

__all__ = [
    "ACCOUNTS_FILE",
    "ARMS",
    "PROVENANCE_FILE",
    "RUN_FILES",
    "SCENARIO_FILE",
    "Runs",
    "Stored",
    "another_run",
    "bring_back",
    "claim",
    "file_faults",
    "read_stored",
    "replace_folder",
    "run_key",
    "write_accounts",
    "write_provenance",
]
