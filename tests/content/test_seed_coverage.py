"""Every claim and every relation into which the seed was taken apart is in the base, in the right direction.

`seed_claims.tsv` and `seed_relations.tsv` list them under the names that they were first given; where a record was renamed,
the first name is an alias. What was done otherwise on purpose stands below, with the reason.
"""

from __future__ import annotations

import pytest

from content.shipped import (
    SEED,
    base,
    believed,
    claim,
    claims,
    kind,
    places,
    reasons,
    record,
    records,
    said,
    seed_citations,
    targets,
)
from content.tables import rows
from cruxbase.analysis.coverage import coverage, paragraph_numbers
from cruxbase.records import Crux, Viewpoint

TYPES = {"mechanism": "claim", "concession": "claim", "observation": "claim", "crux": "claim", "normative": "norm"}
"""How the seed's types are written; the others keep their names."""

OTHER_TYPES = {
    "human-misalignment-is-diverse": ("evidence", "an observation that is used as evidence"),
    "incorrigibility-bad-even-if-aligned": ("norm", "it says what is bad"),
    "m2-explains-clean-data-result": ("claim", "an explanation; the result itself is clean-data-inoculation-harmless"),
    "sgd-may-favour-short-serial-computation": (
        "claim",
        "nothing stands as its rival, so there is no question to answer",
    ),
}
OTHER_ORIGINS = {
    "levers-must-be-identified": ("implied", "named as a condition; the record says that the condition holds"),
}
WITHOUT_SIDES = {
    "scoping-needs-scope-and-outside-effects": "a demand on an account, with q-where-is-training-scoped for its question",
}
OTHER_RELATIONS = {
    ("how-does-aligned-pattern-get-total-influence", "attacks", "aligned-schemer-can-avoid-hacking"): (
        "undercuts",
        "a question cannot attack; it undercuts the step to the claim",
    ),
}
TITLES = {21, 49}
HEAD_OF_THE_PAGE = [1, 2]
MEANS = {"is-evidence-for": "supports", "depends-on": "requires"}


@pytest.mark.parametrize("row", rows("seed_claims.tsv"), ids=lambda row: row["slug"])
def test_claim_is_there_as_what_it_is(row: dict[str, str]) -> None:
    """A record of the right type and origin bears the name."""
    slug = row["slug"]
    type_, _ = OTHER_TYPES.get(slug, (TYPES.get(row["type"], row["type"]), ""))
    origin, _ = OTHER_ORIGINS.get(slug, (row["origin"], ""))
    assert (type_, origin) == (kind(slug), claim(slug).origin)


@pytest.mark.parametrize("row", rows("seed_claims.tsv"), ids=lambda row: row["slug"])
def test_claim_cites_its_paragraphs(row: dict[str, str]) -> None:
    """It cites each paragraph that it comes from; for P21, a title, the post of that title does as well."""
    wanted = {int(mark[1:]) for mark in row["paragraphs"].split(",") if mark != "-"}
    cited = {number for one in seed_citations(row["slug"]) for number in paragraph_numbers(one.at or "")}
    if any(one.source == "bsm-post" for one in claim(row["slug"]).sources):
        cited.add(21)
    assert wanted <= cited


@pytest.mark.parametrize("slug", [row["slug"] for row in rows("seed_claims.tsv") if row["type"] == "concession"])
def test_concession_is_cited_as_one(slug: str) -> None:
    """What Mallen concedes is cited as conceded, at every paragraph of his that it cites."""
    own = [one for one in seed_citations(slug) if one.role != "background"]
    assert {"concedes"} == {one.role for one in own}


@pytest.mark.parametrize("slug", [row["slug"] for row in rows("seed_claims.tsv") if row["type"] == "crux"])
def test_point_on_which_it_turns_is_a_side_of_a_crux(slug: str) -> None:
    """What the seed's analysis marks as a crux is one side of a crux record."""
    sides = {side for found in records().values() if isinstance(found, Crux) for side in found.sides}
    assert (record(slug).id in sides) != (slug in WITHOUT_SIDES)


SILENT = {
    "developers-can-influence-motivations": "said on a condition, and only as what the evidence is some evidence for",
    "levers-must-be-identified": "the condition itself; whether it is met he does not say",
    "ambitious-ip-goal": "a goal that he describes; how far he shares it he does not say",
    "general-instruction-hope": "the hypothesis that he updates against, without saying how far",
}
"""Claims of Mallen's paragraphs in which he takes no stand that an editor could read a belief from."""

NOBODYS = {"anti-persuasion-training-other-outcome": "all that is left of it is the word also"}
"""Reconstructed claims that are put in no position's mouth."""


