"""Some keys of a record given new values; all else of its file, remarks too, stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cruxbase.editing.creating import record_text
from cruxbase.editing.formatting import formatted
from cruxbase.parsing.located import located
from cruxbase.parsing.raw_text import Text

_KEY = re.compile(r"[A-Za-z_][\w-]*(?=\s*:)")


def updated_text(content: str, changes: Mapping[str, object]) -> str | None:
    r"""The text of a record with other values under some of its top keys; None where that cannot be done safely.

    Args:
        content: the text of the file.
        changes: new values by key; None takes the key away.

    >>> updated_text("# mine\ntype: topic\ntitle: A # why\nsummary: S\n", {"summary": "T"})
    '# mine\ntype: topic\ntitle: A  # why\nsummary: T\n'
    """
    before = located(Text("", content)).data
    if not isinstance(before, dict):
        return None
    lines = content.splitlines()
    missing = dict(changes)
    made: list[str] = []
    at = 0
    while at < len(lines):
        match = _KEY.match(lines[at])
        if match is None or match[0] not in changes:
            made.append(lines[at])
            at += 1
            continue
        at = _end(lines, at + 1)
        value = missing.pop(match[0], None)
        if value is not None:
            made.extend(record_text({match[0]: value}).splitlines())
    for key, value in missing.items():
        if value is not None:
            made.extend(record_text({key: value}).splitlines())
    text = formatted("\n".join(made) + "\n")
    wanted = {**before, **{key: value for key, value in changes.items() if value is not None}}
    wanted = {key: value for key, value in wanted.items() if changes.get(key, value) is not None}
    return text if _strings(located(Text("", text)).data) == _strings(wanted) else None


def _end(lines: list[str], at: int) -> int:
    """The line after a value that began above: the next that stands at the margin and is no part of a list."""
    while at < len(lines) and (not lines[at].strip() or lines[at][0] in " \t-"):
        at += 1
    while at and not lines[at - 1].strip():
        at -= 1
    return at


def _strings(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _strings(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_strings(part) for part in value]
    return str(value)
