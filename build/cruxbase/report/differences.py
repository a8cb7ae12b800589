"""What a change does to a file, as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator

from cruxbase.report.style import Style


def difference(before: str, after: str, name: str, style: Style, *, new_name: str = "") -> Iterator[str]:
    r"""The lines of a unified diff without their ends; none where nothing changes.

    Args:
        before: the text as it is.
        after: the text as it would be.
        name: of the file, as the reader knows it.
        style: colours.
        new_name: of the file afterwards, where that differs.

    >>> print(*difference("a\n", "b\n", "x.yaml", Style(False)), sep="\n")
    --- x.yaml
    +++ x.yaml
    @@ -1 +1 @@
    -a
    +b
    """
    from difflib import unified_diff

    old = before.replace("\r\n", "\n").split("\n")
    new = after.replace("\r\n", "\n").split("\n")
    if old[-1:] == new[-1:] == [""]:
        old, new = old[:-1], new[:-1]
    for line in unified_diff(old, new, name, new_name or name, lineterm=""):
        if line.startswith(("---", "+++")):
            yield style.paint("strong", line)
        elif line.startswith("@@"):
            yield style.paint("frame", line)
        else:
            role = {"+": "for", "-": "against"}.get(line[:1])
            yield style.paint(role, line) if role else line
