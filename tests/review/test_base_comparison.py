"""What `compare_bases` says of constructed changes, one a test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cruxbase.analysis.base_comparison import compare_bases
from cruxbase.analysis.comparison_parts import BaseComparison
from cruxbase.loading.loading import load_texts
from support import texts_from

BASE = texts_from(
    """
    # claims/topics/locks.yaml
    type: topic
    title: Locks
    summary: About locks.
    # claims/people/ann.yaml
    type: person
    name: Ann
    # claims/people/bob.yaml
    type: person
    name: Bob
    # claims/sources/paper.yaml
    type: source
    title: A paper
    authors: [ann]
    issued: 2024
    kind: report
    url: https://example.org/paper
    checked: read
    # claims/rust-is-common.yaml
    type: claim
    title: Rust is common
    topic: locks
    statement: Iron locks rust often.
    sources: [paper]
    supports:
      - claim: iron-locks-fail
        because: Rust jams them.
    # claims/iron-locks-fail.yaml
    type: claim
    title: Iron locks fail
    topic: locks
    statement: Most iron locks fail within ten years.
    sources: [paper]
    supports: [buy-brass]
    # claims/oil-helps.yaml
    type: claim
    title: Oil helps
    topic: locks
    statement: Oiled iron does not jam.
    sources: [paper]
    # claims/brass-is-cheap.yaml
    type: claim
    title: Brass is cheap
    topic: locks
    statement: The price of brass goes up by less than that of iron.
    sources: [paper]
    supports: [buy-brass]
    # claims/buy-brass.yaml
    type: norm
    title: Buy brass locks
    topic: locks
    statement: One ought to buy brass locks.
    sources: [paper]
    # claims/iron-will-do.yaml
    type: norm
    title: Iron will do
    topic: locks
    statement: One ought to buy iron locks.
    sources: [paper]
    # claims/brass-or-iron.yaml
    type: crux
    title: Brass or iron
    topic: locks
    question: Should one buy brass or iron?
    sides: [buy-brass, iron-will-do]
    decides: [buy-brass]
    sources: [paper]
    # claims/when-does-it-fail.yaml
    type: question
    title: When does it fail
    topic: locks
    question: When does the lock fail?
    quantity: {kind: year}
    sources: [paper]
    # claims/viewpoints/ann-2024.yaml
    type: viewpoint
    title: Ann, 2024
    holder: ann
    date: 2024
    sources: [paper]
    credences:
      rust-is-common: 0.9
      oil-helps: 0.9
      brass-is-cheap: 0.3
      buy-brass: 0.7
    estimates:
      when-does-it-fail: {median: 2030}
    # claims/viewpoints/bob-2024.yaml
    type: viewpoint
    title: Bob, 2024
    holder: bob
    date: 2024
    sources: [paper]
    credences:
      rust-is-common: 0.85
      oil-helps: 0.1
      brass-is-cheap: 0.9
      buy-brass: 0.9
    """
)

ANN, BOB = "claims/viewpoints/ann-2024.yaml", "claims/viewpoints/bob-2024.yaml"
RUST, FAIL, OIL, CHEAP, BUY = (
    f"claims/{id}.yaml" for id in ("rust-is-common", "iron-locks-fail", "oil-helps", "brass-is-cheap", "buy-brass")
)
UNDERCUT = "undercuts: [rust-is-common -> iron-locks-fail]\n"


def after(*changes: tuple[str, str, str]) -> dict[str, str]:
    """The base with texts replaced in files; an empty old text appends, and None in place of a new one deletes the file."""
    texts = dict(BASE)
    for path, old, new in changes:
        assert not old or old in texts[path], (path, old)
        texts[path] = texts[path].replace(old, new) if old else texts.get(path, "") + new
    return texts


def compared(before: dict[str, str], now: dict[str, str]) -> BaseComparison:
    loaded = [load_texts(texts) for texts in (before, now)]
    touched = [path for path in now if path in before and now[path] != before[path]]
    return compare_bases(*(one.knowledge_base for one in loaded), touched=touched)


def change(*changes: tuple[str, str, str]) -> BaseComparison:
    return compared(BASE, after(*changes))


def without(*paths: str) -> dict[str, str]:
    return {path: text for path, text in BASE.items() if path not in paths}


def moved(old: str, new: str, *others: tuple[str, str, str]) -> dict[str, str]:
    """The base with a record renamed as `cruxbase rename` does it."""
    texts = after(*others)
    path = f"claims/{old}.yaml"
    texts[f"claims/{new}.yaml"] = texts.pop(path) + f"aliases: [{old}]\n"
    return {path: text.replace(old, new) if not path.endswith(f"/{new}.yaml") else text for path, text in texts.items()}


def sorts(comparison: BaseComparison) -> list[tuple[str, str]]:
    return [(one.id, one.sort) for one in comparison.records]


def flips(comparison: BaseComparison) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.claim, one.who, one.before, one.after) for one in comparison.statuses if one.is_flip]


def step_sorts(comparison: BaseComparison) -> list[tuple[str, str]]:
    return [(one.name, one.sort) for one in comparison.steps]


def suspects(comparison: BaseComparison) -> list[tuple[str, str, str]]:
    return [(one.viewpoint, one.claim, one.because) for one in comparison.suspect]


def gap_sorts(comparison: BaseComparison) -> list[tuple[str, str]]:
    return [(one.target, one.sort) for one in comparison.gaps]


def test_the_same_base_twice():
    """Nothing changed and nothing follows."""
    same = compared(BASE, dict(BASE))
    assert (True, False, ()) == (same.is_same, same.has_effect, same.pages)


def test_comments_only():
    """An edit of comments names the file and nothing else."""
    found = change((RUST, "type: claim", "# seen\ntype: claim"))
    assert (True, (RUST,), False, ()) == (found.is_same, found.layout, found.has_effect, found.pages)


def test_layout_and_short_forms_only():
    """A relation written out at length, with what is the default, says the same."""
    found = change((FAIL, "supports: [buy-brass]", "supports:\n  - claim: buy-brass\n    strength: moderate"))
    assert (True, (FAIL,)) == (found.is_same, found.layout)


def test_keys_in_another_order():
    """The order of keys says nothing."""
    found = change((BUY, "type: norm\ntitle: Buy brass locks\n", "title: Buy brass locks\ntype: norm\n"))
    assert (True, (BUY,)) == (found.is_same, found.layout)


def test_an_undercut_flips_a_conclusion_for_one_person_only():
    """Ann believes that oil helps, so that for her nothing follows any more; for Bob all stands, and on record challenged."""
    found = change((OIL, "", UNDERCUT))
    assert ("iron-locks-fail", "ann", "in", "undecided") in flips(found)
    assert {"ann"} == {who for _, who, _, _ in flips(found)}
    assert [("iron-locks-fail", (False, True))] == [
        (one.claim, one.challenged) for one in found.statuses if one.who == "on-record"
    ]
    assert [("oil-helps —undercuts→ rust-is-common -> iron-locks-fail", "added")] == step_sorts(found)
    assert {("iron-locks-fail", "ann")} <= {(one.claim, one.who) for one in found.strengths}
    assert "iron-locks-fail" not in {one.claim for one in found.strengths if one.who == "bob"}


def test_an_undercut_taken_away():
    """The reverse change flips it back."""
    found = compared(after((OIL, "", UNDERCUT)), BASE)
    assert ("iron-locks-fail", "ann", "undecided", "in") in flips(found)
    assert [("oil-helps —undercuts→ rust-is-common -> iron-locks-fail", "cut")] == step_sorts(found)


def test_a_rename_has_no_effect():
    """All references follow, and nothing else is reported."""
    found = compared(BASE, moved("rust-is-common", "iron-rusts"))
    assert [("iron-rusts", "renamed")] == sorts(found)
    assert ("rust-is-common", (), (), False) == (
        found.records[0].former,
        found.records[0].parts,
        found.steps,
        found.has_effect,
    )


def test_a_rename_with_an_edit():
    """What changed beside the id is told."""
    found = compared(BASE, moved("rust-is-common", "iron-rusts", (RUST, "title: Rust is common", "title: Iron rusts")))
    assert [("iron-rusts", "renamed")] == sorts(found)
    assert ("title",) == found.records[0].parts
    assert ["ann-2024", "bob-2024"] == [one.viewpoint for one in found.suspect]


def test_a_reference_by_a_former_id_is_the_same():
    """A record that still names a former id says what it said."""
    texts = moved("rust-is-common", "iron-rusts")
    texts[ANN] = BASE[ANN]
    assert [("iron-rusts", "renamed")] == sorts(compared(BASE, texts))


def test_a_person_is_renamed():
    """A holder's new id moves nobody's view."""
    texts = dict(BASE)
    texts["claims/people/anna.yaml"] = texts.pop("claims/people/ann.yaml") + "aliases: [ann]\n"
    texts[ANN] = texts[ANN].replace("holder: ann", "holder: anna")
    found = compared(BASE, texts)
    assert ([("anna", "renamed")], False) == (sorts(found), found.has_effect)


def test_a_new_wording_makes_two_credences_suspect():
    """Both who spoke of the claim spoke of the older wording."""
    found = change((RUST, "Iron locks rust often.", "Iron locks in houses rust often."))
    assert [("rust-is-common", "wording")] == sorts(found)
    assert [("ann-2024", "rust-is-common", "reworded"), ("bob-2024", "rust-is-common", "reworded")] == suspects(found)
    assert {"0.9", "0.85"} == {one.written for one in found.suspect}


def test_up_becomes_down():
    """A word replaced with its opposite may turn the sense, and counts as substance."""
    found = change((CHEAP, "goes up", "goes down"))
    assert [("brass-is-cheap", "substance")] == sorts(found)
    assert ("up", "down") == found.records[0].turned
    assert {"turned"} == {one.because for one in found.suspect}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (RUST, "rust often", "do not rust often"),
        (FAIL, "ten years", "10 years and not 5"),
        (OIL, "does not jam", "jams"),
    ],
)
def test_negations_and_numbers_turn_the_sense(path: str, old: str, new: str):
    """A negation that comes or goes is seen."""
    assert change((path, old, new)).records[0].turned is not None


def test_another_number_turns_the_sense():
    """Numbers in a statement are its substance."""
    before = after((FAIL, "ten years", "10 years"))
    found = compared(before, after((FAIL, "ten years", "50 years")))
    assert (("10", "50"), "substance") == (found.records[0].turned, found.records[0].sort)


def test_punctuation_and_capitals_make_nothing_suspect():
    """What is spelled otherwise and says the same leaves beliefs alone."""
    found = change((RUST, "Iron locks rust often.", "Iron locks – rust, often!"))
    assert ([("rust-is-common", "wording")], ()) == (sorts(found), found.suspect)


def test_notes_make_nothing_suspect():
    """Remarks are about the claim and no part of what it says."""
    found = change((RUST, "", "notes: See the table.\n"))
    assert ([("rust-is-common", "about")], (), False) == (sorts(found), found.suspect, found.has_effect)


def test_a_credence_changed_with_the_wording_is_not_suspect():
    """Whoever gave a new number has read the new wording."""
    found = change(
        (RUST, "Iron locks rust often.", "Iron locks in houses rust often."), (ANN, "common: 0.9", "common: 0.8")
    )
    assert [("bob-2024", "rust-is-common", "reworded")] == suspects(found)


def test_a_belief_read_again_is_not_suspect():
    """`reread` with the change says that somebody has held the belief against the new wording."""
    found = change(
        (RUST, "Iron locks rust often.", "Iron locks in houses rust often."),
        (ANN, "rust-is-common: 0.9", "rust-is-common: {credence: 0.9, reread: 2025-01}"),
    )
    assert [("bob-2024", "rust-is-common", "reworded")] == suspects(found)


def test_a_credence_turns_the_sign_of_a_gap():
    """Bob believed it more than Ann; now she does more than he."""
    found = change((ANN, "buy-brass: 0.7", "buy-brass: 0.98"))
    (gap,) = [one for one in found.gaps if one.target == "buy-brass"]
    assert ("turned", True, True) == (gap.sort, gap.before > 0, gap.after < 0)
    assert [("ann-2024", "buy-brass", "0.7", "0.98")] == [
        (one.viewpoint, one.claim, one.before, one.after) for one in found.beliefs
    ]


def test_a_credence_makes_a_gap_vanish():
    """Ann comes to what Bob says."""
    assert ("buy-brass", "vanishes") in gap_sorts(change((ANN, "buy-brass: 0.7", "buy-brass: 0.9")))


def test_a_credence_makes_a_gap_appear():
    """They agreed that rust is common, and do no longer."""
    assert ("rust-is-common", "appears") in gap_sorts(change((ANN, "rust-is-common: 0.9", "rust-is-common: 0.2")))


def _cruxes(rust: float, cheap: float) -> dict[str, str]:
    """The base in which both claims bear strongly on what the two disagree about, with Bob's credences in them."""
    strong = "supports:\n  - claim: buy-brass\n    strength: strong\n"
    texts = after(
        (FAIL, "supports: [buy-brass]\n", strong),
        (CHEAP, "supports: [buy-brass]\n", strong),
        (ANN, "rust-is-common: 0.9", "iron-locks-fail: 0.2"),
        (BOB, "rust-is-common: 0.85", f"iron-locks-fail: {rust}"),
    )
    for path, old, new in (
        (ANN, "cheap: 0.3", "cheap: 0.2"),
        (ANN, "buy-brass: 0.7", "buy-brass: 0.4"),
        (BOB, "cheap: 0.9", f"cheap: {cheap}"),
        (BOB, "buy-brass: 0.9", "buy-brass: 0.9"),
    ):
        texts[path] = texts[path].replace(old, new)
    return texts


