"""`change/`: what a change did, told where two states of the base are known (`check --since`)."""

from cruxbase.diagnostics.catalogue.kind import DiagnosticKind as Kind

KINDS = (
    Kind(
        "change/record-deleted",
        "warning",
        "A record was deleted",
        "What links to it from outside breaks, and nobody can see any more what was said and answered. A record that has "
        "had its day is retired ('cruxbase retire', with what replaces it); one that got another name is renamed.",
    ),
    Kind(
        "change/renamed-by-hand",
        "warning",
        "A record has another id, and its former one leads nowhere",
        "Links from outside and other people's pull requests use the former id. 'cruxbase rename' keeps it among the "
        "record's aliases and rewrites every reference; by hand, add it to 'aliases'.",
    ),
    Kind(
        "change/step-turned",
        "warning",
        "A reason now speaks for the other side, in the same words",
        "A support became an attack, or an attack a support, and its 'because' is what it was. One of the two is a slip: "
        "a warrant says why the premise tells for, or why it tells against.",
    ),
    Kind(
        "change/view-rewritten",
        "note",
        "A belief, holder or date is another, and what was read the same",
        "A viewpoint says what somebody believed as of its date. A change of mind is a new viewpoint with a date of its "
        "own, so that both can be seen; a slip that is mended is mended here, and the pull request says so.",
    ),
    Kind(
        "change/number-changed",
        "note",
        "A number is another, and what it was taken from the same",
        "The text says one of the two. Look it up at the place that is cited, and say in the pull request which it was. The "
        "ends and the default of a model's input have a 'reason', which changes with them.",
    ),
    Kind(
        "change/circle-closed",
        "note",
        "A new reason leads back to where it came from",
        "The claim that it speaks for is itself among the grounds of its premise. Mutual support is welcome where each "
        "side has a ground of its own; often one of the two steps only says the other the wrong way round.",
    ),
)
