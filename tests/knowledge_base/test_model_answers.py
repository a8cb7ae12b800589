"""Asking a model: as published, for a view, with numbers of one's own; stated against implied."""

from __future__ import annotations

import pytest

from cruxbase.analysis.entities import UnknownRecord
from cruxbase.analysis.model_answers import effects_in_models
from cruxbase.loading.loading import load_texts
from cruxbase.reasoning.computing import Incomputable
from cruxbase.reasoning.names import UnknownName
from disputes import dispute
from support import REPOSITORY, valid_texts


def test_a_view_s_numbers_go_in_and_stand_beside_what_it_states() -> None:
    """Bo's product is .056, which is what he states."""
    answer = dispute().model("robbery").query("house-robbed", view="bo")
    assert (pytest.approx(0.056), (0.056, 0.056), 0.1, pytest.approx(0)) == (
        answer.value,
        answer.stated,
        answer.published,
        answer.difference,
    )
    assert ["stated"] * 3 == [given.basis for given in answer.inputs]
    assert ("robbed", "house-robbed", "exact") == (answer.variable, answer.claim and answer.claim.id, answer.method)


def test_without_a_number_there_is_a_range_and_no_value() -> None:
    """No text publishes how likely nobody is to wake: as published the model has a range, and the unknown is named."""
    answer = dispute().model("robbery").query("robbed")
    assert (None, ("sleep",), pytest.approx((0.0, 0.2))) == (answer.value, answer.unknown, answer.range)


def test_published_numbers_fill_the_value_and_not_the_range_of_a_view() -> None:
    """Cy states one range of three inputs: the others are published or unknown, and the range allows for anything."""
    answer = dispute().model("robbery").query("robbed", view="cy", given={"nobody-wakes": 0.5})
    assert ["published", "stated", "supposed"] == [given.basis for given in answer.inputs]
    assert (pytest.approx(0.5 * 0.3 * 0.5), pytest.approx((0.0, 0.2))) == (answer.value, answer.range)


def test_numbers_given_go_before_all_others() -> None:
    """An input can be set by its name or by its claim."""
    model = dispute().model("robbery")
    by_name, by_claim = (model.query("robbed", view="ann", given={name: 0.1}).value for name in ("fail", "locks-fail"))
    assert pytest.approx(0.8 * 0.1 * 0.5) == by_name == by_claim


def test_an_input_can_be_asked_for_itself() -> None:
    """The target may be an input, which comes to what goes in."""
    assert 0.8 == dispute().model("robbery").query("thieves-come", view="ann").value


def test_what_does_not_exist_is_named_with_the_nearest() -> None:
    """Unknown quantities, inputs and views."""
    model = dispute().model("robbery")
    with pytest.raises(UnknownName, match="robbed"):
        model.query("robed")
    with pytest.raises(UnknownName, match="sleep"):
        model.query("robbed", given={"sleeps": 1})
    with pytest.raises(UnknownRecord, match="did you mean 'ann'"):
        model.query("robbed", view="anne")


def test_a_node_of_a_causal_graph_cannot_be_computed() -> None:
    """A variable without a formula says so."""
    kb = dispute(
        "# claims/models/causes.yaml\ntype: model\ntitle: Causes\ntopic: locks\nsummary: What causes what.\n"
        "variables:\n  - {name: rain, causes: [rust]}\n  - {name: rust}\noutputs:\n  - {variable: rust}\n"
    )
    with pytest.raises(Incomputable, match="rust"):
        kb.model("causes").query("rust")


def test_a_quantity_without_value_at_these_numbers_has_none() -> None:
    """One over nothing is no number, and no bound either."""
    kb = dispute(
        "# claims/models/ratio.yaml\ntype: model\ntitle: Ratio\ntopic: locks\nsummary: One over x.\n"
        "inputs: [{name: x, default: 0}]\nvariables: [{name: y, expression: 1 / x}]\noutputs: [{variable: y}]\n"
    )
    answer = kb.model("ratio").query("y")
    assert (None, None, "", None) == (answer.value, answer.range, answer.method, answer.difference)