def test_a_credence_swaps_two_cruxes():
    """What mattered most matters second once Bob is surer of the other claim."""
    found = compared(_cruxes(0.9, 0.8), _cruxes(0.8, 0.9))
    (gap,) = [one for one in found.gaps if one.target == "buy-brass"]
    assert ("re-ranked", ("iron-locks-fail", "brass-is-cheap")) == (gap.sort, gap.cruxes_before)
    assert (("brass-is-cheap", "iron-locks-fail"), True) == (gap.cruxes_after, gap.cruxes_swapped)


def test_a_double_crux_vanishes():
    """Once Bob says what Ann says of it, they no longer part over it."""
    found = compared(_cruxes(0.9, 0.8), _cruxes(0.9, 0.2))
    (gap,) = [one for one in found.gaps if one.target == "buy-brass"]
    assert (("brass-is-cheap",), ()) == (gap.cruxes_gone, gap.cruxes_new)


def test_a_retirement_orphans_a_step():
    """The record that still names a retired claim has a reason that does nothing, and its conclusion loses one."""
    found = change((FAIL, "", "status: retired\n"))
    assert ("iron-locks-fail", "retired") in sorts(found)
    assert ("rust-is-common -> iron-locks-fail", "orphaned") in step_sorts(found)
    (orphan,) = [one for one in found.steps if one.sort == "orphaned"]
    assert "iron-locks-fail" == orphan.lost
    assert ("iron-locks-fail", "on-record", "in", None) in flips(found)


