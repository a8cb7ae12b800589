"""`credence/`: what viewpoints believe."""

from cruxbase.diagnostics.catalogue.kind import DiagnosticKind as Kind

KINDS = (
    Kind(
        "credence/not-a-credence",
        "error",
        "A credence cannot be read",
        "Credences are computed with; a number, a range or a word of the published scale says how much is "
        "believed. How the text puts it belongs in 'wording'.",
    ),
    Kind(
        "credence/out-of-range",
        "error",
        "A credence is not between 0 and 1",
        "A bare 80 could mean 80 % or a slip; 80% or 0.8 cannot be misread.",
    ),
    Kind(
        "credence/range-reversed",
        "error",
        "A range runs downwards",
        "The lower end comes first, so that a slip of the pen shows. Turn the two ends round, or correct "
        "the one that slipped.",
    ),
    Kind(
        "credence/no-truth-value",
        "error",
        "A credence for something that has no truth value",
        "Questions, definitions and cruxes are neither true nor false; what is believed is one of the "
        "answers. Give the credence to a claim.",
    ),
    Kind(
        "credence/claim-twice",
        "warning",
        "A viewpoint speaks of the same claim twice",
        "A reader cannot tell which entry counts. Keep one; a credence says more than a bare stance.",
    ),
    Kind(
        "credence/contradicts-stance",
        "error",
        "A viewpoint contradicts itself about a claim",
        "It cannot hold a claim and reject it, nor hold one to which it gives less than even odds. One of "
        "the entries is a slip, or two dates stand in one record: then make two viewpoints.",
    ),
    Kind(
        "credence/sides-exceed-one",
        "error",
        "Credences over the sides of a crux exceed 1",
        "The sides exclude each other, so that belief in them can amount to 1 at most. Lower some of "
        "them; if the sides can hold together, they are not the sides of one crux.",
    ),
    Kind(
        "credence/above-requirement",
        "warning",
        "A claim is believed more than what it requires",
        "Where a claim cannot be true without another, it is at most as likely as that. One of the credences is a slip, "
        "or the claim does not strictly require the other and only rests on it: then a 'supports' says so. A 'note' on "
        "one of the beliefs answers this finding.",
    ),
    Kind(
        "credence/both-sides-held",
        "error",
        "A viewpoint holds two sides of a crux",
        "The sides exclude each other. Either the view was misread, or the crux draws a line where this "
        "holder sees none: then say so in the notes of the crux, or mend its sides.",
    ),
    Kind(
        "credence/contradiction-held",
        "warning",
        "A viewpoint holds two claims that exclude each other",
        "Each is a side of the same crux, or a strong reason against the other. Either the view was misread, or the "
        "holder sees a way in which they go together: then say so in a 'note' on one of the beliefs, which is the "
        "answer to this finding.",
    ),
    Kind(
        "credence/step-not-followed",
        "warning",
        "A viewpoint holds a strong reason and not its conclusion",
        "It holds all premises of a step that is recorded as strong, and says the opposite of the conclusion. Nothing "
        "on record that it holds answers the step. Look for the reason in the text: it is an undercut or a reason "
        "that is missing here, or the step is weaker than it says. A 'note' on the belief answers this finding too.",
    ),
    Kind(
        "credence/implied-otherwise",
        "warning",
        "A viewpoint's other credences come to another number",
        "A model computes this claim from others of which the viewpoint has spoken, and comes out further off than "
        "rounding explains: by more than .05, or by more than e times in odds. It may be a slip of the pen. Where the "
        "text itself gives numbers that do not fit, keep them, and say so in a 'note' on the credence.",
    ),
    Kind(
        "credence/older-wording",
        "warning",
        "A belief was read before its claim was reworded",
        "The claim's statement has since come to say something else, and nobody can tell whether the belief is still of "
        "it. Hold it against the new statement, correct it if need be, and say when with 'reread'.",
    ),
    Kind(
        "credence/suspect",
        "warning",
        "A belief was given for another wording of its claim",
        "The belief carries the mark of the wording that it was given for, and the claim's title or text says something "
        "else now. A word can turn the sense round. Hold the belief against the claim as it reads now, and confirm it.",
    ),
    Kind(
        "credence/two-values",
        "error",
        "A holder has two different credences for a claim on one date",
        "Views are joined by holder, later dates first; on the same date neither comes first. Merge the "
        "two viewpoints, or give the dates more precisely.",
    ),
    Kind(
        "credence/no-source",
        "warning",
        "A viewpoint cites nothing",
        "A belief that is ascribed to someone must be checkable. Cite where they say so, or mark the "
        "viewpoint 'origin: reconstructed' and say in 'notes' what it was read from.",
    ),
    Kind(
        "credence/no-place",
        "note",
        "An inferred belief does not say what it was read from",
        "An editor's reading can be checked only beside its words. Add 'at' (where it stands), 'wording' "
        "(how strongly it is put) or a 'note'.",
    ),
    Kind(
        "credence/certainty",
        "warning",
        "Certainty that the text does not state",
        "A credence of exactly 0 or 1 cannot be moved by any evidence, and few people mean it. Unless the "
        "text has the number, use almost-certain or almost-no-chance.",
    ),
    Kind(
        "credence/empty-viewpoint",
        "warning",
        "A viewpoint says nothing about any claim",
        "It stands in the list of views and shows nothing. Add what the holder believes, or remove the record.",
    ),
    Kind(
        "credence/stated-by-nobody",
        "warning",
        "No cited text says what a viewpoint states",
        "Every citation here only asks, or gives background, so that nobody is shown to hold this view. "
        "Correct a role, cite the place where the view is asserted, quoted or reported, or write 'origin: "
        "reconstructed'.",
    ),
    Kind(
        "credence/no-quantity",
        "error",
        "An estimate for a question that asks for no quantity",
        "People's numbers can be compared only where the question says what they measure. Write 'quantity' on the question, "
        "with its kind (year, number or duration) and unit; a belief about one answer goes under 'credences'.",
    ),
    Kind(
        "credence/estimate-order",
        "error",
        "The numbers of an estimate are out of order",
        "The median lies inside the interval, and its lower end comes first. One number is a slip, or the text gives "
        "percentiles in another order than they were copied.",
    ),
    Kind(
        "credence/estimate-incomplete",
        "warning",
        "An estimate lacks a number or the level of its interval",
        "From 2030 to 2060 means one thing if it holds half of the belief and another if it holds nine tenths. Add 'level', "
        "or the number that is missing.",
    ),
    Kind(
        "credence/implausible-estimate",
        "warning",
        "An estimate that cannot be meant",
        "A year before 1900 or after 9999, or a duration below zero, is nearly always a slip: a length of time where a "
        "calendar year is asked for, or a digit too few.",
    ),
    Kind(
        "credence/conditional-impossible",
        "warning",
        "Conditional credences that no probabilities fit",
        "By the law of total probability P(U) lies between P(U|c)·P(c) and that plus 1 − P(c), or is what P(U|c) and P(U|¬c) come "
        "to. Outside it nothing can be computed of what c would tell. Correct the slip, give the row its own 'of_credence' and "
        "'given_credence', or say in a 'note' that the text has these numbers.",
    ),
    Kind(
        "credence/conditional-as-published",
        "note",
        "Published conditional credences that no probabilities fit",
        "A 'note' says that the text has these numbers, so they stay as they are. They fit no probabilities, and so nothing is "
        "computed from this row: neither what the condition would tell, nor a gap.",
    ),
    Kind(
        "credence/future-view",
        "warning",
        "A view dated in the future",
        "Nobody has said yet what they will believe. Write the date of the text in which it stands; by when something is "
        "to happen belongs on the claim, as 'by'.",
    ),
    Kind(
        "credence/view-before-text",
        "note",
        "A view is older than every text that it was read from",
        "A text of the holder's own cannot hold a view of an earlier date; answers to a questionnaire may be published some years "
        "later. A digit of one of the dates may have slipped. Where a later text reports what somebody believed long before, "
        "'notes' on the viewpoint say so with a year, and answer this finding.",
    ),
    Kind(
        "credence/holder-no-author",
        "warning",
        "A view was read from texts that its holder did not write",
        "The holder of a view is an author of the text that states it, or somebody else's text reports or quotes it, which the "
        "role of the citation says. Otherwise the name or the source has probably slipped.",
    ),
)
