"""The root of every exception that the package raises."""

from __future__ import annotations


class CruxbaseError(Exception):
    """Something that was asked of cruxbase cannot be done; the message is one sentence that says why.

    What users wrote in records never raises: it becomes a finding. Every exception of the package descends from this one,
    and from the builtin that fits, so that `except KeyError` and `except CruxbaseError` both work.
    """
