"""Words for relations in the passive, the inverse or another verb, and what to write for them and where.

Relations stand on the record they start from. A key that says the inverse cannot be renamed: that would turn the argument
round. It is explained instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cruxbase.records import RELATIONS


class RelationWord(NamedTuple):
    """What a word for a relation says.

    Attributes:
        relation: the key that it comes to.
        inverse: whether the record on which the word stands is the end of the relation, not its start; None where the word is
            used for both.
    """

    relation: str
    inverse: bool | None


_FORWARD = {
    "supports": """argues_for backs bolsters confirms corroborates entails favours favors implies in_favour_of
        in_favor_of proves pro_for strengthens substantiates suggests supports_claim is_evidence_for is_reason_for""",
    "attacks": """argues_against challenges contradicts counters counters_claim denies disconfirms disproves disputes
        is_evidence_against objects_to opposes questions_claim rebuts refutes weakens""",
    "undercuts": "blocks_step breaks_step undercuts_step",
    "requires": "assumes depends_on needs presupposes presumes rests_on relies_on",
    "refines": "narrows special_case_of specialises specializes specifies is_a",
    "answers": "answers_question replies_to responds_to",
}
_INVERSE = {
    "supports": """arguments argument_for arguments_for based_on because_of backed_by confirmed_by derived_from entailed_by
        evidence follows_from grounded_in grounds implied_by justification justified_by premise proof proven_by pro pros rationale
        reason reasons reasons_for support_by supported_by supporting_claims supporting_evidence supporters""",
    "attacks": """argument_against arguments_against attack_by attacked_by attackers challenged_by con cons contradicted_by
        contra counterargument counterarguments counter_arguments counterclaims countered_by criticised_by criticized_by criticism
        criticisms denied_by disproved_by disputed_by objection objections opposed_by opposing rebuttal rebuttals rebutted_by
        reasons_against refuted_by weakened_by""",
    "undercuts": "undercut_by undercutters",
    "requires": "assumed_by needed_by presupposed_by prerequisite_of required_by required_for",
    "refines": "broader_than generalises generalizes refined_by special_cases subclaims",
    "answers": "answered_by",
}
_EITHER = {
    "attacks": "against anti evidence_against negates undermines undermined_by",
    "supports": "caused_by causes evidence_for for leads_to linked_to related related_to relates_to relations see_also",
}
WORDS: dict[str, RelationWord] = {
    word: RelationWord(relation, inverse)
    for words, inverse in ((_FORWARD, False), (_INVERSE, True), (_EITHER, None))
    for relation, several in words.items()
    for word in several.split()
}
"""Every word known for a relation that is not its key."""

_VERB = {"supports": "is a reason for", "attacks": "speaks against", "requires": "cannot stand without"}


def relation_word(key: str) -> RelationWord | None:
    """What a key that is not known says of a relation; None where it is no word for one.

    >>> relation_word("supported-by"), relation_word("Refutes"), relation_word("statments")
    (RelationWord(relation='supports', inverse=True), RelationWord(relation='attacks', inverse=False), None)
    """
    word = "_".join(key.lower().replace("-", " ").replace("_", " ").split())
    if word in WORDS:
        return WORDS[word]
    if word.endswith(("_by", "ed")):  # a passive of one of our own verbs that is not in the list
        stem = word.removesuffix("_by").removesuffix("d").removesuffix("e")
        relation = next((r for r in RELATIONS if len(stem) > 3 and r.startswith(stem)), None)
        return RelationWord(relation, True) if relation is not None else None
    return None


def advice(key: str, word: RelationWord, own_id: str, others: Iterable[str]) -> str:
    """What to write for such a key, and in which file.

    Args:
        key: as it was written.
        word: what it says.
        own_id: id of the record on which it stands.
        others: the ids that stand under it, as far as they are any.
    """
    ids = list(others)
    first = ids[0] if ids else "the-other-record"
    more = f" (and so for {', '.join(repr(other) for other in ids[1:3])})" if len(ids) > 1 else ""
    there = f"in the file of {first!r} write '{word.relation}: [{own_id}]'{more}"
    here = f"'{word.relation}: [{first}]'"
    if word.relation == "undercuts":
        return f"an undercut stands on the record that undercuts: there write 'undercuts: [from-id -> {own_id}]' and remove this key"
    if word.inverse is None:
        verb = _VERB.get(word.relation, "bears on")
        return (
            f"if this record {verb} {first!r}, write {here}; if it is the other way round, {there} and remove this key"
        )
    if word.inverse:
        return f"relations stand on the record they start from: {there}, and remove {key!r} here"
    return f"write {here}"
