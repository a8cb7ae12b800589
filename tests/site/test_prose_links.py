"""Links that contributors write in their texts."""

from __future__ import annotations

import pytest

from cruxbase.site.glossary import Glossary
from cruxbase.site.prose import Prose

TITLES = {"a-claim": ("../a-claim/", "Graders can be swayed")}


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("See [[a-claim]].", '<p>See <a href="../a-claim/">Graders can be swayed</a>.</p>'),
        (
            "Since [[a-claim|graders are people]], it fails.",
            '<p>Since <a href="../a-claim/" title="Graders can be swayed">graders are people</a>, it fails.</p>',
        ),
        ("See [[no-such-claim]].", "<p>See [[no-such-claim]].</p>"),
        ("See [[no-such-claim|this]].", "<p>See this.</p>"),
        (
            "[[a-claim|<b>bold</b>]]",
            '<p><a href="../a-claim/" title="Graders can be swayed">&lt;b&gt;bold&lt;/b&gt;</a></p>',
        ),
    ],
    ids=["title", "words", "unknown", "unknown with words", "HTML is text"],
)
def test_record_is_linked_by_its_title_or_by_words(written: str, made: str) -> None:
    """`[[id]]` shows the title, `[[id|words]]` the words; what is not there is no link, and nothing becomes HTML."""
    assert Prose(TITLES.get, Glossary(())).blocks(written) == made


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[it](../../claims/a-claim/)", '<p><a href="../a-claim/">it</a></p>'),
        ("[it](claims/topic/a-claim.yaml)", '<p><a href="../a-claim/">it</a></p>'),
        ("[it](/claims/a-claim/#for)", '<p><a href="../a-claim/#for">it</a></p>'),
        (
            "[it](claims/no-claim/)",
            '<p><a href="claims/no-claim/" rel="nofollow noopener">it</a></p>',
        ),
    ],
    ids=["page", "file", "from the top", "unknown"],
)
def test_markdown_link_to_a_record_leads_to_its_page(written: str, shown: str) -> None:
    """A link to a record's page or file leads there from whichever page shows the text."""
    assert Prose(TITLES.get, Glossary(())).blocks(written) == shown
