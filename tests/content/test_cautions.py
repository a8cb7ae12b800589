"""Each caution with which the seed was handed over is met, and here stands which test sees to it.

The cautions close the editors' analysis of the seed. They say whose words are whose, what is lost, and what must not be
left out of a summary.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from content import test_attributions_legibility_and_inoculation as first
from content import test_attributions_motives as second
from content import test_attributions_oversight_and_plans as third
from content import test_seed_coverage, test_stories
from content.shipped import record

CAUTIONS: dict[str, tuple[Callable[..., None], ...]] = {
    "the last two sentences of P38 are the commenter's": (
        first.test_p38_is_split_between_mallen_and_the_commenter,
        first.test_p39_answers_the_second_half_of_p38,
    ),
    "P32 is Wei Dai's, and Mallen attacks it": (
        first.test_p32_is_quoted_from_wei_dai,
        first.test_wei_dai_believes_what_p32_says_and_mallen_does_not,
        first.test_mallen_attacks_the_view_quoted_at_p32,
    ),
    "P12, P14, P16 and P36 are quotations": (
        second.test_quoted_paragraph_is_cited_as_a_quotation,
        second.test_no_record_takes_a_quoted_paragraph_as_mallens_assertion,
        first.test_p36_is_a_quotation,
        test_seed_coverage.test_quoted_words_are_quoted,
    ),
    "P16 is cut off": (second.test_p16_is_cut_off,),
    "P46 to P48 are one comment, and Mallen's": (
        first.test_p46_to_p48_are_mallens_own,
        first.test_the_findings_of_p46_to_p48_are_in_mallens_views,
    ),
    "the 'it' of P29 has lost its referent": (third.test_it_in_p29_has_lost_its_referent,),
    "the strategy of P3 has lost its referent": (second.test_p3_lost_the_strategy_it_speaks_of,),
    "P13 was written before P4, and P4 before P3": (
        second.test_p4_glosses_the_term_that_p13_uses,
        second.test_p3_answers_a_reply_to_p4,
        second.test_order_of_the_comments_is_told_to_readers,
    ),
    "positions that only a reply preserves are reconstructions": (
        test_seed_coverage.test_claim_is_there_as_what_it_is,
        test_seed_coverage.test_what_a_text_leaves_unsaid_is_not_cited_as_said,
        second.test_unquoted_points_are_a_reconstructed_viewpoint,
        third.test_lost_positions_are_reconstructed,
    ),
    "P13 and January 2026 are both recorded, with dates": (second.test_p13_and_january_2026_are_two_dated_views,),
    "P47 and P48 are in tension, which Mallen leaves": (first.test_the_tension_of_p47_and_p48_is_recorded_as_ours,),
    "the findings of P26 come from particular set-ups": (first.test_the_findings_of_p26_come_with_their_conditions,),
    "P22 to P27 do not say that control is easy": (
        third.test_scope_of_the_evidence_stays_attached,
        third.test_contingency_does_not_say_control_is_easy,
        third.test_no_claim_of_easy_sovereign_alignment,
        test_stories.test_story_does_not_flatter_the_seeds_author,
    ),
}


@pytest.mark.parametrize("caution", CAUTIONS)
def test_caution_has_a_test(caution: str) -> None:
    """Somebody looks whether the caution is heeded, and says in a sentence what is looked at."""
    for test in CAUTIONS[caution]:
        assert test.__name__.startswith("test_")
        assert test.__doc__


def test_every_summary_of_contingency_says_what_it_does_not_claim() -> None:
    """The summaries of the topic and of its model keep the author's reservation with his conclusion."""
    assert "not as a claim that AIs are easy to control" in " ".join(record("contingency").summary.split())
    assert "evidence-is-of-non-overdetermination-only" in record("contingency").story