def test_a_retirement_names_what_to_use_instead():
    """`replaced_by` is told with it."""
    found = change((OIL, "", "status: retired\nreplaced_by: rust-is-common\n"))
    assert [("oil-helps", "retired", "rust-is-common")] == [(one.id, one.sort, one.into) for one in found.records]


def test_a_retired_claim_taken_up_again():
    """The step that did nothing works again."""
    found = compared(after((FAIL, "", "status: retired\n")), BASE)
    assert [("iron-locks-fail", "revived")] == sorts(found)
    assert ("rust-is-common -> iron-locks-fail", "restored") in step_sorts(found)


def test_a_removed_record_orphans_what_names_it():
    """A reason whose conclusion is gone stands in its record and leads nowhere."""
    found = compared(BASE, without(FAIL))
    assert [("iron-locks-fail", "removed")] == sorts(found)
    assert {("rust-is-common -> iron-locks-fail", "orphaned"), ("iron-locks-fail -> buy-brass", "cut")} == set(
        step_sorts(found)
    )


def test_a_broken_record_is_not_called_removed():
    """Its file is there, and holds no valid record."""
    assert ("oil-helps", "broken") in sorts(change((OIL, "title: Oil helps", "titel: Oil helps")))


def test_a_merge_of_two_claims():
    """The one that is gone leads to the other, which takes over what it supported."""
    texts = without(CHEAP)
    texts[FAIL] += "aliases: [brass-is-cheap]\n"
    for path in (ANN, BOB):
        texts[path] = "".join(line for line in texts[path].splitlines(True) if "brass-is-cheap" not in line)
    found = compared(BASE, texts)
    assert [("brass-is-cheap", "merged", "iron-locks-fail")] == [
        (one.id, one.sort, one.into) for one in found.records if one.type == "claim"
    ]
    assert ("buy-brass", "ann") in {(one.claim, one.who) for one in found.strengths} or found.gaps


