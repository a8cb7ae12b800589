"""Mistakes that newcomers make, what they are told, and that it is told once.

Each case stands beside the valid example base: the file as someone would write it, the one finding it should give, the
words it should mark, and a phrase that the help must have for a newcomer to go on.
"""

from __future__ import annotations

import textwrap
from typing import NamedTuple

import pytest

from support import findings_beside, marked


class Mistake(NamedTuple):
    """One mistake and what should be said of it.

    Attributes:
        name: of the case.
        path: of the file.
        text: as it was written.
        code: of the finding.
        stretch: what it marks.
        message: a phrase of its message.
        help: a phrase of its help.
    """

    name: str
    path: str
    text: str
    code: str
    stretch: str
    message: str
    help: str


MISTAKES = (
    Mistake(
        "colon in a title",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence: an AI that expects to be caught does not try
        topic: monitoring
        """,
        "yaml/syntax",
        ":",
        "where no key can be",
        "in quotes",
    ),
    Mistake(
        "quotation mark at the start of a title only",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: "Deterrence" works on models too
        topic: monitoring
        """,
        "yaml/syntax",
        "w",
        "nothing can stand here",
        "all of it in quotes",
    ),
    Mistake(
        "apostrophe in single quotes",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: 'A monitor's presence deters'
        topic: monitoring
        """,
        "yaml/syntax",
        "s",
        "nothing can stand here",
        "write it twice",
    ),
    Mistake(
        "hash in a title",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence is rule #1 of monitoring
        topic: monitoring
        statement: The first use of a monitor is to deter.
        sources: [{source: quill-monitors-2024, at: §3}]
        supports: [deploy-with-monitors]
        """,
        "yaml/comment-after-text",
        " #1 of monitoring",
        "comment and not part of the text",
        "quotes",
    ),
    Mistake(
        "type forgotten",
        "claims/monitoring/deterrence.yaml",
        """
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        """,
        "schema/missing-type",
        "title: Deterrence works",
        "does not say its type",
        "type: ",
    ),
    Mistake(
        "type of another base",
        "claims/monitoring/deterrence.yaml",
        """
        type: assumption
        title: Deterrence works
        """,
        "schema/unknown-type",
        "assumption",
        "'assumption'",
        "the types are: claim",
    ),
    Mistake(
        "statement forgotten",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        """,
        "schema/missing-key",
        "claim",
        "needs 'statement'",
        "One thought in full",
    ),
    Mistake(
        "key in the plural",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statements: An AI that expects to be caught does not try.
        """,
        "schema/unknown-key",
        "statements",
        "no key 'statements'",
        "did you mean 'statement'?",
    ),
    Mistake(
        "singular of a relation",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        support: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "support",
        "no key 'support'",
        "did you mean 'supports'?",
    ),
    Mistake(
        "relation in capitals",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        Title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        """,
        "schema/unknown-key",
        "Title",
        "no key 'Title'",
        "did you mean 'title'?",
    ),
    Mistake(
        "answer given as text where a list is needed",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        answers: how-to-use-untrusted-models
        """,
        "schema/wrong-shape",
        "how-to-use-untrusted-models",
        "'answers' is a list, and text is written",
        "- ",
    ),
    Mistake(
        "title of the target instead of its id",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        supports: [Monitors catch most attempts]
        """,
        "schema/bad-id",
        "Monitors catch most attempts",
        "is not an id",
        "'monitors-catch-most-attempts'",
    ),
    Mistake(
        "key of the viewpoint among its credences",
        "claims/viewpoints/quill-2023.yaml",
        """
        type: viewpoint
        title: Ada Quill, 2023
        holder: ada-quill
        date: 2023
        sources: [quill-monitors-2024]
        credences:
          monitors-catch-most-attempts: 0.7
          holds:
          - {claim: deploy-with-monitors}
        """,
        "schema/unknown-key",
        "holds",
        "'holds' is a key of the record and stands in 'credences'",
        "take away its indentation",
    ),
    Mistake(
        "bound in words",
        "claims/viewpoints/quill-2023.yaml",
        """
        type: viewpoint
        title: Ada Quill, 2023
        holder: ada-quill
        date: 2023
        sources: [quill-monitors-2024]
        credences:
          monitors-catch-most-attempts: at least 90%
        """,
        "credence/not-a-credence",
        "at least 90%",
        "is not a credence",
        'write ">=90%"',
    ),
    Mistake(
        "bound without its sign",
        "claims/viewpoints/quill-2023.yaml",
        """
        type: viewpoint
        title: Ada Quill, 2023
        holder: ada-quill
        date: 2023
        sources: [quill-monitors-2024]
        credences:
          monitors-catch-most-attempts: <5
        """,
        "credence/not-a-credence",
        "<5",
        "is not a credence",
        'did you mean "<5%"?',
    ),
    Mistake(
        "name that Windows reserves",
        "claims/monitoring/aux.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        origin: implied
        notes: Unsaid in the report.
        statement: An AI that expects to be caught does not try.
        supports: [monitors-catch-most-attempts]
        """,
        "schema/bad-file-name",
        "t",
        "Windows can have no file called 'aux.yaml'",
        "rename it",
    ),
    Mistake(
        "id of the target misspelt",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        supports: [monitor-catches-most-attempts]
        """,
        "link/unknown-claim",
        "monitor-catches-most-attempts",
        "no claim is called",
        "did you mean 'monitors-catch-most-attempts'?",
    ),
    Mistake(
        "source by its title",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources:
          - What monitors see, section 3
        supports: [deploy-with-monitors]
        """,
        "schema/bad-id",
        "What monitors see, section 3",
        "is not an id",
        "claims/sources/",
    ),
    Mistake(
        "address in place of a source",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [https://example.org/what-monitors-see]
        """,
        "schema/bad-id",
        "https://example.org/what-monitors-see",
        "is not an id",
        "write its id, 'quill-monitors-2024'",
    ),
    Mistake(
        "address of a source that is not in the base",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [https://example.org/another]
        """,
        "schema/bad-id",
        "https://example.org/another",
        "is not an id",
        "claims/sources/",
    ),
    Mistake(
        "path in place of an id",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        supports: [claims/monitoring/deploy-with-monitors.yaml]
        """,
        "schema/bad-id",
        "claims/monitoring/deploy-with-monitors.yaml",
        "is not an id",
        "this is the file of a record: write its id, 'deploy-with-monitors'",
    ),
    Mistake(
        "underscores in an id",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        supports: [deploy_with_monitors]
        """,
        "schema/bad-id",
        "deploy_with_monitors",
        "is not an id",
        "write its id, 'deploy-with-monitors'",
    ),
    Mistake(
        "title that is not like its id",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        supports: ['Use untrusted models, but let monitors watch them']
        """,
        "schema/bad-id",
        "'Use untrusted models, but let monitors watch them'",
        "is not an id",
        "a record is called so: write its id, 'deploy-with-monitors'",
    ),
    Mistake(
        "credence on a claim",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        credence: 0.8
        """,
        "schema/unknown-key",
        "credence",
        "no key 'credence'",
        "beliefs go into a viewpoint: there write 'credences: {deterrence: …}'",
    ),
    Mistake(
        "relation called supported_by",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        supported_by: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "supported_by",
        "no key 'supported_by'",
        "in the file of 'deploy-with-monitors' write 'supports: [deterrence]'",
    ),
    Mistake(
        "relation called attacked_by",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        attacked_by: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "attacked_by",
        "no key 'attacked_by'",
        "in the file of 'deploy-with-monitors' write 'attacks: [deterrence]'",
    ),
    Mistake(
        "relation called rebutted_by",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        rebutted_by: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "rebutted_by",
        "no key 'rebutted_by'",
        "write 'attacks: [deterrence]'",
    ),
    Mistake(
        "relation called because_of",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        because_of: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "because_of",
        "no key 'because_of'",
        "write 'supports: [deterrence]'",
    ),
    Mistake(
        "relation called reasons",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        reasons: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "reasons",
        "no key 'reasons'",
        "write 'supports: [deterrence]'",
    ),
    Mistake(
        "relation called objections",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        objections: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "objections",
        "no key 'objections'",
        "write 'attacks: [deterrence]'",
    ),
    Mistake(
        "relation called required_by",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        required_by: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "required_by",
        "no key 'required_by'",
        "write 'requires: [deterrence]'",
    ),
    Mistake(
        "relation called undercut_by",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        undercut_by: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "undercut_by",
        "no key 'undercut_by'",
        "there write 'undercuts: [from-id -> deterrence]'",
    ),
    Mistake(
        "relation called undermines",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        undermines: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "undermines",
        "no key 'undermines'",
        "if this record speaks against 'deploy-with-monitors', write 'attacks: [deploy-with-monitors]'; if it is the other way round",
    ),
    Mistake(
        "relation called against",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        against: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "against",
        "no key 'against'",
        "if it is the other way round",
    ),
    Mistake(
        "relation called evidence_for",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        evidence_for: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "evidence_for",
        "no key 'evidence_for'",
        "if it is the other way round",
    ),
    Mistake(
        "relation called refutes",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        refutes: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "refutes",
        "no key 'refutes'",
        "did you mean 'attacks'?",
    ),
    Mistake(
        "relation called supported",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        origin: implied
        notes: Unsaid in the report.
        supported: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "supported",
        "no key 'supported'",
        "relations stand on the record they start from",
    ),
    Mistake(
        "objection as a type",
        "claims/monitoring/deterrence.yaml",
        """
        type: objection
        title: Deterrence fails
        """,
        "schema/unknown-type",
        "objection",
        "'objection' is not a type",
        "'type: claim' with 'attacks: [id-of-the-claim]'",
    ),
    Mistake(
        "undercut of a claim",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [{source: quill-monitors-2024, at: §3}]
        undercuts: [monitors-catch-most-attempts]
        """,
        "link/unknown-step",
        "monitors-catch-most-attempts",
        "there is no step",
        "use 'attacks'",
    ),
    Mistake(
        "undercut the wrong way round",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [{source: quill-monitors-2024, at: §3}]
        undercuts: [monitors-catch-most-attempts -> monitor-trial-2024]
        """,
        "link/unknown-step",
        "monitors-catch-most-attempts -> monitor-trial-2024",
        "there is no step",
        "the step runs the other way",
    ),
    Mistake(
        "support for a question",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [{source: quill-monitors-2024, at: §3}]
        supports: [how-to-use-untrusted-models]
        """,
        "link/wrong-end",
        "how-to-use-untrusted-models",
        "cannot be supported",
        "'answers'",
    ),
    Mistake(
        "question that attacks",
        "claims/monitoring/is-that-so.yaml",
        """
        type: question
        title: Whether that is so
        topic: monitoring
        question: Do monitors really catch most attempts?
        attacks: [monitors-catch-most-attempts]
        """,
        "link/wrong-start",
        "attacks",
        "a question cannot be the start of 'attacks'",
        "undercuts",
    ),
    Mistake(
        "percentage without its sign",
        "claims/viewpoints/quill-2023.yaml",
        """
        type: viewpoint
        title: Ada Quill, 2023
        holder: ada-quill
        date: 2023
        sources: [quill-monitors-2024]
        credences:
          monitors-catch-most-attempts: 70
        """,
        "credence/out-of-range",
        "70",
        "not between 0 and 1",
        "did you mean 70%?",
    ),
    Mistake(
        "credence in words of one's own",
        "claims/viewpoints/quill-2023.yaml",
        """
        type: viewpoint
        title: Ada Quill, 2023
        holder: ada-quill
        date: 2023
        sources: [quill-monitors-2024]
        credences:
          monitors-catch-most-attempts: {credence: fairly sure, basis: inferred}
        """,
        "credence/not-a-credence",
        "fairly sure",
        "is not a credence",
        "very-likely",
    ),
    Mistake(
        "date written out",
        "claims/viewpoints/quill-2023.yaml",
        """
        type: viewpoint
        title: Ada Quill, 2023
        holder: ada-quill
        date: 14 May 2023
        sources: [quill-monitors-2024]
        credences: {monitors-catch-most-attempts: 0.7}
        """,
        "schema/bad-date",
        "14 May 2023",
        "is not a date",
        "2023-05",
    ),
    Mistake(
        "link in place of a DOI",
        "claims/sources/example-2023.yaml",
        """
        type: source
        title: An example
        kind: article-journal
        doi: https://doi.org/10.1000/182
        checked: read
        """,
        "schema/bad-form",
        "https://doi.org/10.1000/182",
        "does not have the form of 'doi'",
        "without the resolver",
    ),
    Mistake(
        "file named like a title",
        "claims/monitoring/Deterrence works.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [{source: quill-monitors-2024, at: §3}]
        supports: [deploy-with-monitors]
        """,
        "schema/bad-file-name",
        "claim",
        "'Deterrence works' is not an id",
        "deterrence-works.yaml",
    ),
    Mistake(
        "value left for later",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [{source: quill-monitors-2024, at: §3}]
        supports: [deploy-with-monitors]
        notes:
        """,
        "yaml/empty-value",
        "notes",
        "'notes' has no value",
        "leave the key out",
    ),
    Mistake(
        "keys of a step not indented",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [{source: quill-monitors-2024, at: §3}]
        supports:
          - claim: deploy-with-monitors
        because: Who does not try does no harm.
        """,
        "schema/unknown-key",
        "because",
        "no key 'because'",
        "indent",
    ),
    Mistake(
        "key of the record indented into a step",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [{source: quill-monitors-2024, at: §3}]
        supports:
          - claim: deploy-with-monitors
            notes: Nothing is said of other models.
        """,
        "schema/unknown-key",
        "notes",
        "no key 'notes'",
        "take away its indentation",
    ),
    Mistake(
        "sources as a mapping",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources:
          source: quill-monitors-2024
          at: §3
        supports: [deploy-with-monitors]
        """,
        "schema/wrong-shape",
        "source: quill-monitors-2024",
        "'sources' is a list, and a mapping is written",
        "'- '",
    ),
    Mistake(
        "argument with a list of conclusions",
        "claims/monitoring/deterrence.yaml",
        """
        type: argument
        title: Deterrence makes use safe
        topic: monitoring
        premises: [monitors-catch-most-attempts]
        supports: [deploy-with-monitors]
        """,
        "schema/wrong-shape",
        "[deploy-with-monitors]",
        "'supports' is text, and a list is written",
        "The claim that it concludes",
    ),
    Mistake(
        "fallacy for a scheme",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [{source: quill-monitors-2024, at: §3}]
        supports:
          - {claim: deploy-with-monitors, scheme: analogy}
        """,
        "schema/unknown-value",
        "analogy",
        "is not an argumentation scheme",
        "argument-from-analogy",
    ),
    Mistake(
        "key of another format",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        references: [{source: quill-monitors-2024, at: §3}]
        supports: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "references",
        "no key 'references'",
        "did you mean 'sources'?",
    ),
    Mistake(
        "key that is like no other",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [{source: quill-monitors-2024, at: §3, nonsense: 1}]
        supports: [deploy-with-monitors]
        """,
        "schema/unknown-key",
        "nonsense",
        "no key 'nonsense'",
        "the keys here are: source, at, role",
    ),
    Mistake(
        "type with a capital",
        "claims/monitoring/deterrence.yaml",
        """
        type: Claim
        title: Deterrence works
        """,
        "schema/unknown-type",
        "Claim",
        "'Claim' is not a type",
        "did you mean 'claim'?",
    ),
    Mistake(
        "step with a typographic arrow",
        "claims/monitoring/deterrence.yaml",
        """
        type: claim
        title: Deterrence works
        topic: monitoring
        statement: An AI that expects to be caught does not try.
        sources: [{source: quill-monitors-2024, at: §3}]
        undercuts: [monitors-miss-what-matters → deploy-with-monitors]
        """,
        "schema/bad-step-name",
        "monitors-miss-what-matters → deploy-with-monitors",
        "does not name a step",
        "'from-id -> to-id'",
    ),
    Mistake(
        "percentage above a hundred",
        "claims/viewpoints/quill-2025.yaml",
        """
        type: viewpoint
        title: Ada Quill in 2025
        holder: ada-quill
        date: 2025
        sources: [quill-monitors-2024]
        credences:
          monitors-catch-most-attempts: 140%
        """,
        "credence/out-of-range",
        "140%",
        "140% is not between 0 and 1",
        "at most 100%",
    ),
    Mistake(
        "decimal comma between braces",
        "claims/monitoring/another-trial.yaml",
        """
        type: evidence
        title: Another trial found less
        topic: monitoring
        statement: In another trial a monitor flagged few attempts.
        sources: [{source: quill-monitors-2024, at: §4}]
        measurements: [{name: share flagged, value: 1,5, unit: percent, conditions: as before}]
        supports: [monitors-miss-what-matters]
        """,
        "yaml/empty-value",
        "5",
        "'5' has no value",
        "a comma ends a value",
    ),
    Mistake(
        "question among the premises",
        "claims/monitoring/deterrence.yaml",
        """
        type: argument
        title: Deterrence makes use safe
        topic: monitoring
        sources: [{source: quill-monitors-2024, at: §3}]
        premises: [monitors-catch-most-attempts, why-monitors-miss]
        supports: deploy-with-monitors
        """,
        "link/wrong-end",
        "why-monitors-miss",
        "is a question, which cannot be a premise",
        "name the answer to it",
    ),
    Mistake(
        "DOI with its resolver",
        "claims/sources/quill-2025.yaml",
        """
        type: source
        title: Another report
        authors: [ada-quill]
        kind: report
        doi: https://doi.org/10.1000/182
        checked: read
        """,
        "schema/bad-form",
        "https://doi.org/10.1000/182",
        "does not have the form of 'doi'",
        "without the resolver",
    ),
)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_mistake_is_told_once_at_its_place_with_a_way_out(mistake: Mistake):
    """A newcomer's mistake gives one finding, which marks it and says what to write instead."""
    text = textwrap.dedent(mistake.text).lstrip("\n")
    (found,) = findings_beside(f"# {mistake.path}\n{text}")
    stretch = marked(found.span.first_line() if "\n" not in mistake.stretch else found.span, text)
    assert found.code == mistake.code
    assert (stretch, found.span.path) == (mistake.stretch, mistake.path) or mistake.stretch.startswith(stretch)
    assert mistake.message in found.message
    assert mistake.help in found.help


def test_a_list_of_mistaken_entries_is_not_called_too_short():
    """Entries with findings of their own count as entries."""
    (found,) = findings_beside("""
        # claims/monitoring/another-trial.yaml
        type: evidence
        title: Another trial found less
        topic: monitoring
        statement: In another trial a monitor flagged few attempts.
        sources: [{source: quill-monitors-2024, at: §4, page: 3}]
        supports: [monitors-miss-what-matters]
    """)
    assert ("schema/unknown-key", "page") == (found.code, found.message.split("'")[1])


def test_eleven_mistakes_in_one_record_give_eleven_findings():
    """All are told in one run, in the order in which they stand, each at its place."""
    found = findings_beside("""
        # claims/monitoring/deterrence.yaml
        type: evidence
        titel: Deterrence works
        topic: Monitoring
        statement: "  "
        origin: guessed
        sources:
          - {source: quill-monitors-2024, page: 3}
          - source: quill monitors
        supports: deploy-with-monitors
        undercuts:
          - step: this and that
        measurements:
          - {name: share, value: many, n: -1}
        status: final
    """)
    assert [
        (2, "schema/unknown-key"),
        (3, "schema/bad-id"),
        (4, "schema/blank"),
        (5, "schema/unknown-value"),
        (7, "schema/unknown-key"),
        (8, "schema/bad-id"),
        (9, "schema/wrong-shape"),
        (11, "schema/bad-step-name"),
        (13, "schema/not-a-number"),
        (13, "schema/out-of-range"),
        (14, "schema/unknown-value"),
    ] == [(finding.span.line, finding.code) for finding in found]
    assert {"claims/monitoring/deterrence.yaml"} == {finding.span.path for finding in found}
