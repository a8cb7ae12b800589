"""The tables of `pyproject.toml` in which a base describes schemes and kinds of identifiers of its own.

[tool.cruxbase.identifiers.pmid]
title = "PMID"
pattern = "[0-9]{1,8}"
example = "31452104"
url = "https://pubmed.ncbi.nlm.nih.gov/{}/"

[tool.cruxbase.schemes.argument-from-dose-response]
title = "Argument from dose and response"
critical_questions = ["Does the response rise with the dose?"]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cruxbase.records import SCHEMES, Scheme, is_id
from cruxbase.records.vocabulary import BUILT_IN, IdentifierKind, Vocabulary, is_pattern

TABLES = ("identifiers", "schemes")
_KEYS = {
    "identifiers": frozenset(("title", "pattern", "example", "url", "shared")),
    "schemes": frozenset(("title", "critical_questions")),
}
_SHAPES = {
    "identifiers": "write [tool.cruxbase.identifiers.isbn] with 'title', and if you like 'pattern', 'example' and 'url'",
    "schemes": "write [tool.cruxbase.schemes.argument-from-dose] with 'title' and a list 'critical_questions'",
}
_MOST_LETTERS = 1000


class SettingProblem(NamedTuple):
    """What is wrong with a setting.

    Attributes:
        name: the key to point at.
        message: what is wrong.
        help: what to write.
    """

    name: str
    message: str
    help: str


def vocabulary_in(settings: Mapping[str, object]) -> tuple[Vocabulary, tuple[SettingProblem, ...]]:
    """The vocabulary that the tables of `[tool.cruxbase]` describe, without what is wrong in them."""
    problems: list[SettingProblem] = []
    kinds: dict[str, IdentifierKind] = {}
    own: dict[str, Scheme] = {}
    for table in TABLES:
        written = settings.get(table, {})
        if not isinstance(written, dict):
            problems.append(SettingProblem(table, f"[tool.cruxbase.{table}] is not a table", _SHAPES[table]))
            continue
        for name, entry in written.items():
            wrong = list(_problems_of(table, name, entry))
            problems += wrong
            if not wrong and table == "identifiers":
                kinds[name] = IdentifierKind(**entry)
            elif not wrong:
                own[name] = Scheme(entry["title"], tuple(entry["critical_questions"]))
    if not kinds and not own:
        return BUILT_IN, tuple(problems)
    return Vocabulary({**SCHEMES, **own}, kinds), tuple(problems)


def _problems_of(table: str, name: str, entry: object) -> Iterator[SettingProblem]:
    if not isinstance(entry, dict) or not isinstance(entry.get("title"), str) or not entry["title"].strip():
        yield SettingProblem(name, f"{name!r} in [tool.cruxbase.{table}] has no title", _SHAPES[table])
        return
    if not is_id(name):
        yield SettingProblem(
            name, f"{name!r} is no name for one of the {table}", "write lower-case words joined by hyphens"
        )
    for key in entry.keys() - _KEYS[table]:
        yield SettingProblem(
            key, f"{key!r} is no setting of {name!r}", f"the settings are: {', '.join(sorted(_KEYS[table]))}"
        )
    if table == "schemes":
        yield from _problems_of_scheme(name, entry)
        return
    texts = {key: entry[key] for key in ("pattern", "example", "url") if key in entry}
    if not all(isinstance(text, str) and len(text) <= _MOST_LETTERS for text in texts.values()):
        yield SettingProblem(name, f"the settings of {name!r} are texts", _SHAPES[table])
        return
    if not isinstance(entry.get("shared", False), bool):
        yield SettingProblem(
            "shared", f"'shared' of {name!r} is true or false", "write true where several texts may have the same one"
        )
    pattern, example, url = (str(entry.get(key, "")) for key in ("pattern", "example", "url"))
    if not is_pattern(pattern):
        yield SettingProblem(
            "pattern",
            f"{pattern!r} is no pattern",
            "write a regular expression without look-around and back-references",
        )
    elif example and not IdentifierKind("", pattern).fits(example):
        yield SettingProblem(
            "example", f"the example of {name!r} does not fit its pattern", f"the pattern is {pattern!r}"
        )
    if url and (not url.startswith(("https://", "http://")) or url.count("{}") != 1):
        yield SettingProblem(
            "url", f"{url!r} is no address of a {name}", "begin with https:// and write {} for the identifier"
        )


def _problems_of_scheme(name: str, entry: Mapping[str, object]) -> Iterator[SettingProblem]:
    if name in SCHEMES:
        yield SettingProblem(
            name, f"the format has the scheme {name!r} already", "choose another name, or leave it out"
        )
    questions = entry.get("critical_questions")
    if not isinstance(questions, list) or not questions or not all(isinstance(q, str) and q.strip() for q in questions):
        yield SettingProblem(name, f"the scheme {name!r} has no critical questions", _SHAPES["schemes"])
