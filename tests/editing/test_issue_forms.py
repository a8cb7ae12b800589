"""Forms for people without git become records."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from cruxbase.cli import main
from cruxbase.editing.issue_forms import FORMS, CannotRead, Form, filled, form_files
from cruxbase.loading.loading import load_texts
from support import EXAMPLES, REPOSITORY, valid_texts

TEMPLATES = REPOSITORY / ".github" / "ISSUE_TEMPLATE"

ANSWERS = {
    "claim": {
        "title": "Deterrence works on models.",
        "statement": "An AI that expects: to be caught\ndoes not try.",
        "topic": "monitoring",
        "about": "https://example.org/topics/deploy-with-monitors/",
        "how": "It supports it",
        "because": "What does not try does no harm.",
    },
    "objection": {
        "about": "`deploy-with-monitors`",
        "how": "What the record says is false",
        "title": "Monitors tire of watching",
        "statement": "Whoever watches for long sees less.",
        "because": "A monitor that sees little stops little.",
        "topic": "monitoring",
    },
    "source": {
        "title": "On Watching: a Study",
        "authors": "Ada Lovelace\nBo Quill",
        "issued": "2024-05",
        "kind": "Report",
        "url": "https://example.org/watching",
        "checked": "I read it",
        "summary": "What watching costs.",
    },
    "my-view": {"name": "Ada Quill", "date": "2024-06", "credences": "- deploy-with-monitors: 70%"},
}


def written(form: Form, answers: dict[str, str]) -> str:
    """A filled form as the forge keeps it."""
    return "\n\n".join(f"### {field.label}\n\n{answers.get(field.id, '_No response_')}" for field in form.fields)


def form_named(name: str) -> Form:
    return next(form for form in FORMS if form.name == name)


def test_the_forge_has_the_forms() -> None:
    """The files in `.github/` are those that the program reads back."""
    assert form_files() == {
        path.name: path.read_text() for path in TEMPLATES.glob("*.yml") if path.name in form_files()
    }


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_is_valid(form: Form) -> None:
    """Ids and labels are used once, and every kind of field has what the forge asks of it."""
    read = yaml.safe_load(form_files()[f"{form.name}.yml"])
    labels = [part["attributes"]["label"] for part in read["body"]]
    assert labels == [field.label for field in form.fields]
    assert len(set(labels)) == len(labels)
    assert all(part["attributes"]["options"] for part in read["body"] if part["type"] == "dropdown")


@pytest.mark.parametrize("name", ANSWERS)
def test_a_filled_form_is_a_valid_record(name: str) -> None:
    """Beside the base it gives no error, whatever line ends the forge uses."""
    made = filled(written(form_named(name), ANSWERS[name]).replace("\n", "\r\n"))
    path = f"claims/{made.path}"
    found = load_texts({**valid_texts(), path: made.text}).diagnostics
    assert [] == [(f.code, f.message) for f in found if f.span.path == path and f.severity == "error"]


def test_an_objection_attacks_what_it_is_about() -> None:
    """The direction is what was chosen, and the id is read out of backquotes."""
    data = yaml.safe_load(filled(written(form_named("objection"), ANSWERS["objection"])).text)
    assert data["attacks"] == [{"claim": "deploy-with-monitors", "because": "A monitor that sees little stops little."}]


def test_a_correction_names_the_record() -> None:
    """It is for an editor to look at, and becomes no record."""
    made = filled(written(form_named("correction"), {"about": "some-claim", "says": "It says 5 %."}))
    assert (made.path, "some-claim" in made.text) == ("", True)


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_not_filled_in_is_named(name: str) -> None:
    """An answer that is needed and lacking is named by its label."""
    form = form_named(name)
    for field in form.fields:
        if field.is_needed:
            with pytest.raises(CannotRead, match=field.label):
                filled(written(form, {**ANSWERS[name], field.id: "_No response_"}))


def test_another_text_is_no_form() -> None:
    """A letter gets a sentence and no record."""
    with pytest.raises(CannotRead, match="no filled form"):
        filled("Hello, I think that you are wrong.")


def test_findings_name_the_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An id that leads nowhere is reported under the question that it answers."""
    shutil.copytree(EXAMPLES / "valid" / "claims", tmp_path / "claims")
    issue = tmp_path / "issue.md"
    issue.write_text(written(form_named("claim"), {**ANSWERS["claim"], "about": "no-such-record"}))
    status = main(["from-issue", str(issue), "--base", str(tmp_path / "claims")])
    printed = capsys.readouterr()
    assert (status, "Which record does it bear on" in printed.err) == (1, True)
    assert "type: claim" in printed.out


