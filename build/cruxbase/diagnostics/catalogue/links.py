"""`link/`: where references lead."""

from cruxbase.diagnostics.catalogue.kind import DiagnosticKind as Kind

KINDS = (
    Kind(
        "link/unknown-claim",
        "error",
        "A reference leads to no record",
        "A reason that hangs in the air looks like part of the argument and is not. Correct the spelling, "
        "or write the record that is meant.",
    ),
    Kind(
        "link/unknown-source",
        "error",
        "A citation names no source",
        "Without the source a reader cannot check what a text says. Correct the spelling, or add a record "
        "under claims/sources/.",
    ),
    Kind(
        "link/unknown-topic",
        "error",
        "A topic is not known",
        "Every claim stands in a column of the map; an unknown topic would hide it. Correct the spelling, "
        "or add a record under claims/topics/.",
    ),
    Kind(
        "link/unknown-person",
        "error",
        "A person is not known",
        "Views and texts are attributed by id; a slip would attribute them to nobody. Correct the "
        "spelling, or add a record under claims/people/. An author without a record may be written by "
        "name, with a capital.",
    ),
    Kind(
        "link/unknown-step",
        "error",
        "An undercut names no step",
        "An undercut that hits nothing is lost, and its author would not notice. Name a step that is "
        "written in some record's 'supports' or 'attacks', or an argument record; if there is none, the "
        "point is an attack on a claim.",
    ),
    Kind(
        "link/wrong-start",
        "error",
        "This type of record cannot start this relation",
        "A question or a definition is neither true nor false, so it cannot be a reason for or against "
        "anything. Write the relation on a claim that says what you mean.",
    ),
    Kind(
        "link/wrong-end",
        "error",
        "This type of record cannot be the end of this relation",
        "Each relation has a meaning that the computations rely on; between other types it has none. The "
        "help says which types fit and, where there is one, the relation that fits.",
    ),
    Kind(
        "link/unknown-in-text",
        "warning",
        "A link in a text names no record",
        "'[[id]]' and '[words](../../claims/id/)' in notes, warrants and stories become links on the site; one that names no "
        "record shows its brackets, or leads nowhere. So does one that lacks a bracket, gives a title for the id, or "
        "an id alone as an address. Correct it as the help says, or write the words without a link.",
    ),
    Kind(
        "link/former-id",
        "warning",
        "A reference uses a former id",
        "The alias works, but a reader who searches the base for the present id does not find this place. "
        "`cruxbase fix` writes the present one.",
    ),
    Kind(
        "link/self-reference",
        "error",
        "A record refers to itself",
        "Nothing is a reason for itself, a part of itself, or its own replacement. Nearly always another id was meant.",
    ),
    Kind(
        "link/cycle",
        "error",
        "Records lead round in a circle",
        "More specific, part of, below and replaced by are orders: following them must come to an end, or "
        "a reader who follows them never arrives. Take away the one link that runs the wrong way.",
    ),
)
