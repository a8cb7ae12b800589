"""The gate of the site's scripts: their types, and their unit tests, without a browser."""

from __future__ import annotations

import re
from pathlib import Path

from cruxbase.site.frontend.assets import FOLDER
from javascript import node, to_be_had
from support import REPOSITORY

HERE = Path(__file__).parent
LOCKED = REPOSITORY / "requirements" / "typescript"


def test_the_types_of_all_scripts_hold():
    """TypeScript finds nothing wrong in what ships, with the options of `tsconfig.json`."""
    checked = node(to_be_had("compiler"), "--project", FOLDER.parent / "tsconfig.json", "--pretty", "false", cwd=FOLDER)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_a_wrong_type_is_found(tmp_path: Path):
    """The gate closes: a number where an address is wanted fails the check."""
    (tmp_path / "wrong.js").write_text(
        f'import {{ stateOf }} from "{FOLDER}/map/address.js";\nstateOf(1);\n', encoding="utf-8"
    )
    options = '{"extends": "%s", "include": ["wrong.js"]}' % (FOLDER.parent / "tsconfig.json")
    (tmp_path / "tsconfig.json").write_text(options, encoding="utf-8")
    checked = node(to_be_had("compiler"), "--project", tmp_path, "--pretty", "false", cwd=tmp_path)
    assert "wrong.js(2,9): error TS2345" in checked.stdout


ANY = 22
"""How often scripts may say `any`: pieces of data that have no shape of their own yet, and what is a claim or an input."""


def test_any_is_rare():
    """Parameters have types that say something; what remains of `any` may only become less."""
    typed = re.compile(r"@(?:param|type|typedef|property|returns) \{[^\n]*\bany\b[^\n]*\}")
    found = [match for path in sorted(FOLDER.rglob("*.js")) for match in typed.findall(path.read_text("utf-8"))]
    assert len(found) <= ANY, "\n".join(found)


def test_the_unit_tests_of_scripts_pass():
    """All of `tests/scripts/*.test.mjs`, by Node's own runner, and there are some."""
    ran = node("--test", "--test-reporter=tap", *sorted(HERE.glob("*.test.mjs")), cwd=REPOSITORY)
    counts = dict(re.findall(r"^# (tests|pass|fail) (\d+)$", ran.stdout, re.MULTILINE))
    assert ran.returncode == 0, ran.stdout[-8000:]
    assert counts["fail"] == "0"
    assert int(counts["pass"]) > 40


def test_what_is_locked_is_named_by_hash_and_by_no_host():
    """Each package that npm fetches has the hash of its archive, and any mirror will do."""
    text = (LOCKED / "package-lock.json").read_text(encoding="utf-8")
    packages = text.count('"node_modules/')
    assert packages == text.count('"integrity": "sha512-')
    assert "://" not in text
