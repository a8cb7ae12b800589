"""`model/`: what executable arguments compute."""

from cruxbase.diagnostics.catalogue.kind import DiagnosticKind as Kind

KINDS = (
    Kind(
        "model/duplicate-name",
        "error",
        "Two quantities of a model have the same name",
        "An expression could not say which of them it means. Rename one.",
    ),
    Kind(
        "model/beyond-unit",
        "warning",
        "A probability or share is set beyond 0 and 1",
        "The unit says that the quantity is a part of a whole, and a number of its range or its default is not. 80 for 80% is "
        "the common slip: write 0.8. Where more than the whole is meant, the unit is another, such as a ratio.",
    ),
    Kind(
        "model/undefined-name",
        "error",
        "A model uses a name that it does not define",
        "What hangs on the name cannot be computed. Correct the spelling, or add an input or variable of this name.",
    ),
    Kind(
        "model/used-before-definition",
        "error",
        "A variable is used before it is defined",
        "Variables are computed in the order in which they are written, so that a reader can follow. Move "
        "the definition up.",
    ),
    Kind(
        "model/variable-definition",
        "error",
        "A variable is defined in two ways, or in none",
        "Give exactly one of 'expression', 'product', 'noisy_or' and 'table'. Only a node of a causal "
        "graph, which causes or is caused, may do without.",
    ),
    Kind(
        "model/bad-expression",
        "error",
        "An expression cannot be read",
        "Expressions are arithmetic, comparison and a short list of functions, the same in Python and in "
        "the browser. The finding points at what cannot be read.",
    ),
    Kind(
        "model/table-rows",
        "error",
        "A probability table does not have one row for each case",
        "Each combination of the given variables needs exactly one probability; a missing one would have "
        "to be invented. Rows are named by t and f, one letter for each given variable in order.",
    ),
    Kind(
        "model/causal-cycle",
        "warning",
        "Causes lead round in a circle",
        "A causal graph with a loop has no order of computation and no joint distribution. Take a link "
        "out, or split a quantity by time; where a feedback is meant, say 'feedback' in the summary or "
        "the notes.",
    ),
    Kind(
        "model/default-out-of-range",
        "error",
        "A default lies outside its own range",
        "The sensible range of an input is 'low' to 'high', and its default lies within: one of the numbers is a slip.",
    ),
    Kind(
        "model/expectation-fails",
        "error",
        "The model does not give what it is expected to give",
        "Either the model does not say what the text says, or the expectation was copied wrongly. The "
        "finding shows what came out.",
    ),
    Kind(
        "model/expectation-untried",
        "warning",
        "An expectation cannot be tried",
        "Some input that it depends on has no value. Give the input a default, or a value under 'given'.",
    ),
    Kind(
        "model/stated-differs",
        "warning",
        "A stated value differs from the computed one",
        "The text gives a number that does not follow from its own numbers, beyond rounding. Check both; "
        "if the text is really at odds with itself, that is worth a claim.",
    ),
    Kind(
        "model/unused-input",
        "note",
        "Nothing depends on an input",
        "Turning this knob changes nothing. Use it in a variable, say what it causes, or remove it.",
    ),
    Kind(
        "model/no-horizon",
        "error",
        "A stateful model does not say how far it is carried on",
        "A variable with 'next' changes from step to step. 'horizon' says how many steps are taken; what the model "
        "reports is the last.",
    ),
    Kind(
        "model/bad-range",
        "error",
        "Nothing can be drawn from the range of an input",
        "A range runs from 'low' up to 'high', both finite; a shape on a scale of ratios needs a range above 0, and a "
        "point needs a default.",
    ),
    Kind(
        "model/no-range",
        "warning",
        "An input has neither a default nor a range",
        "A model answers with an interval over what is not known. Give 'low' and 'high', with the reason: what nobody "
        "stated is a range and not a point.",
    ),
    Kind(
        "model/given-out-of-range",
        "error",
        "An expectation sets an input to what it cannot be",
        "The values under 'given' lie within the ranges of the inputs. Correct the value, or widen the range.",
    ),
    Kind(
        "model/expectation-cannot-fail",
        "warning",
        "An expectation holds whatever the model says",
        "It is true for any values of the quantities in it, or speaks of inputs only, and so tests nothing. Compare "
        "quantities that the equations could make come out the other way.",
    ),
    Kind(
        "model/idle-input",
        "warning",
        "An input changes no output",
        "Turning this knob anywhere in the space leaves every output as it is. Let it bear on an output, or leave it out.",
    ),
    Kind(
        "model/undefined-output",
        "warning",
        "An output has no number at the defaults",
        "With its defaults, and the middle of the range of every other input, the output comes to nothing; the finding "
        "says why.",
    ),
    Kind(
        "model/too-long",
        "warning",
        "A model takes so many operations that it is not tried",
        "Its expressions together, taken as often as its horizon says, are more than a check has time for. Shorten the "
        "horizon, or the expressions.",
    ),
    Kind(
        "model/cause-reversed",
        "warning",
        "A cause is written the wrong way round",
        "A quantity that is computed from another is its effect. 'causes' stands on the cause, and names what it bears on.",
    ),
)
