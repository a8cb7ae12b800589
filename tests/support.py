"""Bases written inside tests, and findings in a form that is easy to compare."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from cruxbase.analysis.revisions import folder_states
from cruxbase.checks.policy import policy_of
from cruxbase.diagnostics import Diagnostic, Fix, Span
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load_texts, loaded
from cruxbase.loading.since import findings_since
from cruxbase.parsing.cache import cache_of
from cruxbase.parsing.file_listing import SourceFile, tree

REPOSITORY = Path(__file__).parents[1]
EXAMPLES = REPOSITORY / "schema" / "examples"


def texts_from(written: str) -> dict[str, str]:
    """The files in a text in which each begins after a line such as `# claims/monitoring/a.yaml`.

    A file's first line is the one after its heading.
    """
    texts: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in textwrap.dedent(written).strip("\n").split("\n"):
        if line.startswith("# claims/"):
            current = texts.setdefault(line.removeprefix("# "), [])
        elif current is not None:
            current.append(line)
        else:
            raise ValueError(f"no heading above {line!r}")
    return {path: "\n".join(lines) + "\n" for path, lines in texts.items()}


def knowledge_base_from(written: str) -> KnowledgeBase:
    """The knowledge base made of the files in a text; see `texts_from`."""
    return load_texts(texts_from(written)).knowledge_base


def findings_in(written: str | Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """What is found in a base that consists of the files in a text."""
    return load_texts(texts_from(written) if isinstance(written, str) else written).diagnostics


def findings_beside(written: str) -> tuple[Diagnostic, ...]:
    """What is found when the files in a text are laid over the valid example base, which is clean."""
    return load_texts({**valid_texts(), **texts_from(written)}).diagnostics


@lru_cache(maxsize=1)
def valid_texts() -> Mapping[str, str]:
    """The valid example base, by path; what changes it copies it."""
    return MappingProxyType(texts_below(EXAMPLES / "valid"))


def texts_below(folder: Path) -> dict[str, str]:
    """The YAML files of an example, by path, as they stand on disk."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode(errors="surrogateescape")
        for path in sorted(folder.glob("claims/**/*.yaml"))
    }


def codes(findings: Iterable[Diagnostic]) -> list[str]:
    """The codes of findings, in their order."""
    return [finding.code for finding in findings]


def placed(findings: Iterable[Diagnostic]) -> list[str]:
    """Findings as `path:line:column severity[code]`."""
    return [f"{finding.span} {finding.severity}[{finding.code}]" for finding in findings]


def marked(span: Span, text: str) -> str:
    """The stretch of a text that a span marks."""
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, last = lines[span.line - 1][span.column - 1 :], lines[span.end_line - 1][: span.end_column - 1]
    return "\n".join((first, *lines[span.line : span.end_line - 1], last))


def invalid_examples() -> list[str]:
    """The codes that have a broken example."""
    return sorted(
        path.parent.relative_to(EXAMPLES / "invalid").as_posix() for path in EXAMPLES.glob("invalid/*/*/expected.txt")
    )


def example_findings(code: str, scratch: Path) -> tuple[Diagnostic, ...]:
    """What is found when the broken example of a code is laid over the valid base.

    Examples of text alone are read in memory. Those whose bytes an editor or git would mend are described in
    `recipe.json` and made in the folder `scratch`, as are those with files that are no records.
    """
    folder = EXAMPLES / "invalid" / code
    if (folder / "before").is_dir():
        return _since(folder, scratch)
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.glob("**/*")) if path.is_file()}
    special = [name for name in files if not name.endswith(".yaml") and name != "expected.txt"]
    if not special:
        return load_texts({**valid_texts(), **texts_below(folder)}).diagnostics
    for name, text in valid_texts().items():
        _written(scratch / name, text.encode())
    for name, path in files.items():
        if name not in ("expected.txt", "recipe.json"):
            _written(scratch / name, path.read_bytes())
    gone = []
    for step in json.loads(files["recipe.json"].read_text()) if "recipe.json" in files else ():
        target = scratch / step["path"]
        if "link" in step:
            target.symlink_to(step["link"])
        elif "gone" in step:
            gone.append(step["path"])
        else:
            text = step["text"] + step.get("then", "") * step.get("times", 1)
            _written(target, text.encode(step.get("encoding", "utf-8")))
    return _found_on_disk(scratch / "claims", gone)


def _since(folder: Path, scratch: Path) -> tuple[Diagnostic, ...]:
    """What is found in the light of a change from the state in `before/` to that of the example."""
    before, after = ({**valid_texts(), **texts_below(part)} for part in (folder / "before", folder))
    return findings_after(before, after, scratch)


def findings_after(before: Mapping[str, str], after: Mapping[str, str], scratch: Path) -> tuple[Diagnostic, ...]:
    """What is found in a base in the light of a change, as `check --since` does; both states are laid out below `scratch`."""
    for name, texts in (("before", before), ("after", after)):
        for path, text in texts.items():
            _written(scratch / name / path, text.encode())
    states = folder_states(scratch / "before" / "claims", scratch / "after" / "claims")
    return findings_since(load_texts(after).diagnostics, *states)


def _found_on_disk(root: Path, gone: Iterable[str]) -> tuple[Diagnostic, ...]:
    files = tree(root)
    vanished = tuple(SourceFile(path, str(root / "nowhere" / path), 1, 1) for path in gone)
    listed = files._replace(files=tuple(sorted((*files.files, *vanished))))
    return loaded(root, listed, policy_of(root), cache_of(root, enabled=False)).diagnostics


def _written(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def lines_of(text: str) -> list[str]:
    """The lines of a text as spans count them: only a line feed ends a line."""
    return text.split("\n")


def lies_inside(span: Span, text: str) -> bool:
    """Whether a span marks a stretch that the text has, its end not before its start."""
    lines = lines_of(text)
    if not (1 <= span.line <= span.end_line <= len(lines)):
        return False
    ends = (len(lines[span.line - 1]) + 1, len(lines[span.end_line - 1]) + 1)
    return (
        1 <= span.column <= ends[0]
        and 1 <= span.end_column <= ends[1]
        and (span.line, span.column) <= (span.end_line, span.end_column)
    )


def mended(texts: Mapping[str, str], fix: Fix) -> dict[str, str]:
    """The texts with a fix applied."""
    changed = dict(texts)
    for edit in sorted(fix.edits, key=lambda e: (e.span.line, e.span.column), reverse=True):
        text, span = changed[edit.span.path], edit.span
        starts = [0]
        for line in lines_of(text):
            starts.append(starts[-1] + len(line) + 1)
        start = starts[span.line - 1] + span.column - 1
        end = starts[span.end_line - 1] + span.end_column - 1
        changed[span.path] = text[:start] + edit.replacement + text[end:]
    return changed
