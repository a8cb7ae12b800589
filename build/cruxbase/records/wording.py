"""What a record says, apart from how it is written: the text that a belief is about, and a short mark of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

MEANING = ("term", "title", "statement", "question", "condition", "by")
"""The keys whose texts say what a record asserts or asks; all others are about it."""

_LINK = re.compile(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]|\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"[<>≤≥±~]|[-−]?\d+(?:[.,:]\d+)*%?|[^\W_]+(?:['’][^\W_]+)*")
_SPELLINGS = re.compile(r"['’]")
_NEGATIONS = frozenset(
    ("no", "not", "never", "nobody", "nothing", "none", "neither", "nor", "without", "cannot", "hardly", "unlikely")
)
_SHORT_NEGATIONS = frozenset(
    ("isnt", "arent", "wasnt", "werent", "doesnt", "dont", "didnt", "wont", "wouldnt", "cant", "couldnt", "shouldnt")
)
_OPPOSITES = (
    ("up", "down"),
    ("more", "less"),
    ("more", "fewer"),
    ("most", "few"),
    ("most", "least"),
    ("above", "below"),
    ("before", "after"),
    ("earlier", "later"),
    ("always", "never"),
    ("all", "none"),
    ("high", "low"),
    ("higher", "lower"),
    ("raises", "lowers"),
    ("raise", "lower"),
    ("increases", "decreases"),
    ("increase", "decrease"),
    ("rises", "falls"),
    ("rise", "fall"),
    ("grows", "shrinks"),
    ("gains", "loses"),
    ("likely", "unlikely"),
    ("possible", "impossible"),
    ("safe", "unsafe"),
    ("safe", "dangerous"),
    ("good", "bad"),
    ("better", "worse"),
    ("easy", "hard"),
    ("easier", "harder"),
    ("helps", "harms"),
    ("strong", "weak"),
    ("strengthens", "weakens"),
    ("succeeds", "fails"),
    ("true", "false"),
    ("with", "without"),
    ("for", "against"),
    ("faster", "slower"),
    ("fast", "slow"),
    ("begins", "ends"),
    ("allows", "prevents"),
    ("everybody", "nobody"),
)
_TURNS = frozenset(frozenset(pair) for pair in _OPPOSITES)


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text: no capitals, punctuation, line breaks or link marks.

    >>> words_of("It goes  up by [[rate|5 %]], *not* down.")
    ('it', 'goes', 'up', 'by', '5', 'not', 'down')
    """
    plain = _LINK.sub(lambda link: link[2] or link[1] or link[3] or "", text)
    return tuple(_SPELLINGS.sub("", word) for word in _WORD.findall(unicodedata.normalize("NFKC", plain).casefold()))


def meaning_of(data: Mapping[str, object]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The texts of a record that say what it asserts or asks, as words, by key.

    >>> meaning_of({"type": "claim", "title": "It rains.", "notes": "Often."})
    (('title', ('it', 'rains')),)
    """
    return tuple((key, words_of(str(data[key]))) for key in MEANING if key in data)


def wording_mark(data: Mapping[str, object]) -> str:
    """Eight hexadecimal digits that stand for what a record says; capitals, punctuation and line breaks leave them as they are.

    >>> wording_mark({"title": "It rains"}) == wording_mark({"title": "it rains."})
    True
    >>> wording_mark({"title": "It goes up"}) == wording_mark({"title": "It goes down"})
    False
    """
    texts = "\n".join(f"{key}: {' '.join(words)}" for key, words in meaning_of(data))
    return hashlib.blake2s(texts.encode(), digest_size=4).hexdigest()


def turned_words(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, str] | None:
    """What in a new wording turns the sense round: a pair of opposites, a negation that came or went, or a number.

    Only the kinds of change that a reader overlooks: None does not say that the sense is the same.

    Returns:
        The words that went and those that came; None where no such change is seen.

    >>> turned_words({"title": "It goes up"}, {"title": "It goes down"})
    ('up', 'down')
    >>> turned_words({"title": "It is so"}, {"title": "It is not so"})
    ('', 'not')
    >>> turned_words({"title": "It is so"}, {"title": "So it is"})
    """
    old, new = dict(meaning_of(before)), dict(meaning_of(after))
    for key in [key for key in new if key in old]:
        words = Counter(old[key]), Counter(new[key])
        gone, come = words[0] - words[1], words[1] - words[0]
        for one in gone:
            for other in come:
                if frozenset((one, other)) in _TURNS:
                    return one, other
        numbers = [sorted(word for word in words if word[-1:] == "%" or word[-1:].isdigit()) for words in (gone, come)]
        if numbers[0] and numbers[1]:
            return " ".join(numbers[0]), " ".join(numbers[1])
        negations = [
            sorted(word for word in words if word in _NEGATIONS or word in _SHORT_NEGATIONS) for words in (gone, come)
        ]
        if len(negations[0]) != len(negations[1]):
            return " ".join(negations[0]), " ".join(negations[1])
    return None
