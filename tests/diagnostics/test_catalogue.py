"""The catalogue is complete and readable."""

from __future__ import annotations

import re

import pytest

from cruxbase.diagnostics import CATALOGUE, Span, diagnostic
from cruxbase.diagnostics.catalogue import FAMILIES


@pytest.mark.parametrize("code", CATALOGUE)
def test_entry_reads_well(code: str):
    """A kind has a code of family and slug, a title without a stop, and a paragraph of reasons with one."""
    kind = CATALOGUE[code]
    assert kind.code == code
    assert re.fullmatch(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*", code)
    assert kind.severity in ("error", "warning", "note")
    assert kind.title[0].isupper()
    assert not kind.title.endswith(".")
    assert len(kind.title) <= 80
    assert kind.why.endswith(".")
    assert 60 <= len(kind.why) <= 500


def test_families_are_those_of_the_codes():
    """Every family is described, and each has codes."""
    assert set(FAMILIES) == {code.partition("/")[0] for code in CATALOGUE}


def test_no_two_kinds_have_the_same_title():
    """A title names one kind."""
    titles = [kind.title for kind in CATALOGUE.values()]
    assert sorted(set(titles)) == sorted(titles)


def test_undeclared_code_is_a_programming_mistake():
    """A finding with a code that is not declared raises."""
    with pytest.raises(KeyError):
        diagnostic("style/no-such-code", "something", Span("claims/a.yaml"))


def test_finding_has_the_declared_severity():
    """The severity comes from the catalogue."""
    assert diagnostic("style/title-full-stop", "…", Span("claims/a.yaml")).severity == "warning"