def test_noisy_or_and_table_models_are_networks() -> None:
    """A cause shared by two ways is counted once: exact inference, where the product of marginals would be wrong."""
    kb = dispute(
        """
# claims/models/network.yaml
type: model
title: Network
topic: locks
summary: Two ways that share a cause.
inputs: [{name: come, claim: thieves-come, default: 0.5}]
variables:
  - {name: door, noisy_or: {causes: {come: 0.5}}}
  - {name: window, noisy_or: {causes: {come: 0.5}}}
  - name: both
    claim: house-robbed
    table: {given: [door, window], rows: {tt: 1, tf: 0, ft: 0, ff: 0}}
outputs: [{variable: both, claim: house-robbed}]
"""
    )
    answer = kb.model("network").query("both", view="ann")
    assert pytest.approx(0.8 * 0.25) == answer.value


def test_carlsmith_s_model_gives_the_published_number() -> None:
    """Carlsmith (2022, arXiv 2206.13353, section 8): .65 × .80 × .40 × .65 × .40 × .95 = .051376."""
    from cruxbase.loading.loading import load

    kb = load(REPOSITORY / "claims").knowledge_base
    target = "existential-catastrophe-from-power-seeking-by-2070"
    assert pytest.approx(0.051376) == kb.model("carlsmith-power-seeking-model").query(target).value
    found = kb.cruxes_between(target, "carlsmith-2022", "superforecasters-2023")
    (row,) = found.reasons
    in_probability = {part.claim: part.share_in_probability for part in row.premises}
    assert pytest.approx(-0.0313062, abs=1e-7) == in_probability["power-seeking-scales-to-disempowerment"]
    assert pytest.approx(-0.049288) == sum(share or 0 for share in in_probability.values())
    assert pytest.approx(found.gap) == row.share + found.own_reason
    assert "power-seeking-scales-to-disempowerment" == found.double_cruxes[0]


NEGATIVE = """
type: model
title: What work is worth
topic: t
summary: S
inputs:
  - {name: gain, low: 0, high: 1, basis: ours, reason: A scale.}
  - {name: cost, claim: work-costs, unit: probability}
variables: [{name: worth, expression: gain - cost}]
outputs: [{variable: worth, claim: work-is-worthless, when: worth < 0}]
"""


def test_a_model_that_has_high_worth_speaks_against_a_claim_of_low_worth() -> None:
    """A claim is borne out where `when` holds: with a cost of .1 in a tenth of the space, with .9 in nine tenths."""
    claim = "type: claim\ntitle: {0}\ntopic: t\nstatement: {0}.\n"
    belief = "type: viewpoint\ntitle: {0}\nholder: {0}\ndate: 2024-01-01\ncredences: {{work-costs: {1}}}\n"
    kb = load_texts(
        {
            "topics/t.yaml": "type: topic\ntitle: T\nsummary: S\n",
            "claims/work-costs.yaml": claim.format("Work costs"),
            "claims/work-is-worthless.yaml": claim.format("Work is worthless"),
            "people/ann.yaml": "type: person\nname: Ann\n",
            "people/bo.yaml": "type: person\nname: Bo\n",
            "viewpoints/ann-2024.yaml": belief.format("ann", 0.1),
            "viewpoints/bo-2024.yaml": belief.format("bo", 0.9),
            "models/worth.yaml": NEGATIVE,
        }
    ).knowledge_base
    for who, credence, sign in (("ann", 0.1, -1), ("bo", 0.9, 1)):
        (belief,) = kb.beliefs_from_models("work-is-worthless", view=who)
        assert (belief.model.id, belief.output, belief.reading, belief.sign) == ("worth", "worth", "when", sign)
        assert belief.credence == pytest.approx(credence, abs=0.03)
    assert kb.beliefs_from_models("work-costs") == ()


def test_a_model_whose_output_is_no_variable_moves_nothing() -> None:
    """It has a finding of its own, and the page of a crux is made without it."""
    texts = dict(valid_texts())
    path = "claims/models/monitored-harm.yaml"
    texts[path] = texts[path].replace("{variable: harm,", "{variable: harms,")
    kb = load_texts(texts).knowledge_base
    inputs = [entry.claim for entry in kb.model("monitored-harm").record.inputs if entry.claim]
    assert ("harms", ()) == (kb.model("monitored-harm").record.outputs[0].variable, effects_in_models(kb, inputs))


def test_a_model_may_name_a_claim_that_is_gone() -> None:
    """A file may be broken, or of a commit in which the claim was not there: the number that is published stands for it."""
    gone = "claims/monitoring/monitors-catch-most-attempts.yaml"
    texts = {path.removeprefix("claims/"): text for path, text in valid_texts().items() if path != gone}
    (_, caught) = load_texts(texts).knowledge_base.model("monitored-harm").query("harm").inputs
    assert (None, 0.9) == (caught.claim, caught.value)
