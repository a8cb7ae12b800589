"""The locked requirements agree with what `pyproject.toml` asks for, on each platform we support."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("run.txt", "dev.txt", "spark.txt")
PLATFORMS = [
    {"python_version": version, "python_full_version": f"{version}.0", "sys_platform": system, **names}
    for version in ("3.11", "3.12", "3.13", "3.14")
    for system, names in (
        ("linux", {"platform_system": "Linux", "platform_machine": "x86_64", "os_name": "posix"}),
        ("darwin", {"platform_system": "Darwin", "platform_machine": "arm64", "os_name": "posix"}),
    )
]


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def wanted_by(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for in one of the environments, groups and extras resolved."""
    table = project()
    groups = table["dependency-groups"]
    if lock == "spark.txt":  # goes on top of the environment for developing
        return [Requirement(text) for text in groups["spark"]]
    names = ["build"] if lock == "run.txt" else ["build", "dev"]
    texts = table["project"]["dependencies"] + [
        entry for name in names for entry in groups[name] if isinstance(entry, str)
    ]
    if lock == "dev.txt":
        texts += [text for extra in table["project"]["optional-dependencies"].values() for text in extra]
    return [Requirement(text) for text in texts]


def entries(lock: str) -> list[str]:
    """The lock's entries, each with its hashes, on one line."""
    text = (ROOT / "requirements" / lock).read_text()
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def pins(lock: str, platform: dict[str, str]) -> dict[str, Version]:
    """The version of each package that the lock installs on a platform."""
    found: dict[str, Version] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.split("--hash")[0].strip())
        if requirement.marker is None or requirement.marker.evaluate(platform):
            name = canonicalize_name(requirement.name)
            assert name not in found, f"{name} is pinned twice on {platform}"
            (pin,) = requirement.specifier
            assert pin.operator == "=="
            found[name] = Version(pin.version)
    return found


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda p: f"{p['sys_platform']}-{p['python_version']}")
@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_satisfies_the_project(lock: str, platform: dict[str, str]) -> None:
    """Each package asked for is pinned, once, to a version in the range asked for: else call `./dev lock`."""
    pinned = pins(lock, platform)
    unmet = [
        str(wanted)
        for wanted in wanted_by(lock)
        if (version := pinned.get(canonicalize_name(wanted.name))) is None
        or not wanted.specifier.contains(version, prereleases=True)
    ]
    assert unmet == []


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda p: f"{p['sys_platform']}-{p['python_version']}")
def test_what_is_tested_is_what_runs(platform: dict[str, str]) -> None:
    """Every package of run.txt has the same version in dev.txt."""
    tested = pins("dev.txt", platform)
    assert {name: tested.get(name) for name in pins("run.txt", platform)} == pins("run.txt", platform)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    """pip refuses the whole file otherwise."""
    assert [entry for entry in entries(lock) if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_host(lock: str) -> None:
    """Packages come from wherever the reader's pip is set up to look; the file names no index and no path."""
    text = (ROOT / "requirements" / lock).read_text()
    assert re.findall(
        r"://|--(?:extra-)?index-url|--find-links|^-[a-z]|(?<!\S)\.?/\w\S*", text, flags=re.MULTILINE
    ) == ["./dev"]


def test_the_build_group_is_what_the_build_needs() -> None:
    """An editable install without build isolation finds its backend among the locked packages."""
    table = project()
    assert table["dependency-groups"]["build"] == table["build-system"]["requires"]
