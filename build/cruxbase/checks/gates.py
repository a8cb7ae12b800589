"""What can be seen of a record's plain data before it is worth asking a check of one record.

Most checks find nothing in most records, and a look at the data says so for a tenth of what it takes to make a record and
ask. A gate lets through whatever its check may find something in, and more; tests hold each shut gate against its check. It
is asked only of records in their usual form (`records.usual`), where texts have no space around them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from cruxbase.checks import citing, conditionals, estimating, plain_statements, relations, wording
from cruxbase.checks.signatures import OneRecordCheck
from cruxbase.records.placeholders import OBJECTION_ID

if TYPE_CHECKING:
    from cruxbase.records.written import WrittenRecord

Gate: TypeAlias = "Callable[[WrittenRecord, str, str], bool]"
"""Whether a check is worth running, by the plain data of a record, its id, and the whole text of its file."""


def _has(key: str) -> Gate:
    """Lets records through that have a key."""
    return lambda data, _id, _content: key in data


def _badly_titled(data: WrittenRecord, _id: str, _content: str) -> bool:
    title = data["title"]
    return title[-1] == "." or title[0].islower()


def _names_itself(_data: WrittenRecord, id: str, content: str) -> bool:
    return id in content


def _retired(data: WrittenRecord, _id: str, _content: str) -> bool:
    return "replaced_by" in data or data.get("status") == "retired"


def _inferred(data: WrittenRecord, _id: str, _content: str) -> bool:
    return "origin" in data and not data.get("sources")


def _several_citations(data: WrittenRecord, _id: str, _content: str) -> bool:
    return len(data.get("sources", ())) > 1


def _uncited(data: WrittenRecord, _id: str, _content: str) -> bool:
    return not data.get("sources")


def _says_nothing(data: WrittenRecord) -> bool:
    """Whether a citation has a role in which a text states nothing."""
    return any(
        isinstance(entry, dict) and entry.get("role") in citing.SAYS_NOTHING for entry in data.get("sources", ())
    )


def _perhaps_unstated(data: WrittenRecord, _id: str, _content: str) -> bool:
    return not data.get("sources") or _says_nothing(data)


def _of_several_sentences(data: WrittenRecord, _id: str, _content: str) -> bool:
    return wording.may_have_several_thoughts(data["statement"])


def _with_phrases(data: WrittenRecord, _id: str, _content: str) -> bool:
    return plain_statements.may_have_phrases(data["title"], data["statement"])


def _answering(data: WrittenRecord, _id: str, _content: str) -> bool:
    return plain_statements.answers(data["statement"])


def _oddly_located(data: WrittenRecord, _id: str, _content: str) -> bool:
    for entry in data.get("sources", ()):  # noqa: SIM110 - a generator would cost more than the look
        if isinstance(entry, dict) and _is_odd_place(entry.get("at", "")):
            return True
    return False


@lru_cache(maxsize=4096)
def _is_odd_place(at: str) -> bool:
    """Whether a locator may be an address, or no place; few differ."""
    return citing.is_address(at) or plain_statements.is_no_place(at)


def _spoken(data: WrittenRecord, _id: str, _content: str) -> bool:
    return plain_statements.names_speaker(data["statement"])


def _marked_up(data: WrittenRecord, _id: str, _content: str) -> bool:
    return plain_statements.may_have_markup(data["statement"])


def _titled_shortly(data: WrittenRecord, _id: str, _content: str) -> bool:
    return plain_statements.may_be_no_sentence(data["title"])


def _named_by_template(_data: WrittenRecord, id: str, _content: str) -> bool:
    return id.startswith(OBJECTION_ID)


def _joined(data: WrittenRecord, _id: str, _content: str) -> bool:
    title = data["title"]
    return ";" in title or "," in title or "—" in title or " and " in title


def _linking(data: WrittenRecord, _id: str, _content: str) -> bool:
    for steps in (data.get("supports", ()), data.get("attacks", ())):
        for step in steps:
            if isinstance(step, dict) and "with" in step:
                return True
    return False


def _repeating(data: WrittenRecord, _id: str, _content: str) -> bool:
    for steps in (data.get("supports", ()), data.get("attacks", ())):
        for step in steps:
            if (
                isinstance(step, dict)
                and "because" in step
                and wording.repeats_premise(step["because"], data["statement"], data["title"])
            ):
                return True
    return False


def _nowhere(data: WrittenRecord, _id: str, _content: str) -> bool:
    return not any(isinstance(entry, dict) and "at" in entry for entry in data["sources"])


def _unmeasured(data: WrittenRecord, _id: str, _content: str) -> bool:
    return not data.get("measurements") and citing.figure_in(data["statement"]) is not None


def _open(data: WrittenRecord, _id: str, _content: str) -> bool:
    return "by" not in data and "condition" not in data


def _not_asking(data: WrittenRecord, _id: str, _content: str) -> bool:
    return data["question"][-1] != "?"


def _asking(data: WrittenRecord, _id: str, _content: str) -> bool:
    return wording.is_inverted(data["title"])


def _twice_a_side(data: WrittenRecord, _id: str, _content: str) -> bool:
    return len(set(data["sides"])) < len(data["sides"])


def _decided_side(data: WrittenRecord, _id: str, _content: str) -> bool:
    return not set(data["sides"]).isdisjoint(data["decides"])


def _without_address(data: WrittenRecord, _id: str, _content: str) -> bool:
    return data.keys().isdisjoint(("url", "doi", "arxiv", "forum_id", "part_of"))


def _several_in_one(data: WrittenRecord, _id: str, _content: str) -> bool:
    return any(isinstance(author, str) and citing.sign_of_several(author) for author in data.get("authors", ()))


def unfit_viewpoint(data: WrittenRecord, _id: str, _content: str) -> bool:
    """Whether a viewpoint may say nothing, cite nothing, or not say how a belief was inferred."""
    entries = [*data.get("credences", {}).values(), *data.get("holds", ()), *data.get("rejects", ())]
    entries += data.get("suspends", ())
    if not entries or not data.get("sources") or _says_nothing(data):
        return True
    return any(isinstance(entry, dict) and entry.get("basis", "stated") != "stated" for entry in entries)


def _doubtful(data: WrittenRecord, _id: str, _content: str) -> bool:
    """Whether a measurement lacks something, has more than one number, or counts something."""
    for one in data.get("measurements", ()):
        if "conditions" not in one or "at" not in one or "value" not in one or "low" in one or "high" in one:
            return True
        if one.get("unit") in citing.PERCENT and (
            ("n" in one and one.get("n_of") not in citing.RATES) or not 0 <= float(one["value"]) <= citing.ALL
        ):
            return True
    return False


GATES: Mapping[OneRecordCheck, tuple[Gate, ...]] = {
    wording.tags: (_has("tags"),),
    wording.title_form: (_badly_titled,),
    relations.self_reference: (_names_itself,),
    relations.own_undercuts: (_has("undercuts"),),
    relations.retirement: (_retired,),
    citing.origin_explained: (_inferred,),
    citing.repeated_citations: (_several_citations,),
    citing.stated_somewhere: (_perhaps_unstated,),
    wording.several_thoughts: (_of_several_sentences,),
    plain_statements.flat: (_with_phrases,),
    plain_statements.without_speaker: (_spoken,),
    plain_statements.stands_alone: (_with_phrases, _answering, _oddly_located),
    plain_statements.one_paragraph: (_marked_up,),
    plain_statements.sentence_as_title: (_titled_shortly,),
    plain_statements.norm_as_claim: (_with_phrases,),
    citing.addresses_as_locators: (_oddly_located,),
    wording.template_name: (_named_by_template,),
    wording.joined_title: (_joined,),
    relations.linked_premises: (_linking,),
    wording.warrants: (_repeating,),
    citing.evidence_located: (_nowhere,),
    citing.measurements: (_doubtful,),
    citing.shares: (_doubtful,),
    citing.unmeasured_numbers: (_unmeasured,),
    citing.prediction_terms: (_open,),
    wording.question_mark: (_not_asking,),
    citing.asked_somewhere: (_uncited,),
    wording.question_as_title: (_asking,),
    relations.sides: (_twice_a_side,),
    relations.own_sides_decided: (_decided_side,),
    citing.findable: (_without_address,),
    citing.one_author_an_entry: (_several_in_one,),
    estimating.intervals: (_has("estimates"),),
    conditionals.own_conditions: (_has("conditionals"),),
    relations.members: (_has("members"),),
}
"""What is looked at before a check is asked, any of which lets a record through; one without a gate is asked of every record."""
