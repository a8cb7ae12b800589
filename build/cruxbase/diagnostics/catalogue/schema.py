"""`schema/`: what a record must be."""

from cruxbase.diagnostics.catalogue.kind import DiagnosticKind as Kind

KINDS = (
    Kind(
        "schema/missing-type",
        "error",
        "The record does not say its type",
        "The type decides which keys a record has and what may be said about it. Begin the file with "
        "'type: claim', or with another of the types.",
    ),
    Kind(
        "schema/unknown-type",
        "error",
        "The type is not known",
        "The type decides which keys a record has and what may be said about it. Choose one of the types "
        "that the finding lists; most things that are true or false are a 'claim'.",
    ),
    Kind(
        "schema/missing-key",
        "error",
        "A required key is missing",
        "Without it a reader could not tell what is claimed, or where it comes from. The help says what belongs there.",
    ),
    Kind(
        "schema/unknown-key",
        "error",
        "A key is not known here",
        "A misspelt key would otherwise be ignored, and what it says would be lost. Correct the spelling, "
        "or look whether the key belongs to another type or one level further in or out.",
    ),
    Kind(
        "schema/unknown-value",
        "error",
        "A value is not one of those allowed",
        "These words have a fixed meaning that the site and the computations rely on. Choose one of those listed.",
    ),
    Kind(
        "schema/wrong-shape",
        "error",
        "Text, a list or a mapping stands where another is needed",
        "The shape tells one entry from several and a name from what it names. A list has one '- ' a "
        "line, or stands in [brackets, with commas]; a mapping has one 'key: value' a line.",
    ),
    Kind(
        "schema/too-long",
        "error",
        "A text is longer than its limit",
        "Titles stand on the map and in lists; a long one hides its thought and is cut off. Say it "
        "shorter, and leave the details to 'statement' or 'notes'.",
    ),
    Kind(
        "schema/blank",
        "error",
        "A text is blank",
        "Blank text looks written to a program and says nothing to a reader. Write it, or leave the key out.",
    ),
    Kind(
        "schema/too-few",
        "error",
        "A list has too few entries",
        "A crux with one side, or an argument without premises, is not one. Add what is missing, or use "
        "another type of record.",
    ),
    Kind(
        "schema/too-many",
        "error",
        "A list has too many entries",
        "Past this length a reader loses the thread. Keep the entries that carry the story.",
    ),
    Kind(
        "schema/bad-form",
        "error",
        "A value does not have its proper form",
        "Identifiers and addresses are followed by machines and readers; a malformed one leads nowhere. "
        "The help shows a well-formed example.",
    ),
    Kind(
        "schema/bad-id",
        "error",
        "An id is not well formed",
        "Ids are file names and addresses of pages: lower-case words joined by hyphens work everywhere.",
    ),
    Kind(
        "schema/bad-file-name",
        "error",
        "The file's name is not an id",
        "The file's name is the record's id and the address of its page. Rename the file to lower-case "
        "words joined by hyphens.",
    ),
    Kind(
        "schema/id-differs",
        "error",
        "The id differs from the file's name",
        "A record must be findable by its id without a search. Remove the id line, since the file's name "
        "says it already, or rename the file.",
    ),
    Kind(
        "schema/duplicate-id",
        "error",
        "Two records have the same id",
        "Every reference to the id would be ambiguous. Ids are unique in the whole base, whatever the "
        "folder and type, and also on file systems that ignore case; an alias counts as an id too. Rename "
        "one of the two.",
    ),
    Kind(
        "schema/bad-date",
        "error",
        "A date is not well formed",
        "Dates are compared: a view of 2022 and one of 2023 may differ. Write a date as precisely as it "
        "is known: 2023, 2023-05 or 2023-05-17.",
    ),
    Kind(
        "schema/bad-step-name",
        "error",
        "A step is not named as 'from -> to'",
        "An undercut must say which step it hits, or nobody can tell what it speaks against. Write the id "
        "of the record on which the step stands, an arrow, and the id of the claim it leads to.",
    ),
    Kind(
        "schema/not-a-number",
        "error",
        "A number is needed",
        "Measurements are compared and plotted. Write digits, with a point for decimals; units and "
        "remarks have keys of their own.",
    ),
    Kind(
        "schema/out-of-range",
        "error",
        "A number is out of its range",
        "Probabilities lie between 0 and 1, and counts are at least 1: a number outside is a slip.",
    ),
    Kind(
        "schema/bad-setting",
        "error",
        "A setting cannot be understood",
        "The tables [tool.cruxbase.severity], [tool.cruxbase.identifiers] and [tool.cruxbase.schemes] in "
        "pyproject.toml say how grave findings are, and which words a base adds to the format. What is misspelt "
        "there would be passed over in silence, and with it the findings that somebody meant to see.",
    ),
)
