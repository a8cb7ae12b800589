"""`cruxbase new`: asked on a terminal, given by options, or taken from a bibliography."""

from __future__ import annotations

from pathlib import Path

import pytest

from cruxbase.cli import prompts, terminal
from running import Run

GIVEN = (
    *("--title", "Deterrence works", "--topic", "monitoring", "--text", 'It does: "no" # yes'),
    *("--source", "quill-monitors-2024@§3", "--supports", "deploy-with-monitors"),
)
WRITTEN = """\
type: claim
title: Deterrence works
topic: monitoring
statement: "It does: \\"no\\" # yes"
sources:
  - source: quill-monitors-2024
    at: "§3"
supports: [deploy-with-monitors]
"""


def test_everything_can_be_given_by_options(base: Path, run: Run):
    """A record is written where it belongs, laid out, checked, and says what was given, whatever it looks like."""
    assert (0, "claims/monitoring/deterrence-works.yaml\n", "") == run("new", "claim", *GIVEN)
    location = base / "claims" / "monitoring" / "deterrence-works.yaml"
    assert WRITTEN == location.read_text()
    assert (0, WRITTEN, "") == run("fmt", "-", stdin=WRITTEN)
    assert "no findings in 22 files\n" == run("check").out
    assert 'It does: "no" # yes' == run("show", "deterrence-works", "--json").json["text"]


def test_a_record_can_be_looked_at_first(base: Path, run: Run):
    """--dry-run prints it and writes nothing."""
    ran = run("new", "claim", *GIVEN, "--dry-run")
    assert (0, "# claims/monitoring/deterrence-works.yaml\n" + WRITTEN) == (ran.status, ran.out)
    assert not (base / "claims" / "monitoring" / "deterrence-works.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "folder", "text"),
    [
        ("person --title|Grace Example", "people", "type: person\nname: Grace Example\n"),
        (
            "topic --title|Control of models|--text|What keeps a model in check.",
            "topics",
            "type: topic\ntitle: Control of models\nsummary: What keeps a model in check.\n",
        ),
        (
            "definition --title|A canary is a planted secret|--topic|monitoring|--text|It is.|--set|term=canary",
            "monitoring",
            "type: definition\ntitle: A canary is a planted secret\nterm: canary\ntopic: monitoring\nstatement: It is.\n",
        ),
        (
            "question --title|Who watches the monitor|--topic|monitoring|--text|Who watches it?|--id|who-watches",
            "monitoring",
            "type: question\ntitle: Who watches the monitor\ntopic: monitoring\nquestion: Who watches it?\n",
        ),
        (
            "argument --title|Watching|--topic|monitoring|--supports|deploy-with-monitors|--set|premises=a; b|--set|strength=weak",
            "monitoring",
            "type: argument\ntitle: Watching\ntopic: monitoring\npremises: [a, b]\nsupports: deploy-with-monitors\nstrength: weak\n",
        ),
    ],
)
def test_every_type_has_its_keys_and_its_folder(base: Path, run: Run, arguments: str, folder: str, text: str):
    """--title and --text are what the type calls them; --set gives any other key, lists with semicolons."""
    kind, _, rest = arguments.partition(" ")
    ran = run("new", kind, *rest.split("|"))
    location = base / ran.lines[0]
    assert (base / "claims" / folder, text) == (location.parent, location.read_text())


