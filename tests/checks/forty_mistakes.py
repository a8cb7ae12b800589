"""Forty mistakes in wording and structure, as somebody would make them who knows the field and not the format."""

# ruff: noqa: E501 - each record stands on one line, so that the table can be read as one

from __future__ import annotations

from typing import NamedTuple


class Slip(NamedTuple):
    """A record with one mistake in it.

    Attributes:
        name: what was done.
        line: the line of the record that a finding must touch, counted from 1.
        codes: the codes that are right for it, any of which will do.
        says: a phrase that message and help together must hold.
        text: the record.
        path: of its file.
    """

    name: str
    line: int
    codes: str
    says: str
    text: str
    path: str = "claims/monitoring/deterrence.yaml"


HEAD = "type: claim\ntitle: Deterrence works on models\ntopic: monitoring\n"
TEXT = "statement: An AI that expects to be caught does not try.\n"
SOURCE = "sources:\n  - {source: quill-monitors-2024, at: §2}\n"
BODY = HEAD + TEXT + SOURCE
FOR = "supports:\n  - claim: deploy-with-monitors\n    because: What does not try does no harm.\n"
VIEW = "type: viewpoint\ntitle: Ada Quill, later\nholder: ada-quill\ndate: 2025-02\nmethod: read\nsources:\n  - {source: quill-monitors-2024, at: §1}\n"
LATER = "claims/viewpoints/quill-2025.yaml"

