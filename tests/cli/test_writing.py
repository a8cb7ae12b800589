"""`cruxbase fix`, `fmt`, `rename` and `schema`: what writes, and what it writes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from running import Run

CLAIM = """\
type: claim
title: Deterrence works
topic: monitoring
origin: reconstructed
statement: An AI that expects to be caught does not try.
notes: The editors' own.
"""


def files(folder: Path) -> dict[str, str]:
    """Every file of the base, by path."""
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.yaml"))}


# fix


@pytest.fixture
def fixable(base: Path) -> Path:
    """A claim with a safe fix and an unsafe one, and comments around both."""
    location = base / "claims" / "monitoring" / "deterrence.yaml"
    location.write_text(
        "# on deterrence\n" + CLAIM + "tags: Deterrence  # free\nsupports: [deploy-with-monitrs]  # the point\n# end\n"
    )
    return location


def test_fix_applies_safe_fixes_and_says_which(fixable: Path, run: Run):
    """Nothing but the fixed place changes; comments stay; what is left for --unsafe waits."""
    before = fixable.read_text()
    ran = run("fix")
    assert (0, "") == (ran.status, ran.err)
    assert before.replace("tags: Deterrence ", "tags: [deterrence] ") == fixable.read_text()
    assert [
        "claims/monitoring/deterrence.yaml:8: Make it a list of one [schema/wrong-shape]",
        "claims/monitoring/deterrence.yaml:8: Write 'deterrence' [style/tag-case]",
        "2 fixes in 1 file",
    ] == ran.lines
    again = run("fix")
    assert (0, "nothing to fix; 1 finding can be fixed with --unsafe\n") == (again.status, again.out)


def test_fix_applies_the_others_when_asked(fixable: Path, run: Run):
    """--unsafe applies the nearest known id, and the base is clean after it."""
    assert 0 == run("fix", "--unsafe").status
    assert "supports: [deploy-with-monitors]  # the point\n# end\n" in fixable.read_text()
    assert "no findings in 22 files\n" == run("check").out
    assert "nothing to fix\n" == run("fix", "--unsafe").out


def test_fix_can_be_looked_at_first(fixable: Path, run: Run):
    """--diff shows what would change, writes nothing, and exits 1."""
    before = fixable.read_text()
    ran = run("fix", "--diff")
    assert 1 == ran.status
    assert ["-tags: Deterrence  # free", "+tags: [deterrence]  # free"] == [
        line for line in ran.lines if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert "cruxbase: 2 fixes in 1 file; nothing was written\n" == ran.err
    assert before == fixable.read_text()


def test_fix_can_be_limited(fixable: Path, run: Run):
    """--only names codes or families, paths folders; an unknown code is wrong usage."""
    assert "nothing to fix" in run("fix", "--only", "style", "--unsafe").out
    assert "nothing to fix" in run("fix", "claims/people").out
    assert 0 == run("fix", "--only", "link/unknown-claim", "--unsafe", str(fixable)).status
    assert "tags: Deterrence" in fixable.read_text()
    said = run("fix", "--only", "links")
    assert (2, "cruxbase: there is no code or family 'links'; 'cruxbase explain' lists them\n") == (
        said.status,
        said.err,
    )


# fmt


@pytest.fixture
def untidy(base: Path) -> Path:
    """The example base, laid out, with one file that is not."""
    from cruxbase.editing.formatting import formatted

    for path in base.rglob("*.yaml"):
        path.write_text(formatted(path.read_text()))
    location = base / "claims" / "monitoring" / "deterrence.yaml"
    location.write_text("# on deterrence\ntitle: Deterrence works # short\ntype: claim\n")
    return location


TIDY = "type: claim\n# on deterrence\ntitle: Deterrence works  # short\n"


def test_fmt_lays_out_what_is_not(untidy: Path, run: Run):
    """Keys go in the order of the schema and comments with them; a second run changes nothing."""
    assert (0, ["claims/monitoring/deterrence.yaml", "1 of 22 files changed"]) == ((r := run("fmt")).status, r.lines)
    assert TIDY == untidy.read_text()
    assert (0, "0 of 22 files changed\n", "") == run("fmt")


def test_fmt_can_be_looked_at_first(untidy: Path, run: Run):
    """--check names the files, --diff shows the changes; both write nothing and exit 1 where there is something."""
    before = untidy.read_text()
    checked, shown = run("fmt", "--check"), run("fmt", "--diff")
    assert (1, ["claims/monitoring/deterrence.yaml"]) == (checked.status, checked.lines)
    assert (1, "cruxbase: 1 of 22 files would change\n") == (shown.status, shown.err)
    assert "+type: claim" in shown.lines
    assert before == untidy.read_text()
    assert (0, "") == run("fmt", "--check", "claims/people")[:2]


def test_fmt_works_as_a_filter(run: Run):
    """With - a record comes in and goes out; one that cannot be read goes out as it came."""
    assert (0, TIDY, "") == run("fmt", "-", stdin="# on deterrence\ntitle: Deterrence works # short\ntype: claim\n")
    assert (0, "type: [\n", "") == run("fmt", "-", stdin="type: [\n")


def test_fmt_leaves_alone_what_it_cannot_read(untidy: Path, run: Run):
    """A broken file and one that is not UTF-8 stay as they are."""
    (untidy.parent / "broken.yaml").write_text("type: [\n")
    (untidy.parent / "latin.yaml").write_bytes(b"title: caf\xe9\ntype: claim\n")
    assert 0 == run("fmt").status
    assert b"title: caf\xe9\ntype: claim\n" == (untidy.parent / "latin.yaml").read_bytes()
    assert "type: [\n" == (untidy.parent / "broken.yaml").read_text()


# rename


def test_rename_moves_the_file_and_rewrites_references(base: Path, run: Run):
    """References follow, the old id stays as an alias, comments stay, and the base is as clean as before."""
    claim = base / "claims" / "monitoring" / "monitors-catch-most-attempts.yaml"
    claim.write_text("# the main claim\n" + claim.read_text() + "# end\n")
    ran = run("rename", "monitors-catch-most-attempts", "monitors-see-most")
    assert (0, "") == (ran.status, ran.err)
    assert (
        "claims/monitoring/monitors-catch-most-attempts.yaml -> claims/monitoring/monitors-see-most.yaml"
        == ran.lines[0]
    )
    assert not claim.exists()
    renamed = claim.with_name("monitors-see-most.yaml").read_text()
    assert renamed.startswith("# the main claim\n")
    assert "# end\naliases: [monitors-catch-most-attempts]\n" in renamed
    undercut = (claim.parent / "trial-had-no-adversary.yaml").read_text()
    assert "step: monitor-trial-2024 -> monitors-see-most\n" in undercut
    assert "no findings in 21 files\n" == run("check").out
    assert run("show", "monitors-see-most") == run("show", "monitors-catch-most-attempts")


def test_rename_can_be_looked_at_first(base: Path, run: Run):
    """--dry-run shows every change and writes nothing."""
    before = files(base)
    ran = run("rename", "ada-quill", "quill", "--dry-run")
    assert (0, "2 references in 3 files") == (ran.status, ran.lines[-1])
    assert "+holder: quill" in ran.lines
    assert before == files(base)


@pytest.mark.parametrize(
    ("old", "new", "phrase"),
    [
        ("nobody", "somebody", "no record is called 'nobody'"),
        ("ada-quill", "monitoring", "'monitoring' is taken"),
        ("ada-quill", "Ada Quill", "'Ada Quill' is not an id"),
    ],
)
def test_rename_refuses_what_cannot_be(base: Path, run: Run, old: str, new: str, phrase: str):
    """An id that is taken or malformed is wrong usage, and nothing is written."""
    before = files(base)
    said = run("rename", old, new)
    assert (2, "") == (said.status, said.out)
    assert phrase in said.err
    assert before == files(base)


# schema


def test_schema_writes_both_dialects_and_notices_staleness(base: Path, run: Run):
    """--check exits 1 while a file is missing or stale, and 0 once it is written."""
    stale = run("schema", "--check")
    assert (1, "") == (stale.status, stale.out)
    assert "not up to date" in stale.err
    assert not (base / "schema").exists()
    names = ["record.schema.json", "record.draft-07.schema.json", "base.schema.json"]
    assert [str(base / "schema" / name) for name in names] == run("schema").lines
    assert (0, "", "") == run("schema", "--check")
    (base / "schema" / names[0]).write_text("{}")
    assert 1 == run("schema", "--check").status


@pytest.mark.parametrize(
    ("dialect", "validator"),
    [("2020-12", jsonschema.Draft202012Validator), ("draft-07", jsonschema.Draft7Validator)],
)
def test_schema_can_be_printed(run: Run, dialect: str, validator: type[jsonschema.protocols.Validator]):
    """What is printed is a schema of its dialect."""
    schema = json.loads(run("schema", "--print", dialect).out)
    validator.check_schema(schema)
    assert dialect in schema["$schema"]


def test_the_published_schemas_are_up_to_date(monkeypatch: pytest.MonkeyPatch, run: Run):
    """`schema/` of the repository is what the models say."""
    monkeypatch.chdir(Path(__file__).parents[2])
    assert (0, "", "") == run("schema", "--check")