def test_a_reason_added():
    """A new record with a reason is an added record, and an added step."""
    texts = dict(BASE)
    texts["claims/thieves-like-iron.yaml"] = BASE[CHEAP].replace("title: Brass is cheap", "title: Thieves like iron")
    found = compared(BASE, texts)
    assert [("thieves-like-iron", "added")] == sorts(found)
    assert [("thieves-like-iron -> buy-brass", "added")] == step_sorts(found)


def test_a_reason_for_becomes_one_against():
    """It is turned, not added and cut, and moves those who believe the premise."""
    found = change((CHEAP, "supports: [buy-brass]", "attacks: [buy-brass]"))
    assert [("brass-is-cheap -> buy-brass", "turned")] == step_sorts(found)
    assert [("brass-is-cheap", "substance")] == sorts(found)


def test_a_strength_changes():
    """Before and after are told, and what follows for a person."""
    found = change((RUST, "because: Rust jams them.", "strength: strong\n    because: Rust jams them."))
    assert [("moderate", "strong")] == [one.strengths for one in found.steps]
    (ann,) = [one for one in found.strengths if (one.claim, one.who) == ("iron-locks-fail", "ann")]
    assert (ann.before < ann.after, ann.stated) == (True, False)


def test_a_warrant_reworded_moves_nothing():
    """The text of a reason is wording."""
    found = change((RUST, "Rust jams them.", "Rust makes them jam."))
    assert ([("rust-is-common", "wording")], False) == (sorts(found), found.has_effect)
    assert [("rust-is-common -> iron-locks-fail", "changed")] == step_sorts(found)


