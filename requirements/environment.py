"""Makes the environment that `./dev` runs things in, from the locked requirements beside this file.

Called by `./dev` with any Python from 3.11 on, before anything is installed: it uses the standard library
only. An environment counts as good once its stamp is written, which happens last; whatever was interrupted
before is taken down and made anew.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
MARK = "made-by-cruxbase-dev"
HALF_DONE = "half-done"
UNWELCOME = (
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_REQUIRE_VIRTUALENV",
    "PYTHONPATH",
    "PYTHONHOME",
)
"""Settings that would send packages elsewhere. Those that say where packages come from are the user's own."""


_OFFLINE = (
    "(from versions: none)",
    "NewConnectionError",
    "Temporary failure in name resolution",
    "Name or service not known",
    "Connection refused",
    "Network is unreachable",
    "timed out",
)
"""What pip says where no index can be reached."""


class CannotInstall(Exception):
    """The environment could not be made, for a reason that the user can act upon."""


@contextlib.contextmanager
def alone(venv: Path) -> Iterator[None]:
    """Hold the lock on an environment, waiting for whoever has it; the kernel frees it when they die.

    What `run` starts inherits it: if we are killed, the next call waits for a pip that still writes.
    """
    venv.parent.mkdir(parents=True, exist_ok=True)
    with (venv.parent / f"{venv.name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"dev: waiting for another ./dev to finish installing into {venv}", file=sys.stderr)
            fcntl.flock(handle, fcntl.LOCK_EX)
        os.set_inheritable(handle.fileno(), True)
        yield


def run(command: list[str | os.PathLike[str]], venv: Path) -> None:
    """Run a command quietly, the environment's programs first on its path; show what it said if it fails."""
    environment = {key: value for key, value in os.environ.items() if key not in UNWELCOME}
    environment["PATH"] = f"{venv / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        close_fds=False,  # they hold the lock with us
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise CannotInstall(f"this command failed:\n    {' '.join(map(str, command))}\n\n{said}")


def make_empty(venv: Path) -> None:
    """Make a new environment, with this Python and no packages."""
    discarded = venv.with_name(f"{venv.name}.discarded")
    shutil.rmtree(discarded, ignore_errors=True)
    if venv.exists():
        # Renamed first: a folder of which half is deleted might have lost the mark that says it is ours.
        venv.rename(discarded)
        shutil.rmtree(discarded)
    # The versioned file behind `python3`: should the system's Python change its version, the link breaks,
    # and `./dev` sees that.
    base = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    venv.mkdir(parents=True)
    (venv / MARK).write_text(str(venv))
    (venv / HALF_DONE).touch()
    without_pip = ["--without-pip"] if find_spec("ensurepip") is None else []
    run([base, "-I", "-m", "venv", *without_pip, venv], venv)


def pip_for(venv: Path) -> list[str | os.PathLike[str]]:
    """Return the start of a pip command that installs into the environment: its own pip, or the system's."""
    python = venv / "bin" / "python"
    options = ["--disable-pip-version-check", "--no-input", "--quiet"]
    if list(venv.glob("lib/python*/site-packages/pip")):
        return [python, "-m", "pip", *options]
    # Debian without python3-venv, but with python3-pip.
    return [sys.executable, "-m", "pip", "--python", python, *options]


def install(level: str, venv: Path, stamp: str) -> None:
    """Bring the environment to what the lock says, and write the stamp when all is done."""
    stamp_path = venv / f"cruxbase-{level}.stamp"
    mark, half_done = venv / MARK, venv / HALF_DONE
    # A folder that was moved no longer works: its programs begin with the path they were made for.
    moved = mark.is_file() and mark.read_text() != str(venv)
    if moved or half_done.exists() or not (venv / "bin" / "python").exists():
        make_empty(venv)
    half_done.touch()
    for old in venv.glob("cruxbase-*.stamp"):
        old.unlink()
    pip = pip_for(venv)
    # Over an earlier lock's packages it upgrades in place; all are pinned, and every archive's hash checked.
    run([*pip, "install", "--require-hashes", "-r", ROOT / "requirements" / f"{level}.txt"], venv)
    # The build backend is among the locked packages, so that nothing unlocked is fetched here either.
    run([*pip, "install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT], venv)
    draft = stamp_path.with_suffix(".new")
    draft.write_text(stamp)
    half_done.unlink()
    draft.replace(stamp_path)


def is_done(level: str, venv: Path, stamp: str) -> bool:
    """Say whether the environment is what the stamp describes; one for `dev` serves for `run` too."""
    what = stamp.split(" ", 1)[1]
    stamps = {venv / f"cruxbase-{enough}.stamp": f"{enough} {what}" for enough in ("dev", level)}
    return any(path.is_file() and path.read_text() == expected for path, expected in stamps.items())


def cause_of(problem: Exception, venv: Path) -> str:
    """The cause in one sentence with what to do, where it is one of those that befall a first run; else nothing."""
    if (
        isinstance(problem, UnicodeError)
        or "UnicodeEncodeError" in str(problem)
        or "UnicodeDecodeError" in str(problem)
    ):
        return f"the locale cannot write the folder's name ({ROOT!a}): call LC_ALL=C.UTF-8 ./dev again"
    if isinstance(problem, OSError) and problem.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"{venv.parent} cannot be written to: name another folder, such as CRUXBASE_VENV=/tmp/venv ./dev …"
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full: free a gigabyte, or name another folder with CRUXBASE_VENV"
    if any(sign in str(problem) for sign in _OFFLINE):
        return "no package index answers: connect to the network, or name a mirror with PIP_INDEX_URL"
    return ""


def main(level: str, venv: Path, stamp: str) -> int:
    """Make or mend the environment unless another call has just done so."""
    if venv.exists() and not (venv / MARK).exists() and any(venv.iterdir()):
        print(
            f"dev: {venv} was made by something else, and is left alone. Move it away, or use another:\n\n"
            f"    CRUXBASE_VENV=.venv-dev ./dev ...",
            file=sys.stderr,
        )
        return 1
    try:
        with alone(venv):
            if is_done(level, venv, stamp):
                return 0
            started = time.monotonic()
            version = ".".join(map(str, sys.version_info[:3]))
            print(f"dev: installing into {venv} with Python {version}: a minute or so, once", file=sys.stderr)
            install(level, venv, stamp)
            print(f"dev: installed in {time.monotonic() - started:.0f} s", file=sys.stderr)
    except (CannotInstall, OSError, UnicodeError) as problem:
        print(f"dev: cannot make the environment: {problem}", file=sys.stderr)
        if cause := cause_of(problem, venv):
            print(f"dev: {cause}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("dev: interrupted; the next call starts afresh", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
