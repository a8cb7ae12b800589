"""Did you mean …? What was probably meant by a word that is not known, and never its opposite."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cruxbase.support.letters import id_of

LIKE = 0.7
"""Below this likeness similar letters mean nothing: 'nonsense' is no 'notes', a 'paper' no 'chapter'."""

_OPPOSITES = """
    able unable; above below; accept reject; accurate inaccurate; add remove; after before; agree disagree; aligned misaligned;
    all none; allow forbid; allow prevent; always never; attack support; attacks supports; bad good; benefit harm; best worst;
    better worse; big small; can cannot; cheap expensive; closed open; continue stop; decrease increase; decreases increases;
    deny hold; difficult easy; down up; early late; easy hard; enough little; exclude include; fail succeed; fails succeeds;
    fall rise; falls rises; false true; far near; fast slow; few many; fewer more; first last; for against; fully partly; gain lose;
    great small; greater lesser; greater smaller; hard easy; harder easier; harmful harmless; harms helps; hides shows; high low;
    higher lower; impossible possible; improve worsen; legal illegal; legible illegible; less more; least most; likely unlikely;
    long short; longer shorter; lose win; major minor; max min; maximum minimum; necessary unnecessary; negative positive; new old;
    none some; old young; one many; over under; pause race; permit forbid; prohibit permit; raise lower; raises lowers; rare common;
    rarely often; read unread; reduce raise; reliable unreliable; right wrong; rejects holds; safe dangerous; safe unsafe;
    same different; seldom often; single several; slower faster; sooner later; start stop; strong weak; stronger weaker;
    sufficient insufficient; trusted untrusted; use avoid; useful useless; with without; worthless valuable
"""
_PAIRS = frozenset(frozenset(pair.split()) for pair in _OPPOSITES.split(";"))
_NEGATIONS = frozenset(
    {
        "not",
        "no",
        "never",
        "non",
        "nor",
        "neither",
        "none",
        "cannot",
        "cant",
        "dont",
        "doesnt",
        "isnt",
        "wont",
        "without",
    }
    | {"against", "anti", "un", "hardly"}
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "mis", "non", "anti", "de", "counter", "over", "under")


_SLIPS_FROM = 5
"""A word must have so many letters for one slip to leave it recognisable."""


def suggestion(written: str, known: Iterable[str], *, like: float = LIKE) -> str | None:
    """The known word that was probably meant, if any is like it; none that says the opposite or another number.

    Capitals, accents, blanks, underscores and hyphens make no difference. Likeness is twice the number of letters in common
    (longest common subsequence) over the number of all letters. Two words or more with which a known one begins are enough,
    and so is a single slip in a word of five letters or more: two letters that changed places, one too many, one missing.

    Args:
        written: what stands there.
        known: what may stand there.
        like: the least likeness, from 0 to 1.

    >>> suggestion("chinchila_optimal", ["chinchilla-optimal", "wei-dai"])
    'chinchilla-optimal'
    >>> suggestion("unreviewed", ["draft", "reviewed"]) or suggestion("value-is-high-by-2030", ["value-is-low-by-2030"])
    >>> suggestion("a-catastrophe-by-2070", ["a-catastrophe-by-2100"])
    >>> suggestion("trail", ["trial", "train-of-thought"])
    'trial'
    """
    same = id_of(written)
    candidates = list(known)
    if same:
        for candidate in candidates:
            if id_of(candidate) == same:
                return candidate
        begun = [
            candidate for candidate in candidates if candidate.startswith(f"{same}-") and not opposed(same, candidate)
        ]
        if begun and "-" in same:
            return min(begun, key=len)
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, Indel

    low = written.strip().lower()
    near = [row[0] for row in process.extract(low, candidates, scorer=Indel.normalized_similarity, score_cutoff=like)]
    if not near and len(low) >= _SLIPS_FROM:  # in a short word one slip weighs much
        near = [row[0] for row in process.extract(low, candidates, scorer=OSA.distance, score_cutoff=1)]
    return next((candidate for candidate in near if not opposed(written, candidate)), None)


def opposed(one: str, other: str) -> bool:
    """Whether two names differ in a negation, a number, or a word for its opposite, so that neither stands for the other.

    >>> opposed("monitors-do-not-help", "monitors-do-help"), opposed("monitor-helps", "monitors-help")
    (True, False)
    """
    mine, theirs = (re.findall(r"[a-z]+|[0-9]+", id_of(text).replace("n-t-", "nt-")) for text in (one, other))
    left = [word for word in mine if word not in theirs]
    right = [word for word in theirs if word not in mine]
    numbers = [[word for word in words if word.isdigit()] for words in (left, right)]
    # Two figures changed places: 2042 for 2024.
    swapped = [sorted(number) for number in numbers[0]] == [sorted(number) for number in numbers[1]]
    if not swapped or not _NEGATIONS.isdisjoint((*left, *right)):
        return True
    return any(_are_opposites(a, b) for a in left for b in right)


def _are_opposites(one: str, other: str) -> bool:
    forms = [{word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("d")} for word in (one, other)]
    if any(frozenset((a, b)) in _PAIRS for a in forms[0] for b in forms[1]):
        return True
    shorter, longer = sorted((one, other), key=len)
    return any(longer == prefix + shorter for prefix in _PREFIXES)
