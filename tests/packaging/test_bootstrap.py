"""`./dev` on machines that lack something, and installs that were cut short."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    "dev",
    "pyproject.toml",
    "requirements/environment.py",
    "requirements/run.txt",
    "requirements/dev.txt",
)

Dev = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files of the bootstrap, alone in a folder whose name has a space."""
    root = tmp_path / "a checkout"
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    return root


@pytest.fixture
def dev(checkout: Path, tmp_path: Path) -> Dev:
    """Call `./dev` where there are but a few small programs, and the given ones, which are shell scripts."""

    def call(
        *arguments: str, programs: dict[str, str] | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        path = tmp_path / "bin"
        path.mkdir(exist_ok=True)
        for name in ("cat", "cksum", "dirname", "uname"):
            if not (path / name).exists():
                (path / name).symlink_to(shutil.which(name) or pytest.fail(f"no {name} here"))
        for name, script in (programs or {}).items():
            (path / name).write_text(f"#!/bin/sh\n{script}\n")
            (path / name).chmod(0o755)
        return subprocess.run(
            ["/bin/sh", checkout / "dev", *arguments],
            env={"PATH": str(path), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_without_python_it_says_what_to_install(dev: Dev) -> None:
    """No Python at all is an error with a command to type, not a stack of shell messages."""
    done = dev("test")
    assert (1, "") == (done.returncode, done.stdout)
    assert "Python 3.11 or newer is needed (found: no Python)" in done.stderr
    assert "install" in done.stderr


def test_an_old_python_is_named(dev: Dev) -> None:
    """The message says which Python was found and how old it is."""
    done = dev("test", programs={"python3": "echo old 3.9"})
    assert 1 == done.returncode
    assert "(found: python3 is 3.9)" in done.stderr


def test_a_newer_python_beside_an_old_one_is_taken(dev: Dev) -> None:
    """`python3` may be too old while `python3.12` is there."""
    programs = {
        "python3": "echo old 3.9",
        "python3.12": 'case $1 in -c) echo ok ;; *) echo "installs $3" ;; esac',
    }
    assert "installs dev\n" == dev("install", programs=programs).stdout


def test_a_python_too_new_for_the_wheels_comes_last(dev: Dev) -> None:
    """The newest Python is used where there is no other, and left where there is."""
    newest = {"python3": 'case $1 in -c) echo new 3.16 ;; *) echo "3.16 installs" ;; esac'}
    usual = {"python3.13": 'case $1 in -c) echo ok ;; *) echo "3.13 installs" ;; esac'}
    assert "3.16 installs\n" == dev("install", programs=newest).stdout
    assert "3.13 installs\n" == dev("install", programs=newest | usual).stdout


def test_a_python_without_venv_gets_the_package_to_install(dev: Dev) -> None:
    """Debian splits venv off; the message is the command that brings it."""
    done = dev("serve", programs={"python3": "echo no-venv 3.11"})
    assert 1 == done.returncode
    assert "sudo apt-get install python3-venv" in done.stderr


def test_a_chosen_python_is_not_replaced(dev: Dev) -> None:
    """Who sets PYTHON to something too old is told so, even where another would do."""
    done = dev("test", programs={"mine": "echo old 3.8", "python3": "echo ok"}, PYTHON="mine")
    assert 1 == done.returncode
    assert "PYTHON=mine will not do" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("tset",)])
def test_wrong_usage_is_2(dev: Dev, arguments: tuple[str, ...]) -> None:
    """Without a command, or with one that does not exist, the usage is shown."""
    done = dev(*arguments)
    assert 2 == done.returncode
    assert "Usage: ./dev" in done.stdout + done.stderr


def test_a_good_environment_is_used_without_looking_for_python(dev: Dev, checkout: Path) -> None:
    """The second call starts at once: it compares one checksum and runs the command."""
    program = checkout / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$@"\n')
    program.chmod(0o755)
    stamp = dev("install", programs={"python3": 'case $1 in -c) echo ok ;; *) printf %s "$5" ;; esac'}).stdout
    (checkout / ".venv" / "cruxbase-dev.stamp").write_text(stamp)

    done = dev("test", "-k", "two words", programs={"python3": "echo broken"})

    assert "-m pytest -k two words\n" == done.stdout


def test_a_changed_lock_is_noticed(dev: Dev, checkout: Path) -> None:
    """An environment made from an earlier lock is brought up to date before anything runs."""
    shows_stamp = {"python3": 'case $1 in -c) echo ok ;; *) printf %s "$5" ;; esac'}
    before = dev("install", programs=shows_stamp).stdout
    with (checkout / "requirements" / "dev.txt").open("a") as file:
        file.write("# changed\n")
    assert before != dev("install", programs=shows_stamp).stdout


@pytest.fixture
def environment() -> ModuleType:
    """The module that makes environments."""
    spec = importlib.util.spec_from_file_location("environment", ROOT / "requirements" / "environment.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Machine:
    """Stands in for `python -m venv` and pip: records what is called, and can be made to fail at a word."""

    def __init__(self, environment: ModuleType) -> None:
        self.fails_at: str | None = None
        self.called: list[str] = []
        self._problem = environment.CannotInstall

    def __call__(self, command: list[str | os.PathLike[str]], venv: Path) -> None:
        """Run nothing."""
        words = list(map(str, command))
        self.called.append("venv" if "venv" in words else "lock" if "-r" in words else "project")
        if self.fails_at == self.called[-1]:
            raise self._problem("the network is gone")
        (venv / "bin").mkdir(exist_ok=True)
        (venv / "bin" / "python").touch()


@pytest.fixture
def machine(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine on which nothing is really installed."""
    stand_in = Machine(environment)
    monkeypatch.setattr(environment, "run", stand_in)
    return stand_in


def test_an_install_makes_the_environment_then_the_lock_then_the_project(
    environment: ModuleType, machine: Machine, tmp_path: Path
) -> None:
    """The stamp is there at the end, and a second call does nothing."""
    venv = tmp_path / "venv"
    assert 0 == environment.main("dev", venv, "dev / 123")
    assert "dev / 123" == (venv / "cruxbase-dev.stamp").read_text()
    assert 0 == environment.main("dev", venv, "dev / 123")
    assert ["venv", "lock", "project"] == machine.called


def test_an_environment_for_developing_serves_for_running(
    environment: ModuleType, machine: Machine, tmp_path: Path
) -> None:
    """Who has run the tests need not install again to serve the base."""
    venv = tmp_path / "venv"
    environment.main("dev", venv, "dev / 123")
    assert 0 == environment.main("run", venv, "run / 123")
    assert ["venv", "lock", "project"] == machine.called


@pytest.mark.parametrize("word", ["venv", "lock", "project"])
def test_a_failed_install_is_never_taken_as_good(
    environment: ModuleType, machine: Machine, tmp_path: Path, word: str
) -> None:
    """Wherever it stops, no stamp is left, and the next call begins with a new environment."""
    venv = tmp_path / "venv"
    machine.fails_at = word
    assert 1 == environment.main("run", venv, "run / 123")
    assert [] == list(venv.glob("*.stamp"))

    machine.fails_at = None
    machine.called.clear()
    assert 0 == environment.main("run", venv, "run / 123")
    assert ["venv", "lock", "project"] == machine.called


def test_an_upgrade_that_fails_takes_the_old_stamp_away(
    environment: ModuleType, machine: Machine, tmp_path: Path
) -> None:
    """Half of a new lock over an old one is not the old one any more."""
    venv = tmp_path / "venv"
    environment.main("run", venv, "run / 123")
    machine.fails_at = "lock"
    assert 1 == environment.main("run", venv, "run / 456")
    assert [] == list(venv.glob("*.stamp"))


def test_a_moved_environment_is_made_anew(environment: ModuleType, machine: Machine, tmp_path: Path) -> None:
    """The programs of an environment begin with the path that it was made for."""
    environment.main("run", tmp_path / "venv", "run /old 123")
    (tmp_path / "venv").rename(tmp_path / "elsewhere")
    machine.called.clear()
    assert 0 == environment.main("run", tmp_path / "elsewhere", "run /new 123")
    assert ["venv", "lock", "project"] == machine.called


def test_an_environment_of_someone_else_is_left_alone(
    environment: ModuleType, machine: Machine, tmp_path: Path
) -> None:
    """A `.venv` that was made by hand or by another tool is neither changed nor deleted."""
    (tmp_path / "bin").mkdir()
    assert 1 == environment.main("run", tmp_path, "run / 123")
    assert ([], ["bin"]) == (machine.called, [path.name for path in tmp_path.iterdir()])


def test_what_a_command_said_is_shown_when_it_fails(environment: ModuleType, tmp_path: Path) -> None:
    """pip is quiet while all goes well; what it said is not lost when it does not."""
    command = [sys.executable, "-c", "print('no such wheel'); raise SystemExit(3)"]
    with pytest.raises(environment.CannotInstall, match="no such wheel"):
        environment.run(command, tmp_path)


def test_settings_that_send_packages_elsewhere_are_dropped(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PIP_USER, PIP_TARGET and PYTHONPATH of the caller do not reach pip."""
    for name in environment.UNWELCOME:
        monkeypatch.setenv(name, "x")
    check = f"import os; raise SystemExit(any(name in os.environ for name in {environment.UNWELCOME!r}))"
    environment.run([sys.executable, "-c", check], tmp_path)


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (OSError(30, "Read-only file system"), "cannot be written to"),
        (PermissionError(13, "Permission denied"), "CRUXBASE_VENV="),
        (OSError(28, "No space left on device"), "the disk is full"),
        (UnicodeEncodeError("ascii", "d\u00e9v", 1, 2, "ordinal not in range"), "LC_ALL=C.UTF-8"),
    ],
)
def test_the_cause_of_a_failed_first_run_is_one_sentence(
    environment: ModuleType, tmp_path: Path, problem: Exception, says: str
) -> None:
    """What ends a first run says last why, and what to call instead."""
    cause = environment.cause_of(problem, tmp_path / ".venv")
    assert says in cause
    assert "\n" not in cause


def test_without_a_network_the_last_sentence_names_it(environment: ModuleType, tmp_path: Path) -> None:
    """However much pip says, the cause stands at the end."""
    said = "ERROR: Could not find a version that satisfies the requirement a==1 (from versions: none)"
    assert "no package index answers" in environment.cause_of(environment.CannotInstall(said), tmp_path)
