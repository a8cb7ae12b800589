"""What a finding of some kind means, with the example that the tests run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cruxbase.diagnostics import DiagnosticKind
from cruxbase.report.cells import padded, shortened, visible, wrapped
from cruxbase.report.text import Layout

_EXAMPLES = Path(__file__).resolve().parents[3] / "schema" / "examples" / "invalid"


class Example(NamedTuple):
    """A base in which a finding of some kind is made.

    Attributes:
        name: file, as the finding shows it.
        content: its text.
    """

    name: str
    content: str


def examples(code: str) -> tuple[Example, ...]:
    """The files that show a code; none where cruxbase is installed without its repository."""
    folder = _EXAMPLES / code
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in (".yaml", ".yml"))
    made = []
    for path in files:
        try:
            content = path.read_bytes().decode(errors="replace")
        except OSError:
            continue
        made.append(Example(path.relative_to(folder).as_posix(), content))
    return tuple(made)


def explanation(kind: DiagnosticKind, layout: Layout) -> Iterator[str]:
    """A code explained, as lines."""
    style, cells = layout
    yield (style.paint(kind.severity, f"{kind.severity}[{kind.code}]") + ": " + style.paint("strong", kind.title))
    yield ""
    yield from wrapped(kind.why, cells)
    for name, content in examples(kind.code):
        yield ""
        yield style.paint("faint", name)
        for line in content.splitlines()[:40]:
            yield f"    {shortened(visible(line), cells - 4)}"
    yield ""
    yield from wrapped("To weigh it otherwise, write in pyproject.toml, with error, warning, note or off:", cells)
    yield "    [tool.cruxbase.severity]"
    yield f'    "{kind.code}" = "{"off" if kind.severity == "note" else "note"}"'


def listing(kinds: Iterable[DiagnosticKind], layout: Layout) -> Iterator[str]:
    """Codes with their titles, by family, as lines."""
    style, cells = layout
    kinds = tuple(kinds)
    column = max((len(kind.code) for kind in kinds), default=0)
    family = ""
    for kind in kinds:
        if kind.code.partition("/")[0] != family:
            if family:
                yield ""
            family = kind.code.partition("/")[0]
        severity = style.paint(kind.severity, padded(kind.severity, 8))
        yield f"{severity} {padded(kind.code, column)} {shortened(kind.title, max(cells - column - 10, 20))}"
