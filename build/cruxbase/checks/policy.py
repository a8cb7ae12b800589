"""How grave each kind of finding is in this base: the catalogue's severities, overridden by `pyproject.toml`.

    [tool.cruxbase.severity]
    style = "off"                       # a whole family
    "style/title-full-stop" = "error"   # one code; a code counts for more than its family

This module is on the path of every save, so it parses TOML only where such a table can be.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from cruxbase.checks.settings_tables import SETTINGS, TABLES
from cruxbase.diagnostics import CATALOGUE, Diagnostic, Severity, Span, diagnostic, in_order
from cruxbase.support.regular_files import read_regular

if TYPE_CHECKING:
    from cruxbase.records.vocabulary import Vocabulary

_LIMIT = 1024 * 1024  # bytes
LEVELS = ("error", "warning", "note", "off")


class Policy(NamedTuple):
    """Severities that differ from the catalogue's.

    Attributes:
        overrides: code or family → `error`, `warning`, `note` or `off`.
        problems: findings about the settings themselves.
        own_words: the schemes and kinds of identifiers that records may name; None for those of the format alone, which are
            loaded, and pydantic with them, when somebody asks.
    """

    overrides: Mapping[str, str] = {}
    problems: tuple[Diagnostic, ...] = ()
    own_words: Vocabulary | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The schemes and kinds of identifiers that records may name."""
        if self.own_words is not None:
            return self.own_words
        from cruxbase.records.vocabulary import BUILT_IN

        return BUILT_IN

    @property
    def words_digest(self) -> bytes:
        """A fingerprint of the vocabulary."""
        words = None if self.own_words is None else self.own_words.plain
        return hashlib.blake2b(repr(words).encode(), digest_size=16).digest()

    def applied(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The findings as this policy grades them, in order, with those about the policy itself.

        >>> long = Diagnostic("style/title-full-stop", "a title ends in a full stop", Span("claims/a.yaml"))
        >>> [d.severity for d in Policy({"style": "off", "style/title-full-stop": "note"}).applied([long])]
        ['note']
        """
        if not self.overrides and not self.problems:
            return tuple(diagnostics)
        graded = (self._graded(finding) for finding in (*self.problems, *diagnostics))
        return in_order(finding for finding in graded if finding is not None)

    def _graded(self, finding: Diagnostic) -> Diagnostic | None:
        family = finding.code.partition("/")[0]
        level = self.overrides.get(finding.code) or self.overrides.get(family)
        if level is None:
            return finding
        return None if level == "off" else finding._replace(severity=cast("Severity", level))

    @property
    def digest(self) -> bytes:
        """A fingerprint: findings made under another policy are not used again."""
        written = repr((sorted(self.overrides.items()), self.words_digest, self.problems))
        return hashlib.blake2b(written.encode(), digest_size=16).digest()


def policy_of(root: str | os.PathLike[str]) -> Policy:
    """The policy in the nearest `pyproject.toml` at or above the base; the catalogue's where none has one.

    Args:
        root: the folder with the records.
    """
    top = os.path.abspath(os.fspath(root))
    folder = top
    while True:
        policy = _policy_in(os.path.join(folder, SETTINGS), os.path.dirname(top))
        parent = os.path.dirname(folder)
        if policy is not None or parent == folder:
            return policy or Policy()
        folder = parent


def _policy_in(location: str, base: str) -> Policy | None:
    try:
        raw = read_regular(location, _LIMIT)
    except OSError:
        return None
    if b"cruxbase" not in raw:
        return None
    path = os.path.relpath(location, base).replace(os.sep, "/")
    return _policy_of_text(raw.decode(errors="replace"), path)


def _policy_of_text(text: str, path: str) -> Policy | None:
    import tomllib

    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = re.sub(r" \(at .*\)$", "", str(error))
        place = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        problem = _problem(
            f"the settings are not valid TOML: {said}",
            Span(path, line, column, line, column + 1),
            "no severity can be overridden until the file parses",
        )
        return Policy(problems=(problem,))
    own = settings.get("tool", {}).get("cruxbase") if isinstance(settings.get("tool"), dict) else None
    if not isinstance(own, dict) or not own.keys() & {"severity", *TABLES}:
        return None
    policy = _policy_of_table(own.get("severity", {}), text, path)
    if not own.keys() & set(TABLES):
        return policy
    from cruxbase.checks.vocabulary_settings import vocabulary_in

    vocabulary, wrong = vocabulary_in(own)
    problems = (_problem(one.message, _place(one.name, text, path), one.help) for one in wrong)
    return policy._replace(own_words=vocabulary, problems=(*policy.problems, *problems))


def _policy_of_table(table: object, text: str, path: str) -> Policy:
    if not isinstance(table, dict):
        problem = _problem(
            "[tool.cruxbase.severity] is not a table",
            _place("severity", text, path),
            'write lines such as style = "off"',
        )
        return Policy(problems=(problem,))
    overrides: dict[str, str] = {}
    problems = []
    known = {*CATALOGUE, *(code.partition("/")[0] for code in CATALOGUE)}
    for name, level in table.items():
        if name not in known:
            problems.append(
                _problem(f"{name!r} is no code or family of findings", _place(name, text, path), _near(name, known))
            )
        elif level not in LEVELS:
            problems.append(
                _problem(
                    f"{level!r} is no severity",
                    _place(name, text, path),
                    f"the severities are: {', '.join(LEVELS)}",
                )
            )
        else:
            overrides[name] = level
    return Policy(overrides, tuple(problems))


def _near(name: str, known: Iterable[str]) -> str:
    from cruxbase.support.suggestions import suggestion

    near = suggestion(name, known)
    return (
        f"did you mean {near!r}?" if near else "write a family such as 'style', or a code such as 'style/question-mark'"
    )


def _place(name: str, text: str, path: str) -> Span:
    """Where a key of the settings is written; TOML readers do not tell."""
    found = re.search(rf"^[ \t]*(?:\[tool\.cruxbase\.\w+\.)?[\"']?{re.escape(name)}(?![\w-])", text, re.MULTILINE)
    if found is None:
        return Span(path)
    line = text.count("\n", 0, found.start()) + 1
    return Span(path, line, 1, line, found.end() - found.start() + 1)


def _problem(message: str, span: Span, help: str) -> Diagnostic:
    return diagnostic("schema/bad-setting", message, span, help=help)
