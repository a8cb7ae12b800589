"""The script that a text is written in, and what that says of its language."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"<[^>]*>|&[#\w]+;")
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile("[\u3041-\u3096\u30a1-\u30fa]")),
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7a3]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("und-Arab", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("und-Cyrl", re.compile("[\u0400-\u052f]")),
    ("und-Deva", re.compile("[\u0900-\u097f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_HAN = ("ja", "ko", "zh")


def script_language(text: str) -> str | None:
    """What to declare as the language of a text that is mostly not in Latin letters; None where it is.

    A browser chooses the forms of Han characters, a screen reader its voice, by the language. Han characters beside kana
    are Japanese; where a script serves several languages, only the script is named. HTML in the text is passed over.

    Returns:
        A language tag of BCP 47.

    >>> script_language("監視の研究"), script_language("المراقبة تكشف"), script_language("The letter α")
    ('ja', 'und-Arab', None)
    """
    if text.isascii():
        return None
    letters = [letter for letter in _MARKUP.sub(" ", text) if letter.isalpha()]
    plain = "".join(letters)
    counts = {tag: len(pattern.findall(plain)) for tag, pattern in _SCRIPTS}
    han = sum(counts[tag] for tag in _HAN)
    if 2 * han > len(letters):
        return next(tag for tag in _HAN if counts[tag])
    return next((tag for tag, count in counts.items() if tag not in _HAN and 2 * count > len(letters)), None)
