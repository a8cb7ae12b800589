"""The same thing written twice, and what only looks like it."""

from __future__ import annotations

import pytest

from support import codes, findings_beside

CLAIM = """
# claims/monitoring/{id}.yaml
type: {kind}
title: {title}
topic: monitoring
origin: implied
{key}: {statement}
notes: For this test.
supports: [deploy-with-monitors]
"""


def claims(*titles: str, kind: str = "claim") -> str:
    """Claims with these titles."""
    return "\n".join(
        CLAIM.format(id=f"c{i}", kind=kind, title=title, key="statement", statement=f"Statement number {i}.")
        for i, title in enumerate(titles)
    )


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("Monitors pay for themselves", "Monitors pay for themselves", "style/same-title"),
        ("Monitors pay for themselves", "monitors pay, for themselves", "style/same-title"),
        ("Monitors pay for themselves", "The monitors do pay for themselves", "style/similar-title"),
        ("Monitors pay for themselves", "Monitor pays for themselves", "style/similar-title"),
    ],
)
def test_titles_that_do_not_tell_records_apart(one: str, other: str, code: str):
    """Equal titles are a warning; those that differ in small words a note."""
    assert code in codes(findings_beside(claims(one, other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Legibility raises tractability", "Tractability raises legibility"),
        ("Monitors pay for themselves", "Monitors do not pay for themselves"),
        ("Legible problems are solved first", "Illegible problems are solved first"),
        ("Some monitors pay for themselves", "All monitors pay for themselves"),
        ("AI", "An AI"),
    ],
)
def test_opposites_and_converses_are_no_duplicates(one: str, other: str):
    """Word order, negation and quantity tell claims apart."""
    assert not {"style/same-title", "style/similar-title"} & set(codes(findings_beside(claims(one, other))))


def test_question_may_have_the_words_of_its_answer():
    """A question and the claim that answers it stand in different lists."""
    question = """
# claims/monitoring/q.yaml
type: question
title: Monitors pay for themselves
topic: monitoring
question: Do monitors pay for themselves?
origin: implied
notes: For this test.
refines: [how-to-use-untrusted-models]
"""
    found = codes(findings_beside(claims("Monitors pay for themselves") + question))
    assert found == ["argument/unanswered"]


def test_rival_definitions_of_a_term_are_welcome():
    """Two definitions of one term are no finding; the same definition twice is."""
    definition = """
# claims/monitoring/{id}.yaml
type: definition
title: {title}
topic: monitoring
term: oversight
statement: {statement}
sources: [quill-monitors-2024]
"""
    one = definition.format(
        id="d1", title="Oversight is reading actions", statement="Oversight is reading what an AI does."
    )
    two = definition.format(
        id="d2", title="Oversight is reading thoughts", statement="Oversight is reading what an AI thinks."
    )
    same = definition.format(id="d3", title="What oversight is", statement="Oversight  is reading what an AI does.")
    assert findings_beside(one + two) == ()
    assert codes(findings_beside(one + same)) == ["style/same-statement"]


SOURCE = """
# claims/sources/{id}.yaml
type: source
title: {id}
kind: report
checked: read
{more}
"""
CITING = """
# claims/monitoring/citing.yaml
type: claim
title: Both are cited
topic: monitoring
statement: Both texts are cited here.
sources: [{source: one, at: p. 1}, {source: other, at: p. 1}]
supports: [deploy-with-monitors]
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("doi: 10.1000/ABC", "doi: 10.1000/abc"),
        ("arxiv: 2412.14093", "arxiv: 2412.14093v2"),
        ("forum_id: JWfaW4yWuhmXDAGgD", "forum_id: JWfaW4yWuhmXDAGgD"),
        ("url: https://example.org/a", "url: http://www.example.org/a/"),
        ("url: https://example.org/a\ndoi: 10.1000/1", "url: https://example.org/a\ndoi: 10.1000/1"),
        ("doi: 10.1000/ABC", "url: https://doi.org/10.1000/abc"),
        ("doi: 10.48550/arXiv.2412.14093", "arxiv: 2412.14093v3"),
        ("arxiv: 2412.14093", "url: https://arxiv.org/pdf/2412.14093v1"),
        ("forum_id: JWfaW4yWuhmXDAGgD", "url: https://www.lesswrong.com/posts/JWfaW4yWuhmXDAGgD/a-post"),
    ],
)
def test_one_text_in_two_records_is_told_once(one: str, other: str):
    """Equal identifiers mean the same text, in whatever spelling, and make one finding for two records."""
    written = SOURCE.format(id="one", more=one) + SOURCE.format(id="other", more=other) + CITING
    assert codes(findings_beside(written)) == ["source/duplicate"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("url: https://example.org/a?comment=1", "url: https://example.org/a?comment=2"),
        ("url: https://example.org/a", "url: https://example.org/a\npart_of: one"),
        ("arxiv: 2412.14093v1", "arxiv: 2412.14093v2\nrefines: [one]"),
        ("doi: 10.1000/1", "arxiv: 2412.14093"),
        (
            "url: https://example.org/b\npart_of: quill-monitors-2024",
            "url: https://example.org/b\npart_of: quill-monitors-2024",
        ),
    ],
)
def test_versions_parts_and_comments_are_texts_of_their_own(one: str, other: str):
    """Records that say how they belong together, and different addresses, are no duplicates."""
    written = SOURCE.format(id="one", more=one) + SOURCE.format(id="other", more=other) + CITING
    assert findings_beside(written) == ()
