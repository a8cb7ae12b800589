"""Argumentation schemes: named kinds of reasoning, each with the questions that test it.

Names follow the compendium in Walton, Reed and Macagno, *Argumentation Schemes* (Cambridge University Press,
2008, chapter 9); four are added for reasoning that the compendium lacks. The critical questions are put in
our own words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Scheme(NamedTuple):
    """A kind of reasoning.

    Attributes:
        title: its name in running text.
        critical_questions: what to ask of an argument of this kind; an answer may become an undercut.
    """

    title: str
    critical_questions: tuple[str, ...]


_ABOUT_SOURCES: dict[str, Scheme] = {
    "argument-from-position-to-know": Scheme(
        "Argument from position to know",
        (
            "Was the speaker really placed to learn this?",
            "Is the speaker honest and careful about it?",
            "Did the speaker say this, or something nearby?",
        ),
    ),
    "argument-from-expert-opinion": Scheme(
        "Argument from expert opinion",
        (
            "Is the expert's field the one that the claim belongs to?",
            "What exactly did the expert say, and how firmly?",
            "Do other experts agree?",
            "Does the opinion rest on evidence that one can look at?",
            "Has the expert something to gain from being believed?",
        ),
    ),
    "argument-from-witness-testimony": Scheme(
        "Argument from witness testimony",
        (
            "Does the report hang together?",
            "Does it agree with the other facts and with other witnesses?",
            "Could the witness be mistaken or partial?",
        ),
    ),
    "argument-from-popular-opinion": Scheme(
        "Argument from popular opinion",
        (
            "Who shares the opinion, and how do we know?",
            "Did they reach it independently, or from one another?",
            "Have they reasons that would persuade someone who does not share it?",
        ),
    ),
    "argument-from-popular-practice": Scheme(
        "Argument from popular practice",
        (
            "Is the practice really usual?",
            "Is it usual because it works, or for another reason?",
            "Does this case differ from those in which it is usual?",
        ),
    ),
    "argument-from-commitment": Scheme(
        "Argument from commitment",
        (
            "Is the person really committed to the premise, as they would put it themselves?",
            "Does the commitment cover this case?",
            "May they have changed their mind, or made an exception?",
        ),
    ),
    "argument-from-inconsistent-commitment": Scheme(
        "Argument from inconsistent commitment",
        (
            "Do the two commitments really exclude each other?",
            "Were they held at one time, or was there a change of mind?",
            "If one must go, why the one that is attacked here?",
        ),
    ),
    "argument-from-bias": Scheme(
        "Argument from bias",
        (
            "What shows that the source leans one way?",
            "Would the lean change this particular statement?",
            "Are the reasons given good whoever gives them?",
        ),
    ),
    "circumstantial-ad-hominem": Scheme(
        "Circumstantial ad hominem",
        (
            "Do the person's deeds and words really conflict?",
            "Can the conflict be explained?",
            "Does the claim lean on the person's credibility at all?",
        ),
    ),
    "ethotic-argument": Scheme(
        "Ethotic argument",
        (
            "Does character matter to whether this is true?",
            "What is the judgement of character founded on?",
            "Are there reasons that could be weighed without it?",
        ),
    ),
}

_ABOUT_CASES: dict[str, Scheme] = {
    "argument-from-analogy": Scheme(
        "Argument from analogy",
        (
            "In which respects are the cases alike, and do these matter for the conclusion?",
            "In which respects that matter do they differ?",
            "Is there another case, as close, that points the other way?",
        ),
    ),
    "argument-from-example": Scheme(
        "Argument from example",
        (
            "Is the example true as told?",
            "Is it typical of what it is to show?",
            "How many cases of the same kind are there, and how many against?",
            "Did special circumstances bring it about?",
        ),
    ),
    "argument-from-precedent": Scheme(
        "Argument from precedent",
        (
            "Is the earlier case like this one in what made it come out as it did?",
            "Does a rule already cover this case?",
            "Would following the precedent be right by its own reasons?",
        ),
    ),
    "argument-from-verbal-classification": Scheme(
        "Argument from verbal classification",
        (
            "Does the thing really fall under the term, in the sense that the conclusion needs?",
            "Does all that falls under the term have the property?",
            "Is the term so loose that it settles nothing?",
        ),
    ),
    "argument-from-definition-to-verbal-classification": Scheme(
        "Argument from definition to verbal classification",
        (
            "Is the definition the one that both sides use?",
            "Is there a rival definition that would classify the case otherwise?",
            "Was the definition chosen to win the point?",
        ),
    ),
    "argument-from-vagueness-of-a-verbal-classification": Scheme(
        "Argument from vagueness of a verbal classification",
        (
            "Is the term too loose for the use that is made of it here?",
            "Would a sharper version change the conclusion?",
            "Can the user of the term sharpen it when asked?",
        ),
    ),
    "argument-from-composition": Scheme(
        "Argument from composition",
        (
            "Is the property one that passes from the parts to the whole?",
            "Do the parts interact so as to change it?",
        ),
    ),
    "argument-from-division": Scheme(
        "Argument from division",
        (
            "Is the property one that passes from the whole to its parts?",
            "Does it belong to the whole only by the way the parts are joined?",
        ),
    ),
}

_ABOUT_CAUSES: dict[str, Scheme] = {
    "argument-from-cause-to-effect": Scheme(
        "Argument from cause to effect",
        (
            "How strong and how general is the causal link?",
            "Is the cause present, and in the needed strength?",
            "What else could prevent or outweigh the effect?",
        ),
    ),
    "argument-from-correlation-to-cause": Scheme(
        "Argument from correlation to cause",
        (
            "Is the correlation real, and seen often enough?",
            "Could a third thing bring about both?",
            "Might the cause run the other way?",
            "Does the link hold outside the range in which it was seen?",
        ),
    ),
    "argument-from-sign": Scheme(
        "Argument from sign",
        (
            "How closely does the sign go with what it is a sign of?",
            "What else would produce the same sign?",
            "Could the sign be imitated on purpose?",
        ),
    ),
    "argument-from-evidence-to-a-hypothesis": Scheme(
        "Argument from evidence to a hypothesis",
        (
            "Would the evidence be expected if the hypothesis were false?",
            "Was the evidence obtained so that it could have come out otherwise?",
            "What does the hypothesis add beyond this evidence?",
        ),
    ),
    "argument-from-falsification-of-a-hypothesis": Scheme(
        "Argument from falsification of a hypothesis",
        (
            "Does the hypothesis really predict what failed to appear?",
            "Was the test able to show it?",
            "Could a side assumption be at fault instead?",
        ),
    ),
    "abductive-argument-from-best-explanation": Scheme(
        "Abductive argument from best explanation",
        (
            "How good is the explanation in itself, apart from being the best on offer?",
            "Which other explanations were considered, and how thoroughly?",
            "Would it be better to look further before concluding?",
        ),
    ),
    "argument-from-ignorance": Scheme(
        "Argument from ignorance",
        (
            "Was it looked for, and would looking have found it?",
            "On whom does the burden of proof lie here?",
            "How much of the relevant knowledge is in hand?",
        ),
    ),
}

_ABOUT_ACTION: dict[str, Scheme] = {
    "practical-reasoning": Scheme(
        "Practical reasoning",
        (
            "Does the action really serve the goal?",
            "Which other actions would, and at what cost?",
            "Which other goals does the action harm?",
            "Can the action be carried out?",
        ),
    ),
    "value-based-practical-reasoning": Scheme(
        "Value-based practical reasoning",
        (
            "Is the goal worth having by the value that is appealed to?",
            "Does another value weigh more here?",
            "Is there a way to the goal that offends the value less?",
        ),
    ),
    "argument-from-values": Scheme(
        "Argument from values",
        (
            "Is the value shared by those who are to be persuaded?",
            "Does the value bear on this case, and which way?",
            "Which value pulls the other way, and why should it yield?",
        ),
    ),
    "argument-from-consequences": Scheme(
        "Argument from consequences",
        (
            "How likely are the consequences, and on what evidence?",
            "Which consequences of the opposite sort are left out?",
            "Compared with what would happen otherwise, is there a difference?",
        ),
    ),
    "argument-from-alternatives": Scheme(
        "Argument from alternatives",
        (
            "Are these all the alternatives?",
            "Do they really exclude each other?",
            "Is the rejected one rejected for a good reason?",
        ),
    ),
    "argument-from-waste": Scheme(
        "Argument from waste",
        (
            "Would stopping really lose what was put in?",
            "Is what lies ahead worth it, leaving aside what has been spent?",
        ),
    ),
    "argument-from-sacrifice": Scheme(
        "Argument from sacrifice",
        (
            "Was the cost borne for this, or for another reason?",
            "Is the readiness to bear a cost a good measure of worth here?",
        ),
    ),
    "slippery-slope-argument": Scheme(
        "Slippery slope argument",
        (
            "How likely is each step, given the one before?",
            "Is there a point at which one could stop?",
            "Is the end as bad as it is painted?",
        ),
    ),
    "argument-from-gradualism": Scheme(
        "Argument from gradualism",
        (
            "Is each small step as harmless as the one before?",
            "Do small differences add up to a large one?",
            "Is there a threshold somewhere on the way?",
        ),
    ),
    "argument-from-established-rule": Scheme(
        "Argument from established rule",
        (
            "Does the rule cover this case?",
            "Is there another rule that conflicts with it?",
            "Is this a proper exception?",
        ),
    ),
    "argument-from-exceptional-case": Scheme(
        "Argument from an exceptional case",
        (
            "Is the case really of the kind that the rule exempts?",
            "Would allowing it empty the rule?",
        ),
    ),
}

_ADDED_HERE: dict[str, Scheme] = {
    "deduction": Scheme(
        "Deduction",
        (
            "Does the conclusion follow from the premises by form alone?",
            "Is every term used in one sense throughout?",
        ),
    ),
    "conjunction": Scheme(
        "Conjunction",
        (
            "Is each conjunct's probability conditional on those before it?",
            "Are there other ways to the conclusion that the conjunction leaves out?",
            "Was any step split so finely that the product became small for that reason alone?",
        ),
    ),
    "counting": Scheme(
        "Counting",
        (
            "Are the things counted equally probable, and by what measure?",
            "Is the way in which they were individuated the only natural one?",
            "Does the process in question draw from them at random?",
        ),
    ),
    "selection-effect": Scheme(
        "Selection effect",
        (
            "What is selected, by what, and how strongly?",
            "Does the trait cause the selection, or only go along with what does?",
            "Did the variants that are said to lose or win ever occur?",
            "What, other than selection, shapes the outcome?",
        ),
    ),
}

SCHEMES: dict[str, Scheme] = {
    **_ABOUT_SOURCES,
    **_ABOUT_CASES,
    **_ABOUT_CAUSES,
    **_ABOUT_ACTION,
    **_ADDED_HERE,
}


def near_scheme(written: str, known: Iterable[str]) -> str:
    """What to write in place of a scheme that is not known."""
    from cruxbase.support.suggestions import suggestion

    known = list(known)
    words = written.lower().replace("_", "-").replace(" ", "-")
    near = [name for name in known if words in name][:4] or [name for name in (suggestion(words, known),) if name]
    return f"did you mean {' or '.join(map(repr, near))}?" if near else "see the list in the documentation"
