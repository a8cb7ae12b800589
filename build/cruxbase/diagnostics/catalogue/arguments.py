"""`argument/`: what claims and steps say together."""

from cruxbase.diagnostics.catalogue.kind import DiagnosticKind as Kind

KINDS = (
    Kind(
        "argument/no-conclusion",
        "error",
        "An argument concludes nothing",
        "An argument record is a step: it needs the one claim that it supports or attacks. Without it the "
        "record bears on nothing.",
    ),
    Kind(
        "argument/two-conclusions",
        "error",
        "An argument has two conclusions",
        "A step runs to one claim, so that an undercut can say what it hits. Keep 'supports' or "
        "'attacks', and write a second argument for the other.",
    ),
    Kind(
        "argument/premise-is-conclusion",
        "error",
        "A premise of a step is also its conclusion",
        "Such a step goes nowhere: it takes for granted what it should show. Take the premise out, or "
        "state the conclusion that really follows.",
    ),
    Kind(
        "argument/premise-twice",
        "warning",
        "A premise is named twice in one step",
        "A premise counts once, however often it is named; the second naming is a leftover or stands for another id.",
    ),
    Kind(
        "argument/step-twice",
        "error",
        "A step is given twice",
        "The same reason would count twice, and an undercut could not say which of the two it hits. "
        "Remove one; if they are different reasons, give each an 'id'.",
    ),
    Kind(
        "argument/same-reason-twice",
        "warning",
        "The same premises lead to the same conclusion in two steps",
        "A linked step is written once, on one of its premises, and appears with all of them. Written "
        "twice it weighs twice. Remove one; if both should stand, give them the same 'group' and they "
        "count once.",
    ),
    Kind(
        "argument/supports-and-attacks",
        "error",
        "A record supports and attacks the same claim",
        "A premise that speaks for and against the same thing cancels out; usually two thoughts stand in "
        "one record. Split it into the part that speaks for and the part that speaks against.",
    ),
    Kind(
        "argument/undercuts-own-step",
        "warning",
        "A record undercuts a step of its own",
        "A record that gives a reason and at once denies that it is one leaves the reader guessing. "
        "Undercut from a record of its own, or correct the step that is named.",
    ),
    Kind(
        "argument/requires-cycle",
        "error",
        "Claims require each other in a circle",
        "Each of them could stand only if the others already did, so none can ever be established. Two "
        "claims that stand and fall together are usually one claim; otherwise one of the requirements is "
        "only a support.",
    ),
    Kind(
        "argument/begs-the-question",
        "note",
        "Claims rest only on each other",
        "Mutual support is welcome, but here every chain of reasons leads back to where it began: nothing "
        "outside carries it. Add a ground from elsewhere: evidence, or a claim that does not depend on "
        "these.",
    ),
    Kind(
        "argument/supports-its-denial",
        "warning",
        "A claim supports another that excludes it",
        "The two titles differ by a negation only, or a crux has the two as sides: if the one is true the other is false. What "
        "is true would then be a reason for what is false: 'supports' stands where 'attacks' was meant, or a 'not' slipped in.",
    ),
    Kind(
        "argument/attacks-its-requirement",
        "note",
        "A claim speaks against what it requires",
        "If it is right, what it cannot stand without is in doubt, and it takes its own ground away. That may be what a text "
        "does to somebody else's premise; then 'requires' is not the author's own, and goes.",
    ),
    Kind(
        "argument/orphan",
        "note",
        "A record is related to nothing",
        "It appears on no path and in no neighbourhood, so readers find it only by search. Say what it "
        "supports, attacks, answers or refines, or whose reason it is.",
    ),
    Kind(
        "argument/is-ought",
        "note",
        "What ought to be is concluded from facts alone",
        "No set of facts says what ought to be done; a value does so together with them. Add the value as "
        "a premise (a 'norm' record), even where it seems too plain to say: that is often where people "
        "differ.",
    ),
    Kind(
        "argument/attacks-definition",
        "warning",
        "A definition is attacked",
        "A definition is useful or not, never false. Offer a rival definition of the same term, or "
        "undercut a step that uses the term in another sense.",
    ),
    Kind(
        "argument/retired-in-use",
        "warning",
        "A retired record is still used",
        "A record is retired because it should no longer be used, so that whatever refers to it needs a "
        "second look. Refer to the record that replaces it, or take the reference out.",
    ),
    Kind(
        "argument/retired-without-successor",
        "note",
        "A retired record does not say what replaces it",
        "Someone who followed an old link stands before a closed door. Name the record to read in its "
        "place in 'replaced_by', or say in 'notes' why there is none.",
    ),
    Kind(
        "argument/replaced-but-not-retired",
        "warning",
        "A record has a replacement and is not retired",
        "Both would count in every computation. Write 'status: retired', or remove 'replaced_by'.",
    ),
    Kind(
        "argument/unanswered",
        "note",
        "A question has no answer",
        "A question invites answers; this one has none yet. Write a claim or hypothesis with 'answers: "
        "[this-question]'.",
    ),
    Kind(
        "argument/lone-hypothesis",
        "note",
        "A hypothesis has no rival",
        "A hypothesis is one candidate among several, and its worth shows by comparison. Add a rival "
        "answer to the same question, if only the plain one that there is nothing to explain.",
    ),
    Kind(
        "argument/side-twice",
        "error",
        "A crux names a side twice",
        "The sides of a crux exclude each other. Two different claims were meant, or the crux has a side "
        "less than it seems.",
    ),
    Kind(
        "argument/side-unargued",
        "note",
        "Nobody argues for a side of a crux",
        "A crux is worth the name only if both sides have something going for them. Write the best reason "
        "for this side, marked 'origin: reconstructed' where you supply it yourself.",
    ),
    Kind(
        "argument/answer-not-a-side",
        "warning",
        "An answer to a crux is not among its sides",
        "The sides of a crux are all its possible answers, and credences over them may not exceed 1. Add "
        "this record to the sides, or answer a question instead.",
    ),
    Kind(
        "argument/crux-decides-nothing",
        "note",
        "No step leads from the sides of a crux to what it decides",
        "The crux says that a claim turns on it, but no chain of reasons joins the two, so that no "
        "computation can show it. Write the steps by which a side bears on the claim.",
    ),
    Kind(
        "argument/sides-unasserted",
        "warning",
        "A crux on which nobody takes a side",
        "A crux is a point on which people disagree. Where no text asserts a side and no viewpoint speaks of one, the "
        "disagreement is the editors' own: find who takes a side, or retire the crux. No headline may rest on it.",
    ),
    Kind(
        "argument/one-sided-topic",
        "note",
        "A topic with hardly a reason against",
        "Fewer than one reason against for three for: either its opponents were not read, or it is no dispute. Add the "
        "strongest objections that they make, in their terms.",
    ),
    Kind(
        "argument/decides-own-side",
        "error",
        "A crux decides one of its own sides",
        "The sides are the answers; what the crux decides are other claims that stand or fall with the answer. Named "
        "there too, a side would be decided by itself.",
    ),
)