def test_a_record_is_written_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --write the file is there afterwards, under the topic's folder."""
    shutil.copytree(EXAMPLES / "valid" / "claims", tmp_path / "claims")
    issue = tmp_path / "issue.md"
    issue.write_text(written(form_named("claim"), ANSWERS["claim"]))
    assert main(["from-issue", str(issue), "--write", "--base", str(tmp_path / "claims")]) == 0
    path = capsys.readouterr().out.splitlines()[0].removeprefix("# ")
    assert (tmp_path / path).is_file()


@pytest.fixture
def base_with_doi(tmp_path: Path) -> Path:
    """The valid base, whose one source has a DOI."""
    root = tmp_path / "claims"
    shutil.copytree(EXAMPLES / "valid" / "claims", root)
    source = root / "sources" / "quill-monitors-2024.yaml"
    source.write_text(f"{source.read_text()}doi: 10.1000/watching\n")
    return root


@pytest.mark.parametrize("cited", ["10.1000/Watching", "https://doi.org/10.1000/watching", "doi: 10.1000/watching"])
def test_a_source_is_cited_by_its_identifier(
    base_with_doi: Path, cited: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who does not know the id writes the DOI or its address, and the record has the id."""
    issue = base_with_doi.parent / "issue.md"
    issue.write_text(written(form_named("claim"), {**ANSWERS["claim"], "source": cited, "place": "§3"}))
    assert main(["from-issue", str(issue), "--base", str(base_with_doi)]) == 0
    record = yaml.safe_load(capsys.readouterr().out)
    assert record["sources"] == [{"source": "quill-monitors-2024", "at": "§3"}]


@pytest.mark.parametrize(
    ("answers", "field"),
    [({"doi": "https://doi.org/10.1000/watching"}, "DOI"), ({"url": "https://doi.org/10.1000/watching"}, "Address")],
)
def test_a_text_that_is_on_record_is_not_recorded_again(
    base_with_doi: Path, answers: dict[str, str], field: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The record that has it is named under the answer that gave it away, and nothing is written."""
    issue = base_with_doi.parent / "issue.md"
    issue.write_text(written(form_named("source"), {**ANSWERS["source"], **answers}))
    before = {path: path.read_bytes() for path in base_with_doi.rglob("*.yaml")}
    assert main(["from-issue", str(issue), "--write", "--base", str(base_with_doi)]) == 1
    assert f"in {field!r}: this text is on record as 'quill-monitors-2024'" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in base_with_doi.rglob("*.yaml")}


def test_further_identifiers_stand_under_their_kinds() -> None:
    """Those of the format become its keys, without prefixes; the others stand under `identifiers`."""
    lines = "ISBN: 978-0-19-967811-2\narxiv: arXiv:2412.14093"
    data = yaml.safe_load(filled(written(form_named("source"), {**ANSWERS["source"], "identifiers": lines})).text)
    assert (data["arxiv"], data["identifiers"]) == ("2412.14093", {"isbn": "978-0-19-967811-2"})


def test_an_identifier_without_its_kind_is_named() -> None:
    """A line that does not say of which kind it is gets a sentence."""
    with pytest.raises(CannotRead, match="Other identifiers"):
        filled(written(form_named("source"), {**ANSWERS["source"], "identifiers": "978-0-19-967811-2"}))
