"""The format's keywords in words for readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import exp, log

from markupsafe import Markup

from cruxbase.records import Credence
from cruxbase.support.scripts import script_language

KINDS: Mapping[str, tuple[str, str]] = {
    "claim": ("claim", "claims"),
    "hypothesis": ("hypothesis", "hypotheses"),
    "evidence": ("evidence", "evidence"),
    "prediction": ("prediction", "predictions"),
    "norm": ("norm", "norms"),
    "definition": ("definition", "definitions"),
    "proposal": ("proposal", "proposals"),
    "question": ("question", "questions"),
    "crux": ("crux", "cruxes"),
    "argument": ("argument", "arguments"),
    "source": ("source", "sources"),
    "person": ("person", "people"),
    "viewpoint": ("viewpoint", "viewpoints"),
    "topic": ("topic", "topics"),
    "model": ("model", "models"),
}
"""Each type of record, one and several of them."""

STATUS = {
    "draft": "a draft that no second editor has reviewed",
    "reviewed": "reviewed by a second editor",
    "disputed": "disputed among the editors",
    "retired": "retired",
}
ORIGIN = {
    "stated": "stated in a text",
    "implied": "implied: an argument needs it, but no cited text says it",
    "reconstructed": "reconstructed by the editors from replies to it",
}
ORIGIN_OF_QUESTIONS = {
    "stated": "asked in a text",
    "implied": "implied: texts answer it, but no cited text asks it",
    "reconstructed": "put by the editors",
}
CHECKED = {
    "read": "read by an editor",
    "excerpt": "an editor read an excerpt",
    "secondary": "known to the editors through another text",
    "identifier-only": "only its identifier was confirmed",
    "unverified": "not verified",
}
CHECKED_LONG = {
    "read": "An editor read this text.",
    "excerpt": "An editor read an excerpt of this text, not all of it.",
    "secondary": "The editors know this text through another that describes it. Check it before you quote.",
    "identifier-only": "The editors confirmed that this text exists under its identifier, and no more.",
    "unverified": "Nobody has verified these data. Treat what is taken from this text with care.",
}
ROLE = {
    "asserts": "says so",
    "reports": "reports it as someone else’s view",
    "quotes": "quotes it",
    "concedes": "concedes it",
    "asks": "asks it",
    "background": "background",
}
BASIS = {
    "stated": "stated in the text",
    "inferred": "an editor’s reading of the wording",
    "editorial": "the editors’ own",
}
PER_CENT = "%"
"""What stands after a percentage, on pages and in what scripts show."""

STANCE = {"holds": "holds it", "rejects": "rejects it", "suspends": "suspends judgement"}
STRENGTH = {"weak": "weak reason", "moderate": "", "strong": "strong reason"}
PERSON = {
    "person": "person",
    "organisation": "organisation",
    "group": "group",
    "participant": "a participant in a study, under an alias",
    "position": "a position that the editors reconstruct; nobody in particular",
}
SOURCE_KIND = {
    "article": "preprint",
    "article-journal": "journal article",
    "article-magazine": "magazine article",
    "paper-conference": "conference paper",
    "personal_communication": "personal communication",
    "post": "post",
    "post-weblog": "post",
    "webpage": "web page",
}
"""Kinds of source whose CSL name is not a word for readers."""

_POWER = re.compile(r"[0-9]e-?[0-9]")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def several(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> several(1, "reason"), several(0, "reason"), several(2, "crux", "cruxes")
    ('1 reason', 'no reasons', '2 cruxes')
    """
    noun = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {noun}"


def date(written: str) -> str:
    """A date as people write it.

    >>> date("2025-11-04"), date("2025-11"), date("2025")
    ('4 November 2025', 'November 2025', '2025')
    """
    year, _, rest = written.partition("-")
    month, _, day = rest.partition("-")
    return " ".join(part for part in (day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year) if part)


def number(value: float) -> str:
    """A number in as few digits as say it, with a minus sign below nothing.

    >>> number(0.30000000000000004), number(12.0), number(0.000123), number(-2.53)
    ('0.3', '12', '0.000123', '−2.53')
    """
    shown = f"{value:.6g}"
    shown = f"{value:.12f}".rstrip("0") if "e-" in shown and abs(value) > 1e-9 else shown
    return shown.replace("-", "\u2212", 1) if value < 0 else shown