def _believable(*holders: str) -> list[str]:
    """The claims of these holders that are true or false, and so can be believed."""
    found = [row["slug"] for row in rows("seed_claims.tsv") if row["holder"] in holders]
    return [slug for slug in found if kind(slug) not in ("definition", "question")]


@pytest.mark.parametrize("slug", _believable("M"))
def test_mallens_claim_is_in_a_viewpoint_of_his(slug: str) -> None:
    """What Mallen says he believes, doubts or leaves open in a dated viewpoint, or it stands among those left silent."""
    assert (record(slug).id in said("alex-mallen")) != (slug in SILENT)


@pytest.mark.parametrize("slug", _believable("WD"))
def test_dais_claim_is_in_his_viewpoint(slug: str) -> None:
    """What Wei Dai says is believed in his own viewpoint."""
    assert record(slug).id in said("wei-dai")


@pytest.mark.parametrize("slug", _believable("I", "I*"))
def test_interlocutors_claim_is_held_by_a_position(slug: str) -> None:
    """What an unnamed person says, or must have said, is believed by a position and by no named person of the seed."""
    holders = {
        view.holder
        for view in records().values()
        if isinstance(view, Viewpoint)
        and record(view.holder).kind == "position"
        and record(slug).id in believed(view.id)
    }
    assert bool(holders) != (slug in NOBODYS)


def _holds(start: str, relation: str, end: str) -> bool:
    """Whether a relation of the seed is in the base: as one step, in company with other premises, or by an argument."""
    start, end = record(start).id, record(end).id
    relation = MEANS.get(relation, relation)
    if relation in ("supports", "attacks"):
        return start in reasons(end, relation)
    if relation == "alternative-to":
        return bool(targets(start, "answers") & targets(end, "answers"))
    if relation == "undercuts":
        return any(end in _ends(step) for step in targets(start, "undercuts"))
    return end in targets(start, relation)


def _ends(step: str) -> set[str]:
    """Where a step, or an argument, starts and ends."""
    found = base().step(step)
    return {premise.id for premise in found.premises} | {found.conclusion.id}


@pytest.mark.parametrize("row", rows("seed_relations.tsv"), ids=lambda row: " ".join(row.values()))
def test_relation_is_there(row: dict[str, str]) -> None:
    """The relation runs from the first to the second; an undercut hits a step at whose one end the second stands."""
    written = (row["from"], row["relation"], row["to"])
    relation, _ = OTHER_RELATIONS.get(written, (row["relation"], ""))
    assert _holds(row["from"], relation, row["to"])


def test_the_tables_are_whole() -> None:
    """There are 168 claims and 169 relations among them, and no exception is for something that is not there."""
    slugs = {row["slug"] for row in rows("seed_claims.tsv")}
    relations = {tuple(row.values()) for row in rows("seed_relations.tsv")}
    assert (168, 169) == (len(slugs), len(rows("seed_relations.tsv")))
    assert {slug for start, _, end in relations for slug in (start, end)} <= slugs
    assert OTHER_TYPES.keys() | OTHER_ORIGINS.keys() | WITHOUT_SIDES.keys() <= slugs
    assert OTHER_RELATIONS.keys() <= relations


def test_every_paragraph_with_content_is_carried() -> None:
    """Of P1 to P52 only the head of the page is cited by nothing."""
    found = coverage(base(), SEED)
    assert 52 == len(found)
    assert [paragraph.number for paragraph in found if not paragraph.carried_by] == HEAD_OF_THE_PAGE


def test_every_paragraph_is_carried_as_what_it_says() -> None:
    """Each paragraph but the titles is more than background to some claim."""
    silent = {p.number for p in coverage(base(), SEED) if {role for _, role in p.carried_by} <= {"background"}}
    assert silent == TITLES | set(HEAD_OF_THE_PAGE)


def test_what_a_text_leaves_unsaid_is_not_cited_as_said() -> None:
    """No implied or reconstructed record has the seed assert it."""
    wrong = [
        found.id
        for found in claims()
        if found.origin != "stated" and any(one.role == "asserts" for one in seed_citations(found.id))
    ]
    assert [] == wrong


@pytest.mark.parametrize("paragraph", ["P6", "P8", "P12", "P14", "P16", "P32", "P36", "P38, last two sentences"])
def test_quoted_words_are_quoted(paragraph: str) -> None:
    """Other people's words on the page are never cited as what its author asserts or concedes."""
    cited = [one.role for found in claims() for one in places(found.id, paragraph)]
    assert "quotes" in cited
    assert not {"asserts", "concedes"} & set(cited)
