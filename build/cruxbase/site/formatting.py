"""The format's keywords in words for readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from markupsafe import Markup

from cruxbase.records import Credence
from cruxbase.support import figures
from cruxbase.support.figures import percent_range
from cruxbase.support.scripts import script_language

if TYPE_CHECKING:
    from cruxbase.analysis.entities import Belief

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
CHECKED_OF_MANY = {
    "read": "read whole by an editor",
    "excerpt": "read in an excerpt",
    "secondary": "known to the editors through another text",
    "identifier-only": "confirmed to exist under an identifier and not read",
    "unverified": "not verified",
}
"""The grades of a list of sources, the best first, after how many there are of each."""
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
SECOND_HAND = "as others report it; no editor has read the text"
RETOLD = {"quotes": "as a text by others quotes it", "reports": "as a text by others reports it"}
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

_PARAGRAPHS = re.compile(r"(?<!\w)[P¶]\s?(\d+)(?:\s?[-–]\s?[P¶]?(\d+))?(?!\w)")
_DATA_FILE = re.compile(r"^(?=\S+\.(?:csv|json|tsv|xlsx)\b)")
_SHARES = ("fraction", "probability", "ratio", "share")
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


_COUNTED = {"evidence": ("piece of evidence", "pieces of evidence")}


def several(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> several(1, "reason"), several(0, "reason"), several(2, "crux", "cruxes")
    ('1 reason', 'no reasons', '2 cruxes')
    """
    noun = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {noun}"


def counts_in_words(kinds: Counter[str], most: int = 4) -> str:
    """How many records of the commonest types there are, and of all others together.

    >>> counts_in_words(Counter(claim=12, source=3, crux=1, norm=2, person=4, question=5), most=2)
    '12 claims, 5 questions, 10 others'
    """
    common = kinds.most_common() if len(kinds) <= most + 1 else kinds.most_common(most)
    others = kinds.total() - sum(number for _, number in common)
    parts = [of_kind(number, kind) for kind, number in common]
    return ", ".join([*parts, several(others, "other")] if others else parts)


def of_kind(number: int, kind: str) -> str:
    """How many records of a type, in words.

    >>> of_kind(1, "evidence"), of_kind(3, "crux")
    ('1 piece of evidence', '3 cruxes')
    """
    return several(number, *_COUNTED.get(kind, KINDS[kind]))


def date(written: str) -> str:
    """A date as people write it.

    >>> date("2025-11-04"), date("2025-11"), date("2025")
    ('4 November 2025', 'November 2025', '2025')
    """
    year, _, rest = written.partition("-")
    month, _, day = rest.partition("-")
    return " ".join(part for part in (day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year) if part)


def measured(value: float | None, low: float | None, high: float | None, unit: str | None) -> str:
    """What was measured, with its interval and unit; a share of the whole is a percentage, as everywhere.

    Args:
        value: the number, if there is one.
        low: lower end of its interval, if one is given.
        high: upper end, if one is given.
        unit: as the record has it; what stands in brackets after it stays.

    >>> measured(0.02, None, None, "ratio (about)"), measured(91, 89, 93, "percent"), measured(None, 3, None, "years")
    ('2% (about)', '91 (89–93)%', 'at least 3\u202fyears')
    """
    name, bracket, remark = (unit or "").partition(" (")
    given = [number for number in (value, low, high) if number is not None]
    if name in _SHARES and all(0 <= number <= 1 for number in given):
        name = figures.PERCENT_WORDS[0]
        value, low, high = (None if number is None else number * 100 for number in (value, low, high))
    shown = "" if value is None else figures.number(value, 12)
    if low is not None or high is not None:
        ends = ["" if end is None else figures.number(end, 12) for end in (low, high)]
        span = f"{ends[0]}–{ends[1]}" if all(ends) else f"at least {ends[0]}" if ends[0] else f"at most {ends[1]}"
        shown = f"{shown} ({span})" if shown else span
    return f"{figures.with_unit(shown, name)}{bracket}{remark}"


def place(at: str | None) -> str:
    """A place in a text as a reader says it: the shorthand of locators written out, everything else as it is.

    >>> place("P35"), place("¶2"), place("P36-P46"), place("§3, P4"), place("PC.csv"), place(None)
    ('paragraph 35', 'paragraph 2', 'paragraphs 36–46', '§3, paragraph 4', 'file PC.csv', '')
    """
    written = _PARAGRAPHS.sub(
        lambda found: f"paragraphs {found[1]}–{found[2]}" if found[2] else f"paragraph {found[1]}", at or ""
    )
    return _DATA_FILE.sub("file ", written)


def credence(value: Credence) -> str:
    """A credence as a number, a range, a bound, or the word that stands for one.

    >>> credence(Credence.parse("likely")), credence(Credence.parse("40-55%")), credence(Credence.parse("2e-7"))
    ('likely (55–80%)', '40–55%', '0.00002%')
    """
    text = value.text()
    if not _POWER.search(text):
        return text
    return percent_range(value.low, value.high)


def basis_in_words(belief: Belief) -> str:
    """Where a credence or stance is from; of what editors know through others only, the page says just that."""
    basis = belief.entry.basis
    if belief.is_second_hand:
        return SECOND_HAND if basis == "stated" else f"{BASIS[basis]}, in what others report"
    if belief.retold is None:
        return BASIS[basis]
    return RETOLD[belief.retold] if basis == "stated" else f"{BASIS[basis]}, {RETOLD[belief.retold]}"


class Said(str):
    """What stands on record of somebody's view of a claim, in words; on a page it is marked where an editor read it.

    >>> Said("likely", is_reading=True).__html__()
    Markup('likely <span class="cb-reading" title="an editor’s reading of the wording, not their own number">reading</span>')
    """

    __slots__ = ("is_reading",)

    is_reading: bool

    def __new__(cls, words: str, *, is_reading: bool) -> Self:
        """The words, and whether they are an editor's reading."""
        made = super().__new__(cls, words)
        made.is_reading = is_reading
        return made

    @property
    def plain(self) -> str:
        """The words alone, for where the page says otherwise whose they are."""
        return str.__str__(self)

    def __html__(self) -> Markup:
        """The words with their mark, for templates."""
        if not self.is_reading:
            return Markup("{}").format(self.plain)
        return Markup('{} <span class="cb-reading" title="{}">reading</span>').format(self.plain, _READING)


_READING = "an editor’s reading of the wording, not their own number"


def belief_in_words(belief: Belief) -> Said:
    """A belief as a number, range or stance."""
    words = STANCE[belief.stance] if belief.credence is None else credence(belief.credence)
    return Said(words, is_reading=belief.entry.basis != "stated")


def language_attribute(text: str, stated: str | None = None) -> Markup:
    """The attribute that declares a text's language where it is stated, or its script gives it away; else nothing.

    Args:
        text: the text.
        stated: the language that its record names.

    >>> language_attribute("監視の研究"), language_attribute("La prueba", "es")
    (Markup(' lang="ja"'), Markup(' lang="es"'))
    """
    tag = stated or script_language(text)
    return Markup(f' lang="{tag}"') if tag else Markup()  # noqa: S704 - one of our own tags
