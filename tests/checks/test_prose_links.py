"""Links to records in running text lead somewhere."""

from __future__ import annotations

import pytest

from support import codes, findings_in, valid_texts

TOPIC = "claims/topics/monitoring.yaml"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[monitors-catch-most-attempts]]", []),
        ("[[monitors-catch-most-attempts|most]]", []),
        ("[[monitors-catch-most-atempts]]", ["link/unknown-in-text"]),
        ("[[monitors-catch-most-atempts|most]]", ["link/unknown-in-text"]),
        ("[most](../../claims/monitors-catch-most-attempts/)", []),
        ("[most](claims/monitoring/monitors-catch-most-attempts.yaml)", []),
        ("[most](claims/monitors-catch-nothing/#for)", ["link/unknown-in-text"]),
        ("[the paper](https://example.org/claims/no-such-thing/)", []),
        ("`[[no-such-thing]]`", []),
        ("as [[she says]] herself", []),
    ],
)
def test_link_in_a_text_names_a_record(written: str, expected: list[str]) -> None:
    """A link to a record that is not there is a finding; addresses elsewhere, code and words in brackets are none."""
    texts = dict(valid_texts())
    texts[TOPIC] = texts[TOPIC].rstrip() + f"\nstory: 'See {written}.'\n"
    assert codes(findings_in(texts)) == expected


def test_finding_stands_at_the_link_and_says_what_was_meant() -> None:
    """The place is that of the link, not of the whole text, and the fix writes the id that is most like."""
    texts = dict(valid_texts())
    texts[TOPIC] = texts[TOPIC].rstrip() + "\nstory: |\n  First this.\n\n  Then [[monitors-catch-most-atempts]].\n"
    (finding,) = findings_in(texts)
    last = len(texts[TOPIC].splitlines())
    assert (finding.span.line, finding.span.column) == (last, 8)
    assert finding.fix is not None
    assert [edit.replacement for edit in finding.fix.edits] == ["monitors-catch-most-attempts"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[[monitors-catch-most-attempts|most]", "[[monitors-catch-most-attempts|most]]"),
        ("[[monitors-catch-most-attempts]", "[[monitors-catch-most-attempts]]"),
        ("[monitors-catch-most-attempts|most]]", "[[monitors-catch-most-attempts|most]]"),
        ("[most](monitors-catch-most-attempts)", "[[monitors-catch-most-attempts|most]]"),
        ("[most](monitors-catch-most-atempts)", "[[monitors-catch-most-attempts|most]]"),
        ("[[Monitoring of AI actions]]", "[[monitoring]]"),
        ("[[Monitoring of AI action|this]]", "[[monitoring|this]]"),
    ],
)
def test_link_of_no_form_is_found_where_it_stands(written: str, meant: str) -> None:
    """A bracket too few, an id without a path and a title in place of the id: the help writes the link that is meant."""
    texts = dict(valid_texts())
    texts[TOPIC] = texts[TOPIC].rstrip() + f"\nstory: |\n  First this.\n\n  Then {written}.\n"
    (finding,) = findings_in(texts)
    assert ("link/unknown-in-text", f"write {meant!r}") == (finding.code, finding.help)
    assert (finding.span.line, finding.span.column) == (len(texts[TOPIC].splitlines()), 8)
    assert finding.fix is not None
    assert [(edit.replacement, finding.fix.safe) for edit in finding.fix.edits] == [(meant, False)]


@pytest.mark.parametrize(
    "written", ["[most](mailto)", "[[1](https://example.org)]", "![most](monitors-catch-most-attempts)"]
)
def test_brackets_that_name_no_record_are_left_alone(written: str) -> None:
    """Addresses and pictures that are like no record's id are no slips of one."""
    texts = dict(valid_texts())
    texts[TOPIC] = texts[TOPIC].rstrip() + f"\nstory: 'See {written}.'\n"
    assert codes(findings_in(texts)) == []