SLIPS = (
    # wording
    Slip(
        "a question as a claim",
        2,
        "style/title-not-a-sentence",
        "state one answer; a question",
        "type: claim\ntitle: Does deterrence work on models?\ntopic: monitoring\n" + TEXT + SOURCE + FOR,
    ),
    Slip(
        "hedge in the statement",
        4,
        "style/hedged",
        "state it flat; how sure",
        HEAD + "statement: It is probably the case that an AI that expects to be caught does not try.\n" + SOURCE + FOR,
    ),
    Slip(
        "hedge in the title",
        2,
        "style/hedged",
        "state it flat; how sure",
        "type: claim\ntitle: Deterrence might perhaps work on models\ntopic: monitoring\n" + TEXT + SOURCE + FOR,
    ),
    Slip(
        "statement in the first person",
        4,
        "style/speaker-in-statement",
        "state the thought itself; who",
        HEAD + "statement: I think that an AI that expects to be caught does not try.\n" + SOURCE + FOR,
    ),
    Slip(
        "statement names who says it",
        4,
        "style/speaker-in-statement",
        "state the thought itself; who",
        HEAD + "statement: Ada Quill argues that an AI that expects to be caught does not try.\n" + SOURCE + FOR,
    ),
    Slip(
        "two thoughts in one statement",
        4,
        "style/several-thoughts",
        "keep the thought that the",
        HEAD
        + "statement: An AI that expects to be caught does not try. Moreover, monitors are cheap. Therefore companies will use them, and harm will fall.\n"
        + SOURCE
        + FOR,
    ),
    Slip(
        "title as a topic",
        2,
        "style/title-not-a-sentence",
        "say what is the case",
        "type: claim\ntitle: Deterrence\ntopic: monitoring\n" + TEXT + SOURCE + FOR,
    ),
    Slip(
        "title in capitals",
        2,
        "style/title-not-a-sentence",
        "write it as a sentence",
        "type: claim\ntitle: DETERRENCE WORKS ON MODELS\ntopic: monitoring\n" + TEXT + SOURCE + FOR,
    ),
    Slip(
        "statement that only points",
        4,
        "style/points-elsewhere",
        "say it in full: it",
        HEAD + "statement: This is what the report shows in the section cited above.\n" + SOURCE + FOR,
    ),
    Slip(
        "because repeats the claim",
        9,
        "style/because-repeats",
        "say why the premise bears",
        BODY + "supports:\n  - claim: deploy-with-monitors\n    because: Deterrence works on models.\n",
    ),
    Slip(
        "because repeats the statement",
        9,
        "style/because-repeats",
        "say why the premise bears",
        BODY
        + "supports:\n  - claim: deploy-with-monitors\n    because: An AI that expects to be caught does not try.\n",
    ),
    Slip(
        "statement left to be written",
        4,
        "style/placeholder",
        "write the text, or leave",
        HEAD + "statement: TODO\n" + SOURCE + FOR,
    ),
    Slip(
        "title too long",
        2,
        "schema/too-long",
        "say it shorter; details belong",
        "type: claim\ntitle: Deterrence works on models because they expect to be caught by the monitor whenever they try anything harmful at all\ntopic: monitoring\n"
        + TEXT
        + SOURCE
        + FOR,
    ),
    Slip(
        "paraphrase of a claim that is there",
        2,
        "style/same-statement",
        "merge them and keep the",
        "type: claim\ntitle: Most attempts to do harm are caught by monitors\ntopic: monitoring\nstatement: A second AI that reads every action of a first one notices most of its attempts to do harm before they take effect.\n"
        + SOURCE
        + FOR,
    ),
    Slip(
        "negation of a claim that is there",
        2,
        "style/negated-twin",
        "write 'attacks: [monitors-catch-most-attempts]', or a",
        "type: claim\ntitle: Monitors do not catch most attempts to do harm\ntopic: monitoring\nstatement: A second AI that reads every action of a first one does not notice most of its attempts to do harm before they take effect.\n"
        + SOURCE
        + FOR,
    ),
    Slip(
        "prediction without a date",
        1,
        "source/open-prediction",
        "add 'by' (a date) or",
        "type: prediction\ntitle: All developers will use monitors\ntopic: monitoring\nstatement: All developers will use monitors.\n"
        + SOURCE,
    ),
    Slip(
        "norm called a claim",
        4,
        "style/norm-as-claim",
        "if this says what ought",
        HEAD + "statement: Developers should deter their models.\n" + SOURCE + FOR,
    ),
    Slip(
        "trailing abbreviation in a locator",
        6,
        "source/empty-locator",
        "write a section, page, paragraph",
        HEAD + TEXT + "sources:\n  - {source: quill-monitors-2024, at: 'see above'}\n" + FOR,
    ),
    Slip(
        "whole passage as a quote",
        6,
        "schema/too-long",
        "say it shorter; details belong",
        HEAD
        + TEXT
        + 'sources:\n  - {source: quill-monitors-2024, at: §2, quote: "'
        + 'An AI that is watched will think twice before it tries anything, and so monitors pay for themselves long before they catch a single attempt, as our trial with four hundred submissions has shown beyond any doubt, and as others will find when they repeat it"}\n'
        + FOR,
    ),
    # structure
    Slip(
        "strength in numbers",
        10,
        "schema/unknown-value",
        "the values are: weak, moderate",
        BODY + FOR + "    strength: 0.8\n",
    ),
    Slip(
        "confidence on the claim",
        7,
        "schema/unknown-key",
        "beliefs go into a viewpoint",
        BODY + "confidence: 80%\n" + FOR,
    ),
    Slip("author on the claim", 7, "schema/unknown-key", "who says it goes into", BODY + "author: Ada Quill\n" + FOR),
    Slip(
        "pro and con lists",
        7,
        "schema/unknown-key",
        "relations stand on the record",
        BODY + "pro: [monitors-catch-most-attempts]\n",
    ),
    Slip(
        "opposed_by",
        7,
        "schema/unknown-key",
        "relations stand on the record",
        BODY + "opposed_by: [monitors-miss-what-matters]\n",
    ),
    Slip("leads_to", 7, "schema/unknown-key", "if this record is a", BODY + "leads_to: [deploy-with-monitors]\n"),
    Slip(
        "caused_by",
        7,
        "schema/unknown-key",
        "if this record is a",
        BODY + "caused_by: [monitors-catch-most-attempts]\n",
    ),
    Slip(
        "supports itself",
        8,
        "link/self-reference",
        "write the id of the",
        BODY + "supports:\n  - claim: deterrence\n    because: It is so.\n",
    ),
    Slip(
        "supports a source",
        8,
        "link/wrong-end",
        "what stands here is one",
        BODY + "supports:\n  - claim: quill-monitors-2024\n    because: It says so.\n",
    ),
    Slip(
        "supports a topic",
        8,
        "link/wrong-end",
        "what stands here is one",
        BODY + "supports:\n  - claim: monitoring\n    because: It is about that.\n",
    ),
    Slip(
        "undercuts a claim",
        8,
        "link/unknown-step",
        "this names no step: write",
        BODY + "undercuts:\n  - step: deploy-with-monitors\n    because: It need not follow.\n",
    ),
    Slip(
        "undercuts a step the wrong way round",
        8,
        "link/unknown-step",
        "the step runs the other",
        BODY
        + "undercuts:\n  - step: monitors-catch-most-attempts -> monitor-trial-2024\n    because: It need not follow.\n",
    ),
    Slip(
        "supports and attacks the same",
        11,
        "argument/supports-and-attacks",
        "decide which, or split the",
        BODY + FOR + "attacks:\n  - claim: deploy-with-monitors\n    because: Deterred models hide better.\n",
    ),
    Slip(
        "source written out",
        6,
        "schema/bad-id",
        "write the id of a",
        HEAD + TEXT + "sources:\n  - Quill, A. (2024). On Monitors. Journal of Watching.\n" + FOR,
    ),
    Slip(
        "page as a number",
        6,
        "schema/unknown-key",
        "write 'at: p. 12'",
        HEAD + TEXT + "sources:\n  - {source: quill-monitors-2024, page: 12}\n" + FOR,
    ),
    Slip(
        "topic that is not there",
        3,
        "link/unknown-topic",
        "check the spelling, or add",
        "type: claim\ntitle: Deterrence works on models\ntopic: deterrence-studies\n" + TEXT + SOURCE + FOR,
    ),
    Slip(
        "credence beyond one",
        9,
        "credence/out-of-range",
        "did you mean 80%? Otherwise",
        VIEW + "credences:\n  monitors-catch-most-attempts: {credence: 80, basis: stated, at: §3}\n",
        LATER,
    ),
    Slip(
        "credence in a question",
        9,
        "credence/no-truth-value",
        "give a credence to a",
        VIEW + "credences:\n  how-to-use-untrusted-models: {credence: 0.8, basis: stated, at: §3}\n",
        LATER,
    ),
    Slip(
        "holds what it rejects",
        11,
        "credence/contradicts-stance",
        "correct one of them; for",
        VIEW
        + "holds:\n  - {claim: monitors-catch-most-attempts, basis: stated, at: §3}\nrejects:\n  - {claim: monitors-catch-most-attempts, basis: stated, at: §4}\n",
        LATER,
    ),
    Slip(
        "holder by name",
        3,
        "schema/bad-id",
        "a record is called so",
        VIEW.replace("ada-quill", "Ada Quill")
        + "credences:\n  monitors-catch-most-attempts: {credence: 0.8, basis: stated, at: §3}\n",
        LATER,
    ),
    Slip(
        "date in words",
        4,
        "schema/bad-date",
        "write 2025-02",
        VIEW.replace("2025-02", "February 2025")
        + "credences:\n  monitors-catch-most-attempts: {credence: 0.8, basis: stated, at: §3}\n",
        LATER,
    ),
    Slip(
        "viewpoint in the future",
        4,
        "credence/future-view",
        "write the date of the",
        VIEW.replace("2025-02", "2093-02")
        + "credences:\n  monitors-catch-most-attempts: {credence: 0.8, basis: stated, at: §3}\n",
        LATER,
    ),
    Slip(
        "crux with one side",
        5,
        "schema/too-few",
        "Ids of two or more",
        "type: crux\ntitle: Whether deterrence works\ntopic: monitoring\nquestion: Does deterrence work on models?\nsides: [monitors-catch-most-attempts]\ndecides: [deploy-with-monitors]\n"
        + SOURCE,
    ),
    Slip(
        "evidence with its numbers in prose only",
        4,
        "source/numbers-unmeasured",
        "add 'measurements' with name, value",
        "type: evidence\ntitle: In a trial few attempts were made\ntopic: monitoring\nstatement: In a trial with 400 runs the share of attempts fell from 31 to 4 per cent.\nsources:\n  - {source: quill-monitors-2024, at: §2}\n"
        + FOR,
    ),
)
