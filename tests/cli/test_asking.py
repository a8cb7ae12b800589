"""`cruxbase show`, `find`, `why`, `paths` and `impact`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from running import Run

pytestmark = pytest.mark.usefixtures("base")


# show


def test_show_has_everything_that_bears_on_a_claim(run: Run):
    """A claim is shown with its reasons, what undercuts them, what it bears on, who holds it, and its sources."""
    shown = run("show", "monitors-catch-most-attempts")
    assert (0, "") == (shown.status, shown.err)
    assert (
        """\
Monitors catch most attempts to do harm
monitors-catch-most-attempts · claim · monitoring

  A second AI that reads every action of a first one notices most of its attempts to do harm before
  they take effect.

For
  In a trial a monitor flagged nine in ten planted attempts [moderate]  monitor-trial-2024
      because Planted attempts stand in for real ones.
      undercut by Nobody in the trial tried to deceive the monitor

Bears on
  for Use untrusted models, but let monitors watch them  deploy-with-monitors
  required by Most companies will watch their coding models by 2030  monitors-will-be-usual
  a side of Whether monitors catch the attempts that matter  do-monitors-catch-enough

Held by
  0.8                         Ada Quill on monitors, May 2024

Sources
  quill-monitors-2024 §3

claims/monitoring/monitors-catch-most-attempts.yaml
""".splitlines()
        == [line.rstrip() for line in shown.lines]
    )


@pytest.mark.parametrize(
    ("id", "parts"),
    [
        ("do-monitors-catch-enough", ("Sides", "Decides", "Would settle it")),
        ("monitoring-makes-use-safe", ("Premises", "Concludes")),
        ("ada-quill", ("Viewpoints", "Texts")),
        ("quill-2024", ("Believes", "unlikely (0.2-0.45)", "holds")),
        ("quill-monitors-2024", ("Ada Quill, Ben Example. 2024-05", "checked: read", "Cited by")),
        ("monitoring", ("Claims",)),
        ("monitored-harm", ("Inputs", "Variables", "Outputs", "Cruxes")),
        ("why-monitors-miss", ("Answered by",)),
    ],
)
def test_show_knows_every_type_of_record(run: Run, id: str, parts: tuple[str, ...]):
    """Each type has the parts that matter for it."""
    shown = run("show", id)
    assert 0 == shown.status
    assert [part for part in parts if part not in shown.out] == []
    assert max(map(len, shown.lines)) <= 100


def test_show_takes_paths_and_several_ids(run: Run):
    """The path of a file will do for an id; several records are shown one after the other."""
    assert run("show", "ada-quill") == run("show", "claims/people/ada-quill.yaml")
    both = run("show", "ada-quill", "monitoring").out
    assert run("show", "ada-quill").out in both
    assert both.endswith(run("show", "monitoring").out)


def test_show_as_json_has_what_leads_there_and_away(run: Run):
    """JSON holds the record's own keys in `data`, and its relations in both directions."""
    value = run("show", "monitors-catch-most-attempts", "--json").json
    assert "claim" == value["data"]["type"]
    assert ["monitor-trial-2024 -> monitors-catch-most-attempts"] == [s["name"] for s in value["supporting"]]
    (undercut,) = value["supporting"][0]["undercuts"]
    assert "trial-had-no-adversary" == undercut["start"]
    assert ["monitors-will-be-usual"] == value["required_by"]
    (belief,) = value["beliefs"]
    assert ("quill-2024", "ada-quill", 0.8, "stated") == tuple(
        belief[k] for k in ("viewpoint", "holder", "mid", "basis")
    )
    assert ["ada-quill", "monitoring"] == [v["id"] for v in run("show", "ada-quill", "monitoring", "--json").json]


@pytest.mark.parametrize(
    ("id", "hint"),
    [("ada-quil", "did you mean 'ada-quill'?"), ("nobody", "'cruxbase find WORDS' searches")],
)
def test_an_unknown_id_is_wrong_usage(run: Run, id: str, hint: str):
    """The nearest id is named, or how to search."""
    said = run("show", id)
    assert (2, "", f"cruxbase: no record is called {id!r}; {hint}\n") == said


def test_a_broken_record_is_left_out_and_said(base: Path, run: Run):
    """What is broken does not keep one from asking for the rest, and is mentioned beside the answer."""
    (base / "claims" / "monitoring" / "broken.yaml").write_text("type: [\n")
    shown = run("show", "ada-quill")
    assert 0 == shown.status
    assert "cruxbase: 1 error in the base, what they touch is left out; see 'cruxbase check'\n" == shown.err


# find