def test_a_requirement_added():
    """A cap on the other side of the requirement moves what it caps."""
    found = change((FAIL, "", "requires: [brass-is-cheap]\n"))
    assert [("iron-locks-fail —requires→ brass-is-cheap", "added")] == step_sorts(found)
    assert ("iron-locks-fail", "ann") in {(one.claim, one.who) for one in found.strengths}


def test_a_coherence_finding_opens():
    """Bob believes a thing more than what it now requires."""
    found = change((BUY, "", "requires: [oil-helps]\n"))
    assert [("bob", "opened", "above-requirement", ("buy-brass", "oil-helps"))] == [
        (one.who, one.sort, one.kind, one.claims) for one in found.coherence
    ]


def test_a_coherence_finding_closes():
    """Without the requirement there is nothing to find."""
    found = compared(after((BUY, "", "requires: [oil-helps]\n")), BASE)
    assert [("bob", "closed", "above-requirement")] == [(one.who, one.sort, one.kind) for one in found.coherence]


def test_the_sides_of_a_crux_exceed_one():
    """A credence in the other side that leaves too little room is found."""
    found = change((BOB, "credences:", "credences:\n  iron-will-do: 0.6"))
    assert [("bob", "opened", "sides-exceed-one")] == [(one.who, one.sort, one.kind) for one in found.coherence]


