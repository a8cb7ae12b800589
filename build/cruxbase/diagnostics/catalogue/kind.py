"""What is declared of one code."""

from __future__ import annotations

from typing import NamedTuple

from cruxbase.diagnostics.diagnostic import Severity


class DiagnosticKind(NamedTuple):
    """A kind of finding.

    Attributes:
        code: `family/slug`. severity: how grave, unless policy says otherwise. `error`: the base would lie
        or lose something; `warning`: a
            reader would stumble; `note`: help is wanted.
        title: what it is, in a few words.
        why: why it matters and what to do, for someone who has just met it.
    """

    code: str
    severity: Severity
    title: str
    why: str