def test_find_ranks_titles_first_and_forgives_slips(run: Run):
    """A misspelt word finds what the right one does; a word in the title counts more than one in the notes."""
    assert "monitor-trial-2024" == run("find", "planted attempts", "--ids").lines[0]
    assert run("find", "planted", "--ids") == run("find", "plantd", "--ids")
    in_title, in_question, *_ = run("find", "HIDE", "--ids").lines
    assert ("attempts-hide-among-good-actions", "do-monitors-catch-enough") == (in_title, in_question)


def test_find_shows_type_id_and_title(run: Run):
    """A line a record; a long title is cut, an id never."""
    (line,) = run("find", "ada quill", "--type", "person").lines
    assert ["person", "ada-quill", "Ada", "Quill"] == line.split()
    assert max(map(len, run("find").lines)) <= 100


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ("--type crux", ["do-monitors-catch-enough"]),
        ("--holder ada-quill --type proposal", ["deploy-with-monitors"]),
        ("--origin reconstructed", ["do-not-use-untrusted-models"]),
        (
            "--origin implied --topic monitoring",
            [
                "attempts-hide-among-good-actions",
                "do-monitors-catch-enough",
                "how-to-use-untrusted-models",
                "why-monitors-miss",
            ],
        ),
        ("--topic claims/topics/monitoring.yaml --type definition", ["monitor-defined"]),
        ("backdoors --type evidence", ["monitor-trial-2024"]),
        ("--type person", ["ada-quill"]),
    ],
)
def test_find_filters(run: Run, conditions: str, expected: list[str]):
    """Conditions narrow what is found; without words everything that satisfies them is listed."""
    assert (0, expected) == ((found := run("find", *conditions.split(), "--ids")).status, found.lines)


def test_find_without_a_result_exits_1(run: Run):
    """Nothing found is said on the standard error, as an empty list in JSON, and by the status."""
    assert (1, "", "cruxbase: nothing found\n") == run("find", "xyzzy")
    assert (1, "[]\n", "") == run("find", "xyzzy", "--json")
    assert (1, "") == run("find", "--status", "retired", "--ids")[:2]


def test_find_limits_what_words_find(run: Run):
    """--limit takes the best."""
    whole = run("find", "monitor", "--ids").lines
    assert whole[:3] == run("find", "monitor", "--ids", "--limit", "3").lines


def test_find_as_json_has_scores(run: Run):
    """Results come best first; without words there is no score."""
    scores = [hit["score"] for hit in run("find", "monitor", "--json").json]
    assert scores == sorted(scores, reverse=True)
    assert [{"id", "type", "title", "path", "score"}] == list(map(set, run("find", "--type", "crux", "--json").json))
    assert [None] == [hit["score"] for hit in run("find", "--type", "crux", "--json").json]


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        ("--type clam", "there is no type 'clam'; did you mean 'claim'?"),
        ("--topic monitorin", "no topic is called 'monitorin'; did you mean 'monitoring'?"),
        ("--holder ada", "no person is called 'ada'"),
        ("--type source --tag x", "--tag is for claims, and a source is none"),
        ("--status done", "invalid choice: 'done'"),
    ],
)
def test_find_refuses_conditions_that_cannot_be(run: Run, arguments: str, phrase: str):
    """A condition that nothing can satisfy is a slip, and is said instead of finding nothing."""
    said = run("find", *arguments.split())
    assert (2, "") == (said.status, said.out)
    assert phrase in said.err


# why


def test_why_draws_the_tree_of_reasons(run: Run):
    """Reasons for have +, against -, linked premises &, undercuts x."""
    shown = run("why", "deploy-with-monitors")
    assert (0, "") == (shown.status, shown.err)
    assert (
        """\
Use untrusted models, but let monitors watch them  deploy-with-monitors
  + Monitors catch most attempts to do harm [strong]  monitors-catch-most-attempts
      + In a trial a monitor flagged nine in ten planted attempts  monitor-trial-2024
        x Nobody in the trial tried to deceive the monitor  trial-had-no-adversary
  & An attempt that is caught in time does no harm  caught-attempts-do-no-harm
  - Monitors miss the attempts that matter [weak]  monitors-miss-what-matters
      + A capable AI can hide its attempts among good actions  attempts-hide-among-good-actions
""".splitlines()
        == shown.lines
    )


def test_why_stops_at_the_depth_and_marks_it(run: Run):
    """… marks a claim that has reasons below the depth asked for."""
    shown = run("why", "deploy-with-monitors", "--depth", "1")
    assert "  + Monitors catch most attempts to do harm [strong] …  monitors-catch-most-attempts" == shown.lines[1]
    assert 4 == len(shown.lines)


def test_why_tells_warrants_and_requirements(run: Run):
    """--because adds the warrants; what a claim requires has !."""
    assert "    because Harm needs an attempt that is not caught" in run("why", "deploy-with-monitors", "--because").out
    assert "  ! Monitors catch most attempts to do harm" in run("why", "monitors-will-be-usual").out