def percent(value: float) -> str:
    """A probability as a percentage.

    >>> percent(0.65), percent(0.004), percent(0.475)
    ('65%', '0.4%', '47.5%')
    """
    return f"{number(round(value * 100, 4))}{PER_CENT}"


def credence(value: Credence) -> str:
    """A credence as a number, a range, a bound, or the word that stands for one.

    >>> credence(Credence.parse("likely")), credence(Credence.parse("40-55%")), credence(Credence.parse("2e-7"))
    ('likely (55–80%)', '40–55%', '0.00002%')
    """
    text = value.text()
    if not _POWER.search(text):
        return text
    low, high = (number(float(f"{end * 100:.6g}")) for end in (value.low, value.high))
    return f"{low}%" if low == high else f"{low}–{high}%"


def language_attribute(text: str) -> Markup:
    """The attribute that declares a text's language where its script gives it away; nothing for Latin letters.

    >>> language_attribute("監視の研究")
    Markup(' lang="ja"')
    """
    tag = script_language(text)
    return Markup(f' lang="{tag}"') if tag else Markup()  # noqa: S704 - one of our own tags


def part(value: float | None) -> str:
    """A part of a whole as a whole percentage; below nothing with a minus sign.

    >>> part(0.3518), part(-0.47), part(0.004), part(-0.004), part(0.0), part(None)
    ('35%', '−47%', '<1%', '>−1%', '0%', '–')
    """
    if value is None:
        return "\u2013"
    shown = round(value * 100)
    if shown:
        return f"{shown}%" if shown > 0 else f"\u2212{-shown}%"
    return "0%" if abs(value) < _NOTHING else "<1%" if value > 0 else ">\u22121%"


def about(value: float) -> str:
    """A probability that was worked out and not said: in whole per cent, or one digit near 0 and 1.

    >>> about(0.4226), about(0.0032), about(0.998), about(1e-9)
    ('about 42%', 'about 0.3%', 'about 99.8%', 'about 0.0000001%')
    """
    share = value * 100
    near = min(share, 100 - share)
    if near >= 1:
        return f"about {round(share)}%"
    rest = number(float(f"{max(near, 1e-8):.1g}"))
    return f"about {rest}%" if share < 50 else f"about {number(100 - float(rest))}%"


def points(difference: float, *, rough: bool = False) -> str:
    """A difference of two probabilities in percentage points; of words and ranges only roughly, to five.

    >>> points(0.56), points(-0.011), points(0.0004), points(0.56, rough=True)
    ('56 points', '1 point', 'less than a point', 'about 55 points')
    """
    share = abs(difference) * 100
    if rough and share >= 2.5:
        return f"about {5 * round(share / 5)} points"
    return several(round(share), "point") if round(share) else "less than a point"


def times_the_odds(log_odds: float, *, rough: bool = False) -> str:
    """A difference in log-odds as a ratio of odds, in words; of words and ranges with one digit only.

    >>> times_the_odds(1.386), times_the_odds(-2.75), times_the_odds(0.3), times_the_odds(9.2)
    ('four times the odds', '16 times the odds', '1.3 times the odds', '9,900 times the odds')
    >>> times_the_odds(-2.75, rough=True), times_the_odds(1.386, rough=True), times_the_odds(0.3, rough=True)
    ('about 20 times the odds', 'about four times the odds', 'less than twice the odds')
    """
    ratio = exp(min(abs(log_odds), 40.0))
    if rough:
        ratio = float(f"{ratio:.1g}")
        return "less than twice the odds" if ratio < 2 else f"about {times_the_odds(log(ratio))}"
    if ratio < 2:
        return f"{ratio:.1f} times the odds"
    if round(ratio) <= len(_NUMERALS) + 1:
        return f"{_NUMERALS[round(ratio) - 2]} times the odds"
    return f"{int(float(f'{ratio:.2g}')):,} times the odds"


_NUMERALS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NOTHING = 1e-9
