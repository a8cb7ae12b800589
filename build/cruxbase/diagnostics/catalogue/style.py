"""`style/`: how it is worded."""

from cruxbase.diagnostics.catalogue.kind import DiagnosticKind as Kind

KINDS = (
    Kind(
        "style/title-full-stop",
        "warning",
        "A title ends in a full stop",
        "Titles stand in lists, on the map and inside sentences, where a stop in the middle trips the reader.",
    ),
    Kind(
        "style/title-lower-case",
        "note",
        "A title begins with a small letter",
        "A title is a sentence. A name that is written small, such as a package's, is better not put first.",
    ),
    Kind(
        "style/same-title",
        "warning",
        "Two records have the same title",
        "In a list or on the map nobody could tell them apart. If they say the same, merge them and keep "
        "the other id in 'aliases'; if not, let the titles say how they differ.",
    ),
    Kind(
        "style/similar-title",
        "note",
        "Two titles differ only in small words",
        "They may be the same thought written twice, by two people who did not find each other's record. "
        "Merge them, or relate them with 'refines'.",
    ),
    Kind(
        "style/same-statement",
        "warning",
        "Two records state the same thing word for word",
        "The same thought in two records gathers its reasons in two places. Merge them and keep the other "
        "id in 'aliases'.",
    ),
    Kind(
        "style/question-mark",
        "warning",
        "A question does not end in a question mark",
        "Questions are shown beside claims; the mark tells readers that nothing is asserted.",
    ),
    Kind(
        "style/title-question-mark",
        "note",
        "A title that asks has no question mark",
        "Titles of questions and cruxes stand in lists beside those of claims; the mark tells readers that nothing is asserted.",
    ),
    Kind(
        "style/because-repeats",
        "note",
        "A warrant only repeats the premise or the conclusion",
        "'because' says why the premise bears on the conclusion: the link that someone could doubt while "
        "granting both. If it goes without saying, leave it out.",
    ),
    Kind(
        "style/placeholder",
        "warning",
        "A text holds a placeholder",
        "Words such as TODO or TBD are notes to oneself and look like neglect on the site. Write the "
        "text, or leave the key out.",
    ),
    Kind(
        "style/raw-html",
        "warning",
        "A text holds HTML",
        "HTML is not passed on to the pages, so that the text would look broken or vanish. Use Markdown; "
        "put code in `backticks`.",
    ),
    Kind(
        "style/unsafe-link",
        "warning",
        "A link does not lead to a web page",
        "Links of other kinds can run scripts or open local files, and are taken out of the pages. Link "
        "to an http or https address.",
    ),
    Kind(
        "style/hidden-character",
        "error",
        "A text holds an invisible character",
        "Control characters, marks that turn the direction of writing, and letters without a shape can "
        "make a text read otherwise to people than to programs. Remove the character; it usually comes "
        "along with copied text.",
    ),
    Kind(
        "style/mixed-script",
        "note",
        "A word mixes letters of two scripts that look alike",
        "A Cyrillic letter among Latin ones looks right and is another letter, so that nobody finds the word by "
        "searching, and a name can pass for another. Write the word in one script.",
    ),
    Kind(
        "style/tag-case",
        "warning",
        "A tag has capital letters",
        "Tags group records, and 'Evals' and 'evals' would make two groups.",
    ),
    Kind(
        "style/tag-twice",
        "warning",
        "A tag is given twice",
        "The second has no effect and may stand for another word. Remove it, or write what was meant.",
    ),
    Kind(
        "style/thin-warrant",
        "note",
        "A warrant that adds hardly a word",
        "It has fewer than three words of meaning that the titles of premise and conclusion lack, so that a reader learns "
        "nothing of why the one bears on the other. Name the rule, mechanism or comparison, or leave it out.",
    ),
    Kind(
        "style/joined-title",
        "note",
        "A title that joins two statements",
        "Who believes one half and not the other can neither support nor attack the whole. Make them two records, or a "
        "claim and its reason.",
    ),
    Kind(
        "style/several-thoughts",
        "note",
        "A statement of many sentences",
        "A statement is one thought. Its reasons are records of their own, so that they can be attacked one by one, and "
        "remarks go into 'notes'.",
    ),
    Kind(
        "style/hedged",
        "note",
        "A claim that hedges",
        "Nobody can be more or less sure of 'it is probably so' without asking of what. State the thought flat: how sure somebody "
        "is belongs to that somebody.",
    ),
    Kind(
        "style/speaker-in-statement",
        "note",
        "A statement that says who says it",
        "That somebody argues it stays true whatever becomes of the thought, so that no reason bears on it. The speaker is in the "
        "citation and in the viewpoint.",
    ),
    Kind(
        "style/points-elsewhere",
        "note",
        "A statement that points to what stands around it",
        "Statements are shown on the map, in lists and under other claims, where there is no 'above'.",
    ),
    Kind(
        "style/title-not-a-sentence",
        "note",
        "A claim's title that is no sentence",
        "The title is the claim wherever there is room for one line. A question or a single word is neither true nor false.",
    ),
    Kind(
        "style/norm-as-claim",
        "note",
        "A claim that says what ought to be",
        "What ought to be done does not follow from what is the case alone, and is checked and shown as a norm or a proposal.",
    ),
    Kind(
        "style/markup-in-statement",
        "note",
        "A statement has a heading, a list or an address in it",
        "Statements are shown in lists, on the map and in tables, as plain sentences. A text is cited under 'sources', where "
        "readers and citations find it; a list of thoughts is several claims.",
    ),
    Kind(
        "style/misfiled",
        "note",
        "A record stands in a folder that is meant for another type",
        "Nothing depends on folders, and people look for a source under sources/ and for a claim in the folder of its topic. "
        "A record can be moved at any time: its id is the name of its file alone.",
    ),
    Kind(
        "style/negated-twin",
        "note",
        "Two titles of which one denies the other",
        "Reasons for the one are reasons against the other, and nobody sees them together until the two are related.",
    ),
)