def test_why_without_reasons_says_so(run: Run):
    """A claim with nothing for or against it has no tree."""
    assert "  nothing is written for or against it" == run("why", "trial-had-no-adversary").lines[1]


def test_why_as_json_is_the_tree(run: Run):
    """The tree nests claims under steps under claims."""
    tree = run("why", "deploy-with-monitors", "--json").json
    (reason,) = tree["supporting"]
    assert ("monitoring-makes-use-safe", "strong") == (reason["step"], reason["strength"])
    assert ["monitors-catch-most-attempts", "caught-attempts-do-no-harm"] == [p["id"] for p in reason["premises"]]
    assert ["trial-had-no-adversary"] == [u["id"] for u in reason["premises"][0]["supporting"][0]["undercuts"]]
    assert ["monitors-miss-what-matters"] == [r["premises"][0]["id"] for r in tree["attacking"]]


@pytest.mark.parametrize("command", ["why ada-quill", "impact ada-quill", "paths ada-quill monitor-defined"])
def test_questions_about_claims_need_claims(run: Run, command: str):
    """A record of another type is wrong usage."""
    said = run(*command.split())
    assert (2, "", "cruxbase: 'ada-quill' is a person, and a claim is needed here\n") == said


# paths


def test_paths_tell_how_a_claim_bears_on_another(run: Run):
    """Each way is told from premise to conclusion, with what it comes to in all."""
    shown = run("paths", "attempts-hide-among-good-actions", "deploy-with-monitors")
    assert 0 == shown.status
    assert (
        """\
A capable AI can hide its attempts among good actions  attempts-hide-among-good-actions
  supports
Monitors miss the attempts that matter  monitors-miss-what-matters
  attacks
Use untrusted models, but let monitors watch them  deploy-with-monitors
in all: speaks against

"""
        == shown.out
    )


def test_paths_run_through_undercuts_and_requirements(run: Run):
    """An undercut counts against what the step concludes, a requirement for what requires."""
    hops = run("paths", "trial-had-no-adversary", "monitors-will-be-usual", "--json").json["paths"][0]["hops"]
    assert ["undercuts", "requires"] == [hop["edge"] for hop in hops]


def test_paths_try_the_other_way_round(run: Run):
    """Where the way leads from the second claim to the first, that is shown; where there is none, status 1."""
    shown = run("paths", "deploy-with-monitors", "monitor-trial-2024")
    assert (0, "The other way round:") == (shown.status, shown.lines[0])
    assert "'deploy-with-monitors' does not bear on 'monitor-trial-2024'" in shown.err
    assert (1, "") == run("paths", "monitor-defined", "deploy-with-monitors")[:2]
    nothing = run("paths", "deploy-with-monitors", "monitor-trial-2024", "--json")
    assert (1, []) == (nothing.status, nothing.json["paths"])


# impact


def test_impact_lists_what_depends_on_a_claim(run: Run):
    """Direct dependants, those through others, and where it ends."""
    assert {
        "claim": {
            "id": "monitor-trial-2024",
            "type": "evidence",
            "title": "In a trial a monitor flagged nine in ten planted attempts",
            "path": "claims/monitoring/monitor-trial-2024.yaml",
        },
        "direct": ["monitors-catch-most-attempts"],
        "indirect": ["deploy-with-monitors", "monitors-will-be-usual"],
        "conclusions": ["deploy-with-monitors", "monitors-will-be-usual"],
    } == run("impact", "monitor-trial-2024", "--json").json
    shown = run("impact", "monitor-trial-2024")
    assert ["3 claims would have to be looked at again.", "Directly", "Through others", "Where it ends"] == [
        line for line in shown.lines[1:] if line and not line.startswith(" ")
    ]


def test_impact_of_a_conclusion_is_nothing(run: Run):
    """Nothing depends on it, which is an answer and no failure."""
    shown = run("impact", "deploy-with-monitors")
    assert (0, "Nothing depends on it.") == (shown.status, shown.lines[-1])


def test_output_can_be_piped_into_another_command(base: Path):
    """Ids that one command prints are arguments of the next, as JSON of a program's."""
    line = f"{sys.executable} -m cruxbase find --type person --ids | xargs {sys.executable} -m cruxbase show --json"
    shown = subprocess.run(["sh", "-c", line], cwd=base, capture_output=True, text=True, check=True)
    assert "Ada Quill" == json.loads(shown.stdout)["title"]


def test_impact_says_how_many_more_there_are(run: Run):
    """Of a long list the first are shown, and how many are left."""
    shown = run("impact", "monitor-trial-2024", "--limit", "1")
    assert ["  and 1 more (--limit 2 for all)"] * 2 == [line for line in shown.lines if "more" in line]
