"""Folders of results that appear whole or not at all, even when the process that saves them is killed.

A save works in a folder of its own, the *aside*, next to the folder that it is to fill. In it the files are written
(``writing``) and, when they are whole and on the disk, renamed (``new``). Then what was in place is moved into the
aside (``old-0``) and ``new`` is renamed into its place. At every step the earlier results or the new ones, or both, are
on the disk, and whoever saves or reads there next brings to its end what a killed save began.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EEXIST, EISDIR, ENOENT, ENOTDIR, ENOTEMPTY
from itertools import chain, count
from pathlib import Path

from welfsim.errors import ResultsError
from welfsim.results.storage.files import ARMS, RUN_FILES, fault
from welfsim.results.storage.place import Runs, why_not

PREFIX, MARKER = ".welfsim-", "aside.json"
WRITING, NEW = "writing", "new"
OLD = tuple(f"old-{n}" for n in range(8))
ATTEMPTS = 8
TAKEN = {EEXIST, ENOTEMPTY, ENOTDIR, EISDIR}  # why a folder is not renamed when something has the name already
A_DAY = 86_400  # seconds


def claim(folder: Path, runs: Runs) -> None:
    """See before a run that its results can be put at a folder.

    Raises
    ------
    ResultsError
        If anything but results of the same runs is there, or nothing can be written there.
    """
    try:
        why = why_not(folder, runs)
        if not why:
            _try_to_write(folder)
    except (OSError, ValueError) as error:
        why = f"Results cannot be written there: {_said(error)}."
        raise ResultsError(f"{folder}\n  {why}\n  Name another folder: --out DIR") from None
    if why:
        raise ResultsError(f"{folder}\n  {why}\n  Name another folder, with --out DIR, or move this one away.")


def _try_to_write(folder: Path) -> None:
    """Make a folder and whatever it lies in, as far as they are missing, and remove them again."""
    made: list[Path] = []
    try:
        _make(folder, made)
        with tempfile.TemporaryFile(dir=folder.parent):
            pass
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
    finally:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir()


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and whatever it lies in, and list what was missing."""
    if not folder.is_dir():
        _make(folder.parent, made)
        folder.mkdir(exist_ok=True)
        made.append(folder)
        _sync_folder(folder.parent)


def replace_folder(folder: Path, runs: Runs, write: Callable[[Path], None]) -> Path:
    """Let `write` fill a new folder, then put it at `folder` if nothing is there or results of the same runs.

    Earlier results stay untouched until the new ones are whole; a full disk or an interruption leaves no trace.

    Parameters
    ----------
    runs
        The keys of the runs whose results `write` writes.

    Raises
    ------
    ResultsError
        If the folder cannot be written. If something else has its place, the results are saved all the same,
        in a folder next to it that the message names.
    """
    place = _place(folder)
    try:
        bring_back(place.parent)
        with _aside(place, runs) as aside:
            (aside / WRITING).mkdir()
            write(aside / WRITING)
            _sync(aside / WRITING)
            (aside / WRITING).rename(aside / NEW)
            _sync_folder(aside)
            found = _placed(aside, place, runs)
    except OSError as error:
        raise ResultsError(fault(folder, f"The results cannot be written: {_said(error)}.")) from None
    if found != place:
        why = why_not(folder, runs) or "Several runs save there at the same time."
        raise ResultsError(f"{folder}\n  {why}\n  The results of this run are saved: {found}")
    return folder


def _place(folder: Path) -> Path:
    """Return the path of a folder without steps back, which lead nowhere while the folder before them is moved."""
    if folder.name in ("", ".."):
        return folder.resolve()
    return folder.parent.resolve() / folder.name if ".." in folder.parts else folder


def _placed(aside: Path, folder: Path, runs: Runs) -> Path:
    """Put finished results in place; an interruption comes too late to stop it."""
    try:
        return _put_in_place(aside, folder, runs)
    except KeyboardInterrupt:
        return _put_in_place(aside, folder, runs)
    except (OSError, ResultsError) as error:
        raise ResultsError(
            f"{folder}\n  The results cannot be put there: {_said(error)}.\n  They are whole, and lie in {aside / NEW}"
        ) from None


def _put_in_place(aside: Path, folder: Path, runs: Runs) -> Path:
    """Put the new results at a folder, or next to it if something else is there, and say where they are."""
    new = aside / NEW
    for old in (aside / name for name in OLD):
        if os.path.lexists(old):  # moved here by a save that was killed, or just now
            _give_back(old, folder, runs)
            continue
        if not new.exists():  # in place before an interruption
            return folder
        if why_not(folder, runs):
            break
        with suppress(FileNotFoundError):
            folder.rename(old)
        if _give_back(old, folder, runs) or _takes_its_place(new, folder, old):
            break
    return folder if not new.exists() else _put_beside(new, folder)


def _give_back(old: Path, folder: Path, runs: Runs) -> bool:
    """Move back what was moved aside if anything but results of the same runs is in it, and say whether it was."""
    if not os.path.lexists(old) or not why_not(old, runs):
        return False
    _put_beside(old, folder)
    return True


