"""`source/`: what texts and numbers rest on."""

from cruxbase.diagnostics.catalogue.kind import DiagnosticKind as Kind

KINDS = (
    Kind(
        "source/unknown-identifier",
        "error",
        "A source has a kind of identifier that the base does not describe",
        "A misspelt kind would be found by nobody. The kinds are described in pyproject.toml, each in a table "
        "[tool.cruxbase.identifiers.KIND] with its 'title', and if you like 'pattern', 'example' and 'url'.",
    ),
    Kind(
        "source/bad-identifier",
        "error",
        "An identifier does not have the form of its kind",
        "A mistyped identifier leads to another text or to none. Its form is the 'pattern' that pyproject.toml gives.",
    ),
    Kind(
        "source/unsourced",
        "warning",
        "A stated claim, or a question that a text is said to ask, cites nothing",
        "A reader who doubts it has nowhere to look. Cite the text that says it; if no text does, say "
        "'origin: implied' (an argument needs it unsaid) or 'origin: reconstructed' (the editors supply "
        "it).",
    ),
    Kind(
        "source/not-asserted",
        "warning",
        "No cited text asserts what is called stated",
        "Every citation here only asks, or gives background, so that nobody is shown to have said it. "
        "Correct a role, cite a text that says it, or change 'origin' to implied or reconstructed.",
    ),
    Kind(
        "source/origin-unexplained",
        "warning",
        "Nothing shows what a claim was inferred from",
        "What editors supply must be open to check: cite the place that it was inferred from with 'role: "
        "background', or say in 'notes' why the argument needs it.",
    ),
    Kind(
        "source/evidence-without-locator",
        "error",
        "Evidence does not say where it is reported",
        "A result that cannot be looked up is hearsay. Add 'at' to a citation: a section, page, figure or table.",
    ),
    Kind(
        "source/cited-twice",
        "warning",
        "The same place is cited twice",
        "Two entries for one place look like two witnesses. Keep one, or give each its own locator.",
    ),
    Kind(
        "source/never-cited",
        "note",
        "A source is cited nowhere",
        "It stands in the list of literature without a reason. Cite it where it bears on a claim, or remove it.",
    ),
    Kind(
        "source/not-findable",
        "note",
        "A source has no address and no identifier",
        "A reader would have to search for the text by its title. Add a url, doi, arxiv or forum_id, or "
        "'part_of' the source that it appeared in.",
    ),
    Kind(
        "source/duplicate",
        "warning",
        "Two sources are the same text",
        "Citations of one text would look like those of two, and a reader would take them for "
        "independent. Merge them and keep the other id in 'aliases'; for a later version of the text use "
        "'refines', for a chapter 'part_of'.",
    ),
    Kind(
        "source/unverified-numbers",
        "warning",
        "Numbers rest only on sources that nobody has read",
        "A number looks exact however it was come by. Read the source and raise its 'checked', or take "
        "the numbers out.",
    ),
    Kind(
        "source/measurement-without-number",
        "error",
        "A measurement has no number",
        "It needs a 'value', or a range from 'low' to 'high'; what is not a number belongs in 'statement'.",
    ),
    Kind(
        "source/measurement-contradicts",
        "error",
        "The numbers of a measurement contradict each other",
        "The value lies outside its own range, or the range runs downwards: one of the numbers is a slip.",
    ),
    Kind(
        "source/measurement-out-of-range",
        "warning",
        "A share lies outside 0 to 100 percent",
        "A share of something cannot be less than nothing or more than all of it. Check the number and "
        "its unit; for a change, name it so ('increase in …') or use another unit.",
    ),
    Kind(
        "source/measurement-without-conditions",
        "warning",
        "A measurement does not say under what conditions",
        "Numbers of different models, settings and comparisons must not be mistaken for each other. Say "
        "in 'conditions' what the number is of.",
    ),
    Kind(
        "source/measurement-without-locator",
        "warning",
        "A measurement cannot be looked up",
        "Numbers are what readers check first. Give the table, figure or section in 'at'.",
    ),
    Kind(
        "source/open-prediction",
        "error",
        "A prediction says neither by when nor under what condition",
        "Without a date or a condition it can never turn out false. Add 'by' or 'condition'; if there is "
        "none, it is a 'claim'.",
    ),
    Kind(
        "source/predicts-the-past",
        "warning",
        "A prediction is older than the text it is taken from",
        "Its date, or the date of its outcome, comes before every cited text: a slip in a date, or "
        "something that was known when it was written.",
    ),
    Kind(
        "source/person-unused",
        "note",
        "A person holds no view and wrote no source",
        "Nothing in the base refers to this person. Add a viewpoint or name them as an author, or remove the record.",
    ),
    Kind(
        "source/empty-topic",
        "note",
        "A topic has no claims",
        "It shows as an empty column on the map. File claims under it, or remove it.",
    ),
    Kind(
        "source/asserted-unopened",
        "note",
        "A text is said to assert something, and nobody opened it",
        "What it says is known from another text at best, and that one may have it wrong. Open it and raise 'checked', or "
        "cite the text from which it is known and give this one 'role: background'.",
    ),
    Kind(
        "source/person-without-view",
        "note",
        "A person of whom no view is on record",
        "People are here for what they believe. Add a dated viewpoint, or say in 'notes' why there is none: an author "
        "only, or no statement found.",
    ),
    Kind(
        "source/share-of-what",
        "note",
        "A percentage whose n does not say what it counts",
        "Ninety per cent of 400 trials and ninety per cent with 5 models are different evidence. Say with 'n_of' what n "
        "counts; where it is not what the percentage is a share of, say it in 'conditions'.",
    ),
    Kind(
        "source/numbers-unmeasured",
        "warning",
        "Evidence reports figures without measurements",
        "A figure in running text cannot be compared or checked against its table. Put it under 'measurements', with its "
        "conditions and locator.",
    ),
    Kind(
        "source/address-as-locator",
        "warning",
        "A locator is an address",
        "'at' says where in the text: a paragraph, section, figure or page. An address leads to a text, and stands on its "
        "source; a comment or part of a text is a source of its own, with 'part_of'.",
    ),
    Kind(
        "source/empty-locator",
        "warning",
        "A locator that locates nothing",
        "'See above' and 'passim' send a reader through the whole text. Name a section, page, paragraph, figure or table.",
    ),
    Kind(
        "source/author-on-record",
        "note",
        "An author is written as a name, and a person of that name has a record",
        "Named by the id, the text stands on the person's page, and a change of the name reaches it. Where it is another "
        "person of the same name, write the name in parts, or as the text has it.",
    ),
    Kind(
        "source/authors-in-one",
        "note",
        "Several authors stand in one entry",
        "Each author has an entry of their own, an id or a name, so that the text stands on the page of each and citations "
        "are right. That there are more says 'et_al: true'.",
    ),
    Kind(
        "source/person-twice",
        "warning",
        "Two people have one name",
        "The words of the names are the same, whatever their order and the marks on their letters. What one person believes "
        "and wrote would stand on two pages. Where they are two people, let the names differ, by an initial for instance.",
    ),
    Kind(
        "source/future-text",
        "warning",
        "A text is dated after today",
        "Nobody can have read it. Correct the date; a text that is announced has none yet.",
    ),
)