def test_an_estimate_moves():
    """The quantity is told before and after."""
    found = change((ANN, "median: 2030", "median: 2035"))
    assert [("when-does-it-fail", (2030.0, None, None), (2035.0, None, None))] == [
        (one.question, one.before, one.after) for one in found.estimates
    ]


def test_a_new_viewpoint():
    """What a person says for the first time is new, and what follows for them too."""
    texts = dict(BASE)
    texts["claims/viewpoints/ann-2025.yaml"] = (
        "type: viewpoint\ntitle: Ann, 2025\nholder: ann\ndate: 2025\nsources: [paper]\ncredences: {rust-is-common: 0.1}\n"
    )
    found = compared(BASE, texts)
    assert [("ann-2025", "added")] == sorts(found)
    assert ("iron-locks-fail", "ann", "in", "out") in flips(found) or any(
        one.claim == "iron-locks-fail" and one.who == "ann" for one in found.strengths
    )
    assert ("rust-is-common", "appears") in gap_sorts(found)


def test_a_change_of_topic_moves_nothing():
    """Where a record is filed is about it."""
    texts = after((OIL, "topic: locks", "topic: oil"))
    texts["claims/topics/oil.yaml"] = "type: topic\ntitle: Oil\nsummary: About oil.\n"
    found = compared(BASE, texts)
    assert ([("oil-helps", "about"), ("oil", "added")], False) == (sorts(found), found.has_effect)


def test_pages_of_what_moved_and_what_names_it():
    """The pages are those of the record, of what it bears on, and of the people for whom it does."""
    found = change((OIL, "", UNDERCUT))
    assert {"claims/oil-helps/", "claims/iron-locks-fail/", "people/ann/"} <= set(found.pages)


def test_only_people_whom_the_change_reaches_are_computed():
    """A claim of which nobody spoke, and that bears on nothing, costs nobody's view."""
    texts = dict(BASE)
    texts["claims/keys-bend.yaml"] = (
        "type: claim\ntitle: Keys bend\ntopic: locks\nstatement: Keys bend.\nsources: [paper]\n"
    )
    assert 0 == compared(BASE, texts).people


def test_plain_data_hold_all_of_it():
    """The dictionary lists suspect credences by viewpoint and claim."""
    plain = change((CHEAP, "goes up", "goes down")).to_dict()
    assert [("ann-2024", "brass-is-cheap"), ("bob-2024", "brass-is-cheap")] == [
        (one["viewpoint"], one["claim"]) for one in plain["suspect"]
    ]
    assert False is plain["same"]


REVERSED: list[Callable[[], dict[str, str]]] = [
    lambda: after((OIL, "", UNDERCUT)),
    lambda: after((FAIL, "", "status: retired\n")),
    lambda: after((ANN, "buy-brass: 0.7", "buy-brass: 0.98")),
    lambda: without(OIL),
]


@pytest.mark.parametrize("make", REVERSED)
def test_a_change_and_its_reverse_tell_the_same_statuses(make: Callable[[], dict[str, str]]):
    """What is before in one is after in the other."""
    there, back = compared(BASE, make()), compared(make(), BASE)
    assert {(one.claim, one.who, one.before, one.after) for one in there.statuses} == {
        (one.claim, one.who, one.after, one.before) for one in back.statuses
    }