def test_what_is_written_is_checked(base: Path, run: Run):
    """A finding about the new record is shown at once, and an error is the status."""
    ran = run("new", "claim", *GIVEN[:-1], "deploy-with-monitrs")
    assert 1 == ran.status
    assert "error[link/unknown-claim]" in ran.out
    assert "help: did you mean 'deploy-with-monitors'?" in ran.lines
    assert (base / "claims" / "monitoring" / "deterrence-works.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (("clam",), "there is no type 'clam'; did you mean 'claim'?"),
        (("claim",), "a claim needs title, topic, statement; give them with options"),
        (("claim", *GIVEN, "--topic", "monitr"), "there is no topic 'monitr'; did you mean 'monitoring'?"),
        (("claim", "--set", "foo"), "--set wants KEY=VALUE, and 'foo' is not that"),
        (("claim", "--set", "refs=x"), "a claim has no 'refs'; did you mean 'sources'?"),
        (("person", "--title", "Someone", "--topic", "monitoring"), "a person has no 'topic'"),
        (("claim", *GIVEN, "--id", "Deterrence"), "'Deterrence' is not an id"),
        (("claim", *GIVEN, "--id", "ada-quill"), "the id 'ada-quill' is taken"),
        (("claim", *GIVEN, "--title", "Monitors catch most attempts to do harm"), "has this very title"),
        (("claim", "--from", "library.bib"), "--from makes sources: 'cruxbase new source --from FILE'"),
        (("source", "--from", "library.bib"), "cannot read 'library.bib': No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_refused(base: Path, run: Run, arguments: tuple[str, ...], phrase: str):
    """Wrong usage writes nothing."""
    before = sorted(base.rglob("*.yaml"))
    said = run("new", *arguments)
    assert (2, "") == (said.status, said.out)
    assert phrase in said.err
    assert before == sorted(base.rglob("*.yaml"))


def test_an_existing_file_is_never_overwritten(base: Path, run: Run):
    """A file that no record was read from is in the way all the same."""
    location = base / "claims" / "monitoring" / "deterrence-works.yaml"
    location.symlink_to("/nowhere")
    said = run("new", "claim", *GIVEN, "--id", "deterrence-works")
    assert 2 == said.status
    assert location.is_symlink()


# asking


def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a terminal of what the test gives to read."""
    monkeypatch.setattr(terminal, "is_interactive", lambda: True)


def test_on_a_terminal_only_what_is_needed_is_asked(base: Path, monkeypatch: pytest.MonkeyPatch, run: Run):
    """Title, topic by number or name, statement, source; then the id, with one suggested."""
    answering(monkeypatch)
    answers = ["Deterrence works", "1", "It does.", "quill", "§3", ""]
    ran = run("new", "claim", stdin="\n".join(answers) + "\n")
    assert 0 == ran.status
    assert "  1 Monitoring of AI actions (monitoring)" in ran.err
    assert "  1 What monitors see (quill-monitors-2024)" in ran.err
    assert (
        "type: claim\ntitle: Deterrence works\ntopic: monitoring\nstatement: It does.\n"
        'sources:\n  - source: quill-monitors-2024\n    at: "§3"\n'
        == (base / "claims" / "monitoring" / "deterrence-works.yaml").read_text()
    )


def test_a_wrong_answer_is_asked_for_again(base: Path, monkeypatch: pytest.MonkeyPatch, run: Run):
    """An empty answer and a topic that does not exist are said to be so."""
    answering(monkeypatch)
    answers = ["", "Deterrence works", "zoology", "monitoring", "It does.", "", "Not An Id", "deterrence"]
    ran = run("new", "claim", stdin="\n".join(answers) + "\n")
    assert ["an answer is needed", "'zoology' is none of them; give a number, a name or a part of one"] == [
        line.rpartition(": ")[2].strip() for line in ran.err.splitlines() if "needed" in line or "zoology" in line
    ]
    assert "'Not An Id' is not an id" in ran.err
    assert (base / "claims" / "monitoring" / "deterrence.yaml").is_file()


def test_near_duplicates_are_shown_before_anything_is_written(base: Path, monkeypatch: pytest.MonkeyPatch, run: Run):
    """A title much like one that exists is shown with it, and no is an answer."""
    answering(monkeypatch)
    given = ("--title", "Monitors catch most of the attempts to do harm", *GIVEN[2:])
    ran = run("new", "claim", *given, stdin="n\n")
    assert (0, "") == (ran.status, ran.out)
    assert "Monitors catch most attempts to do harm (monitors-catch-most-attempts)" in ran.err
    before = set(base.rglob("*.yaml"))
    assert 0 == run("new", "claim", *given, stdin="y\n\n").status
    (made,) = set(base.rglob("*.yaml")) - before
    assert "title: Monitors catch most of the attempts to do harm\n" in made.read_text()


@pytest.mark.usefixtures("base")
def test_nobody_answering_writes_nothing(monkeypatch: pytest.MonkeyPatch, run: Run):
    """The end of the input in the middle of the questions is an end without a record."""
    answering(monkeypatch)
    said = run("new", "claim", stdin="Deterrence works\n")
    assert 2 == said.status
    assert said.err.endswith("cruxbase: no answer; nothing was written\n")


def test_answers_may_be_numbers_names_or_parts():
    """A part that fits several is no answer; the nearest of misspelt ones is."""
    options = [("ai-control", "AI control"), ("ai-boxing", "AI boxing"), ("evals", "Evaluations")]
    assert (["ai-boxing"], ["evals"], ["ai-control"], ["evals"]) == tuple(
        prompts._found(given, options) for given in ("2", "evals", "control", "evaluatoins")
    )
    assert ["ai-control", "ai-boxing"] == prompts._found("ai", options)
    assert [] == prompts._found("zoology", options)


# bibliographies


BIBLIOGRAPHY = """\
@article{quill2024, title={What monitors see}, author={Quill, Ada and Example, Ben}, year=2024, month=may,
  url={https://example.org/what-monitors-see}}
@inproceedings{grace2025, title = {Canaries in {AI} systems}, author = "Grace, Hannah and Ada Quill", year = 2025,
  booktitle = {Proc. Canaries}, eprint = {2501.00001}, archiveprefix={arXiv}, pages = {1--9}}
"""


def test_sources_are_made_of_a_bibliography(base: Path, run: Run):
    """Entries become sources, people are recognised, and what the base has is passed over."""
    (base / "library.bib").write_text(BIBLIOGRAPHY)
    ran = run("new", "source", "--from", "library.bib")
    assert 0 == ran.status
    assert "cruxbase: quill2024 is in the base already, as 'quill-monitors-2024'\n" == ran.err
    (made,) = [line for line in ran.lines if line.startswith("claims/")][:1]
    data = run("show", made, "--json").json["data"]
    assert {
        "type": "source",
        "title": "Canaries in AI systems",
        "kind": "paper-conference",
        "authors": ["Hannah Grace", "ada-quill"],
        "issued": "2025",
        "container": "Proc. Canaries",
        "pages": "1–9",
        "arxiv": "2501.00001",
        "citation_key": "grace2025",
        "checked": "unverified",
    } == data


def test_one_entry_can_be_taken(base: Path, run: Run):
    """--key names it, and --id what it is to be called; an unknown key is wrong usage."""
    (base / "library.bib").write_text(BIBLIOGRAPHY)
    ran = run("new", "source", "--from", "library.bib", "--key", "grace2025", "--id", "canaries")
    assert "claims/sources/canaries.yaml" == ran.lines[0]
    said = run("new", "source", "--from", "library.bib", "--key", "x")
    assert (2, "cruxbase: no entry of 'library.bib' has the key 'x'\n") == (said.status, said.err)


@pytest.mark.parametrize("content", ["@article{x, title={", "[1, 2", "\xff"])
def test_a_broken_bibliography_is_said_in_a_sentence(base: Path, run: Run, content: str):
    """A bibliography that cannot be read gives status 2 and no traceback."""
    for name in ("library.bib", "library.json"):
        (base / name).write_bytes(content.encode("latin-1"))
        said = run("new", "source", "--from", name)
        assert (2, "") == (said.status, said.out), name
        assert said.err.startswith("cruxbase: "), name


def test_a_bibliography_lives(base: Path, run: Run):
    """Imported again, what the import wrote is updated, what an editor changed stays, and no remark is lost."""
    (base / "x.bib").write_text("@book{Lee20, title={Old}, author={Lee, Anne}, year=2020, publisher={P}}")
    (made,) = run("new", "source", "--from", "x.bib").lines[:1]
    file = base / made
    file.write_text("# seen\n" + file.read_text().replace("publisher: P", "publisher: Press"))
    (base / "x.bib").write_text("@book{Lee20, title={New}, author={Lee, Anne}, year=2021, publisher={Q}}")
    ran = run("new", "source", "--from", "x.bib")
    assert "lee-old-2020 is brought up to date: title, issued" in ran.err
    assert "field publisher: an editor changed it, and it stays (lee-old-2020)" in ran.err
    text = file.read_text()
    assert [True] * 4 == [part in text for part in ("# seen", "title: New", "issued: 2021", "publisher: Press")]
    assert "@book{Lee20,\n" in run("export", "bibtex").out


def test_imported_again_nothing_changes(base: Path, run: Run):
    """The same bibliography a second time writes nothing."""
    (base / "x.bib").write_text("@book{Lee20, title={Old}, author={Lee, Anne}, year=2020}")
    (made,) = run("new", "source", "--from", "x.bib").lines[:1]
    before = (base / made).read_text()
    again = run("new", "source", "--from", "x.bib")
    assert (0, "", before) == (again.status, again.out, (base / made).read_text())