def _takes_its_place(new: Path, folder: Path, old: Path) -> bool:
    """Rename new results into their place; say no if another run was quicker, and undo the move if it fails."""
    try:
        new.rename(folder)
    except OSError as error:
        if _was_taken(folder, error):
            return False
        if os.path.lexists(old):
            old.rename(folder)
        raise
    _sync_folder(folder.parent)
    return True


def _put_beside(found: Path, folder: Path) -> Path:
    """Move a folder to the first free name of its own, NAME, NAME-2, NAME-3 and so on, and say which it is."""
    for free in chain([folder], (folder.parent / f"{folder.name}-{n}" for n in count(2))):
        if os.path.lexists(free):
            continue
        try:
            found.rename(free)
        except OSError as error:
            if not _was_taken(free, error):
                raise
            continue
        break
    _sync_folder(folder.parent)
    return free


def _was_taken(folder: Path, error: OSError) -> bool:
    """Say whether a rename failed as something had the name, which another save may have moved away since."""
    return error.errno in TAKEN or os.path.lexists(folder)


# ------------------------------------------------------------------------------------------ what lies aside


@contextmanager
def _aside(folder: Path, runs: Runs) -> Iterator[Path]:
    """Make an aside next to a folder, marked with what it is for, and remove it afterwards.

    It is locked as long as it is in use, so that no other run takes it for one that was left behind.
    """
    aside, lock = _new_aside(folder.parent)
    try:
        (aside / MARKER).write_text(json.dumps({"folder": folder.name, "runs": runs}), encoding="utf-8")
        _sync(aside)
        yield aside
    finally:
        with suppress(OSError):
            _sweep(aside)
        _unlock(lock)


def _new_aside(parent: Path) -> tuple[Path, int | None]:
    """Make and lock a new folder; try again if another run sweeps it, or the folder it is in, before it is locked."""
    for _ in range(ATTEMPTS):
        _make(parent, [])
        with suppress(FileNotFoundError):
            aside = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
            lock = _lock(aside, wait=True)
            if aside.exists():
                return aside, lock
            _unlock(lock)
    raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(parent))


def bring_back(parent: Path) -> list[Path]:
    """Put in place what killed saves had finished and left aside in a folder, and sweep what they had not.

    Only asides are touched: folders that are named and marked as such, hold nothing else, and are not in use.

    Returns
    -------
    list of Path
        Where results were put, if any.
    """
    found: list[Path] = []
    with suppress(OSError):
        for aside in sorted(parent.glob(f"{PREFIX}*")):
            with suppress(OSError), _if_left_behind(aside):
                folder, runs = _purpose(aside)
                if (aside / NEW).exists():
                    found.append(_put_in_place(aside, folder, runs))
                _sweep(aside)
    return found


def _purpose(aside: Path) -> tuple[Path, Runs]:
    """Return for which folder and runs an aside was made.

    Raises
    ------
    OSError
        If it is no aside.
    """
    entries = {entry.name for entry in aside.iterdir()}
    if aside.is_symlink() or not entries <= {MARKER, WRITING, NEW, *OLD} or (entries and MARKER not in entries):
        raise FileExistsError(aside)
    if entries <= {MARKER}:  # killed before it had begun: its mark may be cut short
        return aside, ()
    try:
        told = json.loads((aside / MARKER).read_text(encoding="utf-8"))
        name, runs = told["folder"], tuple(map(str, told["runs"]))
    except (ValueError, KeyError, TypeError):
        raise FileExistsError(aside) from None
    if not isinstance(name, str) or Path(name).name != name:
        raise FileExistsError(aside)
    return aside.parent / name, runs


def _sweep(aside: Path) -> None:
    """Remove an aside, unless finished results are in it that could not be put in place."""
    if (aside / NEW).exists():
        return
    for part in (aside / name for name in (WRITING, *OLD)):
        _remove_results(part)
    (aside / MARKER).unlink(missing_ok=True)
    aside.rmdir()


def _remove_results(folder: Path) -> None:
    """Remove the files of a run or a comparison and their folders, by name: what else lies there keeps its folder."""
    for arm in (*(folder / name for name in ARMS), folder):
        if arm.is_dir() and not arm.is_symlink():
            for file in RUN_FILES:
                (arm / file).unlink(missing_ok=True)
            arm.rmdir()


# ------------------------------------------------------------------------------------------ locks and the disk


@contextmanager
def _if_left_behind(aside: Path) -> Iterator[None]:
    """Hold an aside that nobody uses.

    Raises
    ------
    OSError
        If a running save uses it. Where the system has no locks it is thought to be in use for a day.
    """
    lock = _lock(aside, wait=False)
    try:
        if lock is None and time.time() - aside.stat().st_mtime < A_DAY:
            raise BlockingIOError(aside)
        yield
    finally:
        _unlock(lock)


def _lock(folder: Path, wait: bool) -> int | None:
    """Lock a folder until the process ends; return None where the system has no such locks.

    Raises
    ------
    BlockingIOError
        If another process has locked it and one is not to `wait`.
    """
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(handle)
        raise
    except OSError:
        os.close(handle)
        return None
    return handle


def _unlock(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)


def _sync(folder: Path) -> None:
    """Have all files and folders below a folder on the disk before going on."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            _sync(entry)
        else:
            with entry.open("rb") as file:
                os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk; not every file system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _said(error: Exception) -> str:
    return str((isinstance(error, OSError) and error.strerror) or error).rstrip(".")
