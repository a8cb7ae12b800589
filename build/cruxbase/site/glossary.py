"""Defined terms in running text: the first use on a page leads to the definition."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

_WORD = re.compile(r"\w+")


class Use(NamedTuple):
    """A place in a text where a defined term is used.

    Attributes:
        start: index of its first character.
        end: index after its last.
        definition: id of the definition.
    """

    start: int
    end: int
    definition: str


class Glossary:
    """All terms of a base, found in a text in one walk over its words.

    Each term is kept under its first word, longest first, so that a word that begins no term costs one look-up: 10,000
    pages are searched for any number of terms in well under a second, which one regular expression per term would not do.

    >>> glossary = Glossary([("reward", "reward-defined"), ("reward hacking", "hacking-defined")])
    >>> [use.definition for use in glossary.uses("Reward-hacking is not reward.")]
    ['hacking-defined', 'reward-defined']

    Attributes:
        shown_inline: texts that use no term and name no record, as `prose` shows them on every page.
    """

    def __init__(self, terms: Iterable[tuple[str, str]]) -> None:
        """A glossary of (term, id of its definition) pairs; of two definitions of a term the first is linked to."""
        forms: dict[tuple[str, ...], str] = {}
        for term, definition in terms:
            words = tuple(_WORD.findall(term.casefold()))
            if words:
                forms.setdefault(words, definition)
        for words, definition in list(forms.items()):
            if not words[-1].endswith("s"):
                forms.setdefault((*words[:-1], f"{words[-1]}s"), definition)
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, definition in sorted(forms.items(), key=lambda form: -len(form[0])):
            self._by_first.setdefault(words[0], []).append((words, definition))
        self.shown_inline: dict[str, Markup] = {}
        self.fingerprint = repr(sorted(forms.items()))
        self.may_use = lru_cache(maxsize=65536)(self._may_use)  # a warrant stands on the pages of both its ends

    def uses(self, text: str) -> Iterator[Use]:
        """The terms in a text of HTML without tags, in order; none overlaps another."""
        if not self.may_use(text):
            return
        # "amp" in "&amp;" is no word; and a word is folded by itself, because folding may change a text's length.
        words = [
            (match[0].casefold(), *match.span())
            for match in _WORD.finditer(text)
            if text[match.start() - 1 : match.start()] != "&"
        ]
        at = 0
        while at < len(words):
            found = self._longest(words, at, text)
            if found is None:
                at += 1
            else:
                length, definition = found
                yield Use(words[at][1], words[at + length - 1][2], definition)
                at += length

    def _may_use(self, text: str) -> bool:
        """Whether a text, or what stands between its tags, may use a term: most have no first word of any, found out in C."""
        return not self._by_first.keys().isdisjoint(_WORD.findall(text.casefold()))

    def _longest(self, words: list[tuple[str, int, int]], at: int, text: str) -> tuple[int, str] | None:
        for term, definition in self._by_first.get(words[at][0], ()):
            stretch = words[at : at + len(term)]
            if len(stretch) == len(term) and all(
                word == wanted for (word, _, _), wanted in zip(stretch, term, strict=True)
            ):
                gaps = (text[a[2] : b[1]] for a, b in itertools.pairwise(stretch))
                if all(gap == "-" or gap.isspace() for gap in gaps):
                    return len(term), definition
        return None
