"""The base for agents: what each tool gives, and that nothing is written unless it may be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cruxbase.cli.agents import Answers, NoAnswer, server_for
from cruxbase.cli.bases import Place
from running import run_async

pytest.importorskip("mcp")

DRAFT = "type: claim\ntitle: A new thought\ntopic: monitoring\nstatement: It is new.\nsources: [quill-2024]\n"


@pytest.fixture
def place(base: Path) -> Place:
    (base / "claims" / "people" / "bo.yaml").write_text("type: person\nname: Bo\n")
    (base / "claims" / "viewpoints" / "bo-2025.yaml").write_text(
        "type: viewpoint\ntitle: Bo in 2025\nholder: bo\ndate: 2025\ncredences: {monitors-catch-most-attempts: 0.1}\n"
    )
    return Place(base / "claims")


def test_answers_are_what_the_commands_print(place: Place, run: Any):
    """`find`, `why`, `compare` and `what_if` give the JSON of the commands of their names."""
    answers = Answers(place)
    assert run("find", "monitors", "--json").json == answers.find("monitors")
    assert run("why", "deploy-with-monitors", "--json").json == answers.why("deploy-with-monitors")
    assert run("compare", "ada-quill", "bo", "--json").json == answers.compare("ada-quill", "bo")
    supposed = run("what-if", "monitors-catch-most-attempts=0.2", "--json").json
    assert supposed == answers.what_if({"monitors-catch-most-attempts": 0.2})
    assert answers.cruxes("deploy-with-monitors", "ada-quill", "bo")["a"]


def test_a_question_about_nothing_is_answered_with_a_sentence(place: Place):
    """An unknown id, and what looks like an option, are no traceback and no option."""
    answers = Answers(place)
    with pytest.raises(NoAnswer, match="no-such-claim"):
        answers.why("no-such-claim")
    with pytest.raises(NoAnswer, match="is not an id"):
        answers.show(["--base=/"])


def test_a_draft_is_checked_without_being_written(place: Place):
    """What the check says of a text, and the folder is as it was."""
    before = sorted(path.name for path in place.root.rglob("*.yaml"))
    findings = Answers(place).check_draft("a-new-thought", DRAFT.replace("monitoring", "nowhere"))
    assert "link/unknown-topic" in [one["code"] for one in findings]
    assert before == sorted(path.name for path in place.root.rglob("*.yaml"))


def test_drafts_are_written_only_if_sound_and_new(place: Place):
    """A sound draft is written; one with an error, a reviewed one and a second of the same id are not."""
    answers = Answers(place)
    topic = next(path.stem for path in (place.root / "topics").iterdir())
    draft = DRAFT.replace("monitoring", topic).replace("sources: [quill-2024]\n", "origin: implied\n")
    for bad in ("type: claim\n", draft + "status: reviewed\n"):
        with pytest.raises(NoAnswer):
            answers.write_draft("a-new-thought", bad)
    path = answers.write_draft("a-new-thought", draft)
    assert (place.folder / path).is_file()
    with pytest.raises(NoAnswer, match="already"):
        answers.write_draft("a-new-thought", draft)


def test_tools_read_only_unless_started_with_write(place: Place):
    """The list of tools has one that writes only where it was asked for, and calling one gives JSON."""

    async def names(write: bool) -> list[str]:
        return sorted(tool.name for tool in await server_for(place, write=write).list_tools())

    reading = ["check_draft", "compare", "cruxes", "find", "show", "what_if", "why"]
    assert reading == run_async(names(False))
    assert sorted([*reading, "write_draft"]) == run_async(names(True))


def test_a_client_gets_answers(place: Place):
    """Over the protocol, `find` gives hits."""
    from mcp import Client

    async def asked() -> Any:
        async with Client(server_for(place, write=False)) as client:
            return await client.call_tool("find", {"words": "monitors"})

    result = run_async(asked())
    assert "monitors" in json.dumps([getattr(part, "text", "") for part in result.content])
