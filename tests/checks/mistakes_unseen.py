"""A hundred mistakes and more, written from README, the contributing page and the records alone.

Whoever wrote them had not read the checks or their tests. Each is a change of a small base on speed limits in towns: what
was done, what a reviewer would call it, which finding there is, where it stands and how its help begins.
"""

# ruff: noqa: E501 - a mistake stands on one line, so that the table can be read as one

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

BASE: Mapping[str, str] = {
    "topics/speed-limits.yaml": """\
type: topic
title: Speed limits in towns
summary: Whether a town should lower the limit on its streets to twenty miles an hour.
""",
    "people/ada-moss.yaml": "type: person\nname: Ada Moss\n",
    "people/ben-okoro.yaml": "type: person\nname: Ben Okoro\n",
    "sources/moss-report.yaml": """\
type: source
title: Slower streets
kind: report
authors: [ada-moss]
issued: 2021-05
doi: 10.1000/moss.2021
checked: read
""",
    "sources/okoro-essay.yaml": """\
type: source
title: Against the blanket limit
kind: article
authors: [ben-okoro]
issued: 2022-03-04
url: https://example.org/okoro
checked: read
""",
    "speed-limits/lower-limits-cut-deaths.yaml": """\
type: claim
title: Lower speed limits reduce deaths on town streets
topic: speed-limits
statement: >-
  When a town lowers the speed limit, fewer people are killed on its streets in the years after.
sources:
  - source: moss-report
    at: §2
supports:
  - claim: town-should-adopt-twenty
    because: Preventing deaths is what the council is bound to weigh first.
requires:
  - claim: drivers-obey-signs
    because: A sign that nobody heeds slows nobody down.
""",
    "speed-limits/impact-grows-with-speed.yaml": """\
type: claim
title: The energy of an impact grows with the square of the speed
topic: speed-limits
statement: A car that goes twice as fast carries four times the energy into a collision.
sources:
  - source: moss-report
    at: p. 7
supports:
  - claim: lower-limits-cut-deaths
    strength: strong
    because: What a body must absorb decides whether its owner survives.
""",
    "speed-limits/town-should-adopt-twenty.yaml": """\
type: norm
title: The town should set a limit of twenty miles an hour
topic: speed-limits
statement: The council ought to lower the limit on all residential streets to twenty miles an hour.
sources:
  - source: moss-report
    at: §5
answers:
  - question: q-what-limit
""",
    "speed-limits/trips-take-longer.yaml": """\
type: claim
title: A lower limit makes trips across town take longer
topic: speed-limits
statement: Under a lower limit the average trip across town takes more minutes than before.
sources:
  - source: okoro-essay
    at: ¶3
attacks:
  - claim: town-should-adopt-twenty
    because: Time lost by everyone every day is a cost that the council has to answer for.
""",
    "speed-limits/junctions-set-the-pace.yaml": """\
type: claim
title: Junctions, not limits, decide how long a trip takes
topic: speed-limits
statement: Most of the time of a trip in town is spent waiting at junctions.
sources:
  - source: moss-report
    at: §4
undercuts:
  - step: trips-take-longer -> town-should-adopt-twenty
    because: The minutes lost are so few that they do not count against the proposal.
""",
    "speed-limits/study-found-fewer-crashes.yaml": """\
type: evidence
title: Twelve towns had a fifth fewer injuries after lowering the limit
topic: speed-limits
statement: In twelve towns that lowered the limit, injuries fell in the three years that followed.
sources:
  - source: moss-report
    at: Table 2
supports:
  - claim: lower-limits-cut-deaths
    because: Injuries and deaths on streets rise and fall together.
measurements:
  - name: change in injuries
    value: -20
    unit: percent
    conditions: twelve towns, three years before and after, no change in enforcement
    at: Table 2
""",
    "speed-limits/councils-must-protect-lives.yaml": """\
type: norm
title: A council ought to protect the lives of those who use its streets
topic: speed-limits
statement: A council ought to do what it can to protect the lives of people who use its streets.
sources:
  - source: moss-report
    at: §1
supports:
  - claim: town-should-adopt-twenty
    with: [lower-limits-cut-deaths]
    because: The limit is a means that the council has in its own hands.
""",
    "speed-limits/q-what-limit.yaml": """\
type: question
title: What speed limit should the town set
topic: speed-limits
origin: implied
question: Which speed limit should the town set on its residential streets?
sources:
  - source: moss-report
    role: background
""",
    "speed-limits/when-will-all-towns-follow.yaml": """\
type: question
title: By which year will most towns have lowered their limits
topic: speed-limits
origin: implied
question: In which year will more than half of the towns have a limit of twenty miles an hour?
quantity: {kind: year}
sources:
  - source: moss-report
    role: background
""",
    "speed-limits/drivers-obey-signs.yaml": """\
type: claim
title: Most drivers keep to a new limit without police
topic: speed-limits
statement: Most drivers keep to a newly signed limit even where nobody enforces it.
sources:
  - source: moss-report
    at: §3
answers: [do-drivers-obey]
""",
    "speed-limits/drivers-ignore-signs.yaml": """\
type: claim
title: Signs alone leave driving as it was
topic: speed-limits
statement: Where nobody enforces a new limit, people drive as fast as they did before.
sources:
  - source: okoro-essay
    at: ¶6
answers: [do-drivers-obey]
attacks:
  - claim: lower-limits-cut-deaths
    because: Nothing that leaves the driving unchanged can change what it does.
""",
    "speed-limits/do-drivers-obey.yaml": """\
type: crux
title: Do signs alone slow drivers down?
topic: speed-limits
origin: implied
question: Do drivers slow down when only the signs change?
sources:
  - source: okoro-essay
    role: background
sides: [drivers-obey-signs, drivers-ignore-signs]
decides: [lower-limits-cut-deaths]
would_settle:
  - Speeds measured before and after the signs went up on streets without cameras.
""",
    "viewpoints/moss-2021.yaml": """\
type: viewpoint
title: Ada Moss, May 2021
holder: ada-moss
date: 2021-05
sources:
  - source: moss-report
credences:
  lower-limits-cut-deaths: {credence: 70%, basis: stated, at: §2}
  drivers-obey-signs: {credence: likely, basis: inferred, at: §3, wording: in my experience}
estimates:
  when-will-all-towns-follow: {median: 2035, low: 2029, high: 2050, level: 80%, at: §6}
""",
    "viewpoints/okoro-2022.yaml": """\
type: viewpoint
title: Ben Okoro, March 2022
holder: ben-okoro
date: 2022-03
sources:
  - source: okoro-essay
holds:
  - {claim: trips-take-longer, basis: inferred, at: ¶3}
credences:
  lower-limits-cut-deaths: {credence: 0.3, basis: inferred, at: ¶5, wording: I rather doubt it}
""",
    "models/delay-model.yaml": """\
type: model
title: Minutes lost on a trip under a lower limit
topic: speed-limits
summary: The time lost is the length of free driving divided by each speed.
sources:
  - source: okoro-essay
    at: ¶3
inputs:
  - name: free_miles
    label: miles driven freely
    unit: miles
    low: 0.5
    high: 3
    basis: ours
    reason: Trips in the town are of that length.
    causes: [minutes_lost]
variables:
  - name: minutes_lost
    label: minutes lost
    unit: minutes
    expression: 60 * free_miles / 20 - 60 * free_miles / 30
outputs:
  - variable: minutes_lost
    claim: trips-take-longer
    when: minutes_lost > 0
    description: Borne out where the trip takes longer.
expectations:
  - that: minutes_lost > 0
    in: all
    source: okoro-essay
    at: ¶3
    because: Going slower takes more time.
""",
}


class Slip(NamedTuple):
    """One mistake.

    Attributes:
        name: what was done.
        files: path below `claims/` → text, None for a file that was deleted.
        code: of the finding.
        place: file and line.
        says: how its help begins.
        since: whether it shows only beside the state before (`check --since`).
        others: how many more findings come with it.
    """

    name: str
    files: Mapping[str, str | None]
    code: str
    place: str
    says: str
    since: bool = False
    others: int = 0


S = "speed-limits/"


def claim(
    title: str,
    statement: str,
    rest: str,
    sources: str = "sources:\n  - {source: okoro-essay, at: ¶4}\n",
    kind: str = "claim",
) -> str:
    """A record of the topic."""
    return f"type: {kind}\ntitle: {title}\ntopic: speed-limits\nstatement: {statement}\n{sources}{rest}"


def new(name: str, text: str) -> Mapping[str, str]:
    """A new file."""
    return {f"{S}{name}.yaml": text}


def edit(path: str, *pairs: tuple[str, str]) -> Mapping[str, str]:
    """A file with some stretches written otherwise."""
    text = BASE[path]
    for old, to in pairs:
        assert old in text, (path, old)
        text = text.replace(old, to, 1)
    return {path: text}


NOISE = ("Slower cars make a street quieter", "A street on which cars go slower is quieter for those who live on it.")

SLIPS = (
    Slip(
        "relation named in passive, list of steps",
        edit(
            S + "town-should-adopt-twenty.yaml",
            ("answers:\n", "supported_by:\n  - claim: impact-grows-with-speed\n    because: Energy kills.\nanswers:\n"),
        ),
        "schema/unknown-key",
        "speed-limits/town-should-adopt-twenty.yaml:8",
        "relations stand on the record they start f",
    ),
    Slip(
        "caused_by as relation",
        new("quiet", claim(*NOISE, "caused_by: [lower-limits-cut-deaths]\n")),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:7",
        "if this record is a reason for 'lower-limi",
    ),
    Slip(
        "contradicts",
        new("quiet", claim(*NOISE, "contradicts: [trips-take-longer]\n")),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:7",
        "did you mean 'attacks'?",
    ),
    Slip(
        "implies",
        new("quiet", claim(*NOISE, "implies: [town-should-adopt-twenty]\n")),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:7",
        "did you mean 'supports'?",
    ),
    Slip(
        "depends_on",
        new("quiet", claim(*NOISE, "depends_on: [drivers-obey-signs]\n")),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:7",
        "did you mean 'requires'?",
    ),
    Slip(
        "objections list on the target",
        edit(
            S + "lower-limits-cut-deaths.yaml",
            ("requires:\n", "objections:\n  - claim: drivers-ignore-signs\nrequires:\n"),
        ),
        "schema/unknown-key",
        "speed-limits/lower-limits-cut-deaths.yaml:12",
        "relations stand on the record they start f",
    ),
    Slip(
        "pros and cons",
        edit(
            S + "town-should-adopt-twenty.yaml",
            ("answers:\n", "pros: [lower-limits-cut-deaths]\ncons: [trips-take-longer]\nanswers:\n"),
        ),
        "schema/unknown-key",
        "speed-limits/town-should-adopt-twenty.yaml:8",
        "relations stand on the record they start f",
        others=1,
    ),
    Slip(
        "supports the question",
        new("quiet", claim(*NOISE, "supports:\n  - claim: q-what-limit\n    because: It speaks for quiet.\n")),
        "link/wrong-end",
        "speed-limits/quiet.yaml:8",
        "a question is neither true nor false: bear",
    ),
    Slip(
        "supports itself",
        edit(S + "lower-limits-cut-deaths.yaml", ("claim: town-should-adopt-twenty", "claim: lower-limits-cut-deaths")),
        "link/self-reference",
        "speed-limits/lower-limits-cut-deaths.yaml:10",
        "write the id of the other record that is m",
    ),
    Slip(
        "attack and support of the same claim",
        edit(
            S + "trips-take-longer.yaml",
            (
                "attacks:\n",
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Longer trips calm people.\nattacks:\n",
            ),
        ),
        "argument/supports-and-attacks",
        "speed-limits/trips-take-longer.yaml:12",
        "decide which, or split the record into the",
        others=1,
    ),
    Slip(
        "undercut of a step written backwards",
        edit(
            S + "junctions-set-the-pace.yaml",
            ("trips-take-longer -> town-should-adopt-twenty", "town-should-adopt-twenty -> trips-take-longer"),
        ),
        "link/unknown-step",
        "speed-limits/junctions-set-the-pace.yaml:9",
        "the step runs the other way: 'trips-take-l",
    ),
    Slip(
        "undercut with an ascii arrow of another form",
        edit(S + "junctions-set-the-pace.yaml", ("trips-take-longer -> town", "trips-take-longer => town")),
        "schema/bad-step-name",
        "speed-limits/junctions-set-the-pace.yaml:9",
        "name a step as 'from-id -> to-id', or an a",
    ),
    Slip(
        "undercut of a claim",
        edit(
            S + "junctions-set-the-pace.yaml",
            ("trips-take-longer -> town-should-adopt-twenty", "town-should-adopt-twenty"),
        ),
        "link/unknown-step",
        "speed-limits/junctions-set-the-pace.yaml:9",
        "this names no step: write 'from-id -> to-i",
    ),
    Slip(
        "undercut key claim",
        edit(
            S + "junctions-set-the-pace.yaml",
            ("step: trips-take-longer -> town-should-adopt-twenty", "claim: trips-take-longer"),
        ),
        "schema/unknown-key",
        "speed-limits/junctions-set-the-pace.yaml:9",
        "an undercut hits a step: write 'step: trip",
    ),
    Slip(
        "undercut with unicode arrow",
        edit(S + "junctions-set-the-pace.yaml", ("->", "→")),
        "schema/bad-step-name",
        "speed-limits/junctions-set-the-pace.yaml:9",
        "name a step as 'from-id -> to-id', or an a",
    ),
    Slip(
        "undercut of one's own step",
        edit(
            S + "trips-take-longer.yaml",
            (
                "attacks:\n",
                "undercuts:\n  - step: trips-take-longer -> town-should-adopt-twenty\n    because: Not so important.\nattacks:\n",
            ),
        ),
        "argument/undercuts-own-step",
        "speed-limits/trips-take-longer.yaml:9",
        "undercut it from a record that says why it",
    ),
    Slip(
        "premise linked with itself",
        edit(
            S + "lower-limits-cut-deaths.yaml",
            ("    because: Preventing", "    with: [lower-limits-cut-deaths]\n    because: Preventing"),
        ),
        "argument/premise-twice",
        "speed-limits/lower-limits-cut-deaths.yaml:11",
        "remove it here",
    ),
    Slip(
        "conclusion among linked premises",
        edit(
            S + "lower-limits-cut-deaths.yaml",
            ("    because: Preventing", "    with: [town-should-adopt-twenty]\n    because: Preventing"),
        ),
        "argument/premise-is-conclusion",
        "speed-limits/lower-limits-cut-deaths.yaml:11",
        "take it out of the premises, or name the c",
    ),
    Slip(
        "crux with one side",
        edit(S + "do-drivers-obey.yaml", ("[drivers-obey-signs, drivers-ignore-signs]", "[drivers-obey-signs]")),
        "schema/too-few",
        "speed-limits/do-drivers-obey.yaml:9",
        "Ids of two or more claims that exclude eac",
    ),
    Slip(
        "crux side twice",
        edit(
            S + "do-drivers-obey.yaml",
            ("[drivers-obey-signs, drivers-ignore-signs]", "[drivers-obey-signs, drivers-obey-signs]"),
        ),
        "argument/side-twice",
        "speed-limits/do-drivers-obey.yaml:9",
        "name the claim that excludes it, or remove",
        others=1,
    ),
    Slip(
        "crux decides its own side",
        edit(S + "do-drivers-obey.yaml", ("decides: [lower-limits-cut-deaths]", "decides: [drivers-obey-signs]")),
        "argument/decides-own-side",
        "speed-limits/do-drivers-obey.yaml:10",
        "name the claims that would stand or fall w",
    ),
    Slip(
        "crux sides as prose",
        edit(
            S + "do-drivers-obey.yaml",
            ("sides: [drivers-obey-signs, drivers-ignore-signs]", "sides:\n  - Drivers obey\n  - Drivers do not obey"),
        ),
        "schema/bad-id",
        "speed-limits/do-drivers-obey.yaml:10",
        "no record is called so: write it as a reco",
        others=1,
    ),
    Slip(
        "evidence without source",
        new(
            "radar-survey",
            claim(
                "Radar showed a drop of two miles an hour",
                "Radar measured mean speeds two miles an hour lower after the change.",
                "supports:\n  - claim: drivers-obey-signs\n    because: A drop without police is obedience.\n",
                sources="",
                kind="evidence",
            ),
        ),
        "schema/missing-key",
        "speed-limits/radar-survey.yaml:1",
        "sources: Where the observation is reported",
    ),
    Slip(
        "prediction without date",
        new(
            "towns-follow",
            claim(
                "Most towns will follow",
                "Most towns will lower their limits.",
                "supports: [town-should-adopt-twenty]\n",
                kind="prediction",
            ),
        ),
        "source/open-prediction",
        "speed-limits/towns-follow.yaml:1",
        "add 'by' (a date) or 'condition'; without ",
    ),
    Slip(
        "definition of nothing",
        new(
            "residential-defined",
            claim(
                "A residential street is one where people live",
                "A residential street is one on which most buildings are homes.",
                "",
                kind="definition",
            ),
        ),
        "schema/missing-key",
        "speed-limits/residential-defined.yaml:1",
        "term: The term that is defined, as it appe",
    ),
    Slip(
        "type in capitals",
        new(
            "quiet",
            claim(
                *NOISE,
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all who live there.\n",
                kind="Claim",
            ),
        ),
        "schema/unknown-type",
        "speed-limits/quiet.yaml:1",
        "did you mean 'claim'? the types are: claim",
    ),
    Slip(
        "type premise",
        new("quiet", claim(*NOISE, "supports: [town-should-adopt-twenty]\n", kind="premise")),
        "schema/unknown-type",
        "speed-limits/quiet.yaml:1",
        "did you mean 'claim'? the types are: claim",
    ),
    Slip(
        "type fact",
        new("quiet", claim(*NOISE, "supports: [town-should-adopt-twenty]\n", kind="fact")),
        "schema/unknown-type",
        "speed-limits/quiet.yaml:1",
        "did you mean 'evidence'? the types are: cl",
    ),
    Slip(
        "file name with spaces and capitals",
        {
            S + "Quiet Streets.yaml": claim(
                *NOISE,
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all who live there.\n",
            )
        },
        "schema/bad-file-name",
        "speed-limits/Quiet Streets.yaml:1",
        "rename the file to quiet-streets.yaml: low",
    ),
    Slip(
        "title in place of id",
        new(
            "quiet",
            claim(
                *NOISE,
                "supports:\n  - claim: The town should set a limit of twenty miles an hour\n    because: Quiet is good for all.\n",
            ),
        ),
        "schema/bad-id",
        "speed-limits/quiet.yaml:8",
        "a record is called so: write its id, 'town",
    ),
    Slip(
        "id with .yaml",
        new(
            "quiet",
            claim(*NOISE, "supports:\n  - claim: town-should-adopt-twenty.yaml\n    because: Quiet is good for all.\n"),
        ),
        "schema/bad-id",
        "speed-limits/quiet.yaml:8",
        "this is the file of a record: write its id",
    ),
    Slip(
        "wikilink as id",
        new(
            "quiet",
            claim(
                *NOISE, "supports:\n  - claim: '[[town-should-adopt-twenty]]'\n    because: Quiet is good for all.\n"
            ),
        ),
        "schema/bad-id",
        "speed-limits/quiet.yaml:8",
        "ids are lower-case words joined by hyphens",
    ),
    Slip(
        "wikilink unquoted",
        new(
            "quiet",
            claim(*NOISE, "supports:\n  - claim: [[town-should-adopt-twenty]]\n    because: Quiet is good for all.\n"),
        ),
        "schema/wrong-shape",
        "speed-limits/quiet.yaml:8",
        "[[…]] is for prose: write the id alone, 't",
    ),
    Slip(
        "web address of the page as id",
        new(
            "quiet",
            claim(
                *NOISE,
                "supports:\n  - claim: https://base.example/claims/town-should-adopt-twenty/\n    because: Quiet is good for all.\n",
            ),
        ),
        "schema/bad-id",
        "speed-limits/quiet.yaml:8",
        "this is the page of a record: write its id",
    ),
    Slip(
        "person's name as holder",
        edit("viewpoints/moss-2021.yaml", ("holder: ada-moss", "holder: Ada Moss")),
        "schema/bad-id",
        "viewpoints/moss-2021.yaml:3",
        "a record is called so: write its id, 'ada-",
    ),
    Slip(
        "source by its title",
        new(
            "quiet",
            claim(
                *NOISE,
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
                sources="sources:\n  - {source: Slower streets, at: p. 3}\n",
            ),
        ),
        "schema/bad-id",
        "speed-limits/quiet.yaml:6",
        "a record is called so: write its id, 'moss",
    ),
    Slip(
        "source as bare url",
        new(
            "quiet",
            claim(
                *NOISE,
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
                sources="sources:\n  - https://example.org/okoro\n",
            ),
        ),
        "schema/bad-id",
        "speed-limits/quiet.yaml:6",
        "a record is called so: write its id, 'okor",
    ),
    Slip(
        "source key singular on claim",
        new(
            "quiet",
            claim(
                *NOISE,
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
                sources="source: okoro-essay\n",
            ),
        ),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:5",
        "did you mean 'sources'?",
    ),
    Slip(
        "a topic that does not exist",
        new(
            "quiet",
            claim(
                *NOISE, "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n"
            ).replace("topic: speed-limits", "topic: noise"),
        ),
        "link/unknown-topic",
        "speed-limits/quiet.yaml:3",
        "check the spelling, or add claims/topics/n",
    ),
    Slip(
        "claim id where a person belongs",
        edit("viewpoints/moss-2021.yaml", ("holder: ada-moss", "holder: moss-report")),
        "link/wrong-end",
        "viewpoints/moss-2021.yaml:3",
        "what stands here is one of these: person",
        others=1,
    ),
    Slip(
        "same file name in another folder",
        {
            "other/trips-take-longer.yaml": claim(
                *NOISE, "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n"
            )
        },
        "schema/duplicate-id",
        "other/trips-take-longer.yaml:1",
        "rename this file; ids are unique in the wh",
        since=True,
        others=1,
    ),
    Slip(
        "colon in title unquoted",
        new(
            "quiet",
            claim(
                "Slower cars: quieter streets",
                NOISE[1],
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "yaml/syntax",
        "speed-limits/quiet.yaml:2",
        "put text that contains ': ' in quotes, or ",
    ),
    Slip(
        "tab indentation",
        new(
            "quiet",
            claim(*NOISE, "supports:\n\t- claim: town-should-adopt-twenty\n\t  because: Quiet is good for all.\n"),
        ),
        "yaml/tab",
        "speed-limits/quiet.yaml:8",
        "indent with spaces; most editors can conve",
    ),
    Slip(
        "title twice",
        new(
            "quiet",
            claim(
                *NOISE,
                "title: Quiet streets\nsupports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "yaml/duplicate-key",
        "speed-limits/quiet.yaml:7",
        "keep one of them, or make one list of both",
    ),
    Slip(
        "missing space after colon",
        new(
            "quiet",
            claim(*NOISE, "supports:\n  - claim:town-should-adopt-twenty\n    because: Quiet is good for all.\n"),
        ),
        "yaml/syntax",
        "speed-limits/quiet.yaml:8",
        "write 'key: value', with a space between",
    ),
    Slip(
        "curly quotes",
        new(
            "quiet",
            claim(
                "“Slower cars make a street quieter”",
                NOISE[1],
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "style/title-not-a-sentence",
        "speed-limits/quiet.yaml:2",
        "leave them out: they would be shown; YAML ",
    ),
    Slip(
        "because beside the list, not in the step",
        new("quiet", claim(*NOISE, "supports: [town-should-adopt-twenty]\nbecause: Quiet is good for all.\n")),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:8",
        "'because' belongs to an entry of 'supports",
    ),
    Slip(
        "hash eats the locator",
        new(
            "quiet",
            claim(
                *NOISE,
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
                sources="sources:\n  - source: okoro-essay\n    at: #3\n",
            ),
        ),
        "yaml/empty-value",
        "speed-limits/quiet.yaml:7",
        "what begins with # is a comment: put the t",
    ),
    Slip(
        "statement left empty",
        new(
            "quiet",
            claim(
                NOISE[0], "", "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n"
            ),
        ),
        "yaml/empty-value",
        "speed-limits/quiet.yaml:4",
        "leave the key out where there is nothing t",
    ),
    Slip(
        "step mapping without list dash",
        new(
            "quiet", claim(*NOISE, "supports:\n  claim: town-should-adopt-twenty\n  because: Quiet is good for all.\n")
        ),
        "schema/wrong-shape",
        "speed-limits/quiet.yaml:8",
        "each entry begins with '- ': write '- clai",
    ),
    Slip(
        "unclosed quote",
        new(
            "quiet",
            claim(*NOISE, 'supports:\n  - claim: town-should-adopt-twenty\n    because: "Quiet is good for all.\n'),
        ),
        "yaml/syntax",
        "speed-limits/quiet.yaml:9",
        "close it; inside single quotes write '' fo",
    ),
    Slip(
        "apostrophe in single quotes",
        new(
            "quiet",
            claim(
                "'A slow car's noise is low'",
                NOISE[1],
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "yaml/syntax",
        "speed-limits/quiet.yaml:2",
        "an apostrophe ends the text here: write it",
    ),
    Slip(
        "percent first in a plain value",
        new(
            "quiet",
            claim(
                "%d of cars are loud",
                NOISE[1],
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "yaml/syntax",
        "speed-limits/quiet.yaml:2",
        "put text that begins with @, ` or % in quotes",
    ),
    Slip(
        "date in words",
        edit("viewpoints/okoro-2022.yaml", ("date: 2022-03", "date: March 2022")),
        "schema/bad-date",
        "viewpoints/okoro-2022.yaml:4",
        "write 2022-03",
    ),
    Slip(
        "date day first",
        edit("viewpoints/okoro-2022.yaml", ("date: 2022-03", "date: 04/03/2022")),
        "schema/bad-date",
        "viewpoints/okoro-2022.yaml:4",
        "write it as precisely as known: 2023, 2023",
    ),
    Slip(
        "thirteenth month",
        edit("viewpoints/okoro-2022.yaml", ("date: 2022-03", "date: 2022-13")),
        "schema/bad-date",
        "viewpoints/okoro-2022.yaml:4",
        "write it as precisely as known: 2023, 2023",
    ),
    Slip(
        "viewpoint older than its source",
        edit("viewpoints/okoro-2022.yaml", ("date: 2022-03", "date: 2012-03")),
        "credence/view-before-text",
        "viewpoints/okoro-2022.yaml:4",
        "correct the one that slipped; where a late",
    ),
    Slip(
        "viewpoint a year older than the holder's own text",
        edit("viewpoints/okoro-2022.yaml", ("date: 2022-03", "date: 2021-03")),
        "credence/view-before-text",
        "viewpoints/okoro-2022.yaml:4",
        "correct the one that slipped; where a late",
    ),
    Slip(
        "viewpoint of the wrong holder",
        edit("viewpoints/okoro-2022.yaml", ("holder: ben-okoro", "holder: ada-moss")),
        "credence/holder-no-author",
        "viewpoints/okoro-2022.yaml:3",
        "correct 'holder' or 'sources'; where somebo",
        others=1,
    ),
    Slip(
        "source issued in the future",
        edit("sources/okoro-essay.yaml", ("issued: 2022-03-04", "issued: 2202-03-04")),
        "source/future-text",
        "sources/okoro-essay.yaml:5",
        "correct the date; leave 'issued' out for a",
    ),
    Slip(
        "credence of 90 without per cent",
        edit("viewpoints/moss-2021.yaml", ("credence: 70%", "credence: 90")),
        "credence/out-of-range",
        "viewpoints/moss-2021.yaml:8",
        "did you mean 90%? Otherwise write a number",
    ),
    Slip(
        "credence 110%",
        edit("viewpoints/moss-2021.yaml", ("credence: 70%", "credence: 110%")),
        "credence/out-of-range",
        "viewpoints/moss-2021.yaml:8",
        "a credence is at most 100%",
    ),
    Slip(
        "credence decimal comma",
        edit("viewpoints/okoro-2022.yaml", ("credence: 0.3", "credence: 0,3")),
        "yaml/empty-value",
        "viewpoints/okoro-2022.yaml:10",
        "between { and } a comma ends a value: put ",
    ),
    Slip(
        "credence range upside down",
        edit("viewpoints/okoro-2022.yaml", ("credence: 0.3", "credence: 40-20%")),
        "credence/range-reversed",
        "viewpoints/okoro-2022.yaml:10",
        "write the lower end first",
    ),
    Slip(
        "credence word unknown",
        edit("viewpoints/moss-2021.yaml", ("credence: likely", "credence: probable")),
        "credence/not-a-credence",
        "viewpoints/moss-2021.yaml:9",
        "did you mean 'likely'? Otherwise write a n",
    ),
    Slip(
        "credence as odds",
        edit("viewpoints/okoro-2022.yaml", ("credence: 0.3", "credence: '3:7'")),
        "credence/not-a-credence",
        "viewpoints/okoro-2022.yaml:10",
        "a credence is no odds: 3:7 in favour is 0.3",
    ),
    Slip(
        "credence of a question",
        edit("viewpoints/moss-2021.yaml", ("  drivers-obey-signs:", "  q-what-limit:")),
        "credence/no-truth-value",
        "viewpoints/moss-2021.yaml:9",
        "give a credence to a claim that answers or",
    ),
    Slip(
        "sides add to more than one",
        edit(
            "viewpoints/moss-2021.yaml",
            (
                "  drivers-obey-signs: {credence: likely",
                "  drivers-ignore-signs: {credence: 60%, basis: stated, at: §3}\n  drivers-obey-signs: {credence: 70%",
            ),
        ),
        "credence/sides-exceed-one",
        "viewpoints/moss-2021.yaml:10",
        "believing 'drivers-obey-signs' at 0.7 leav",
    ),
    Slip(
        "holds and rejects the same",
        edit(
            "viewpoints/okoro-2022.yaml",
            ("credences:", "rejects:\n  - {claim: trips-take-longer, basis: inferred, at: ¶9}\ncredences:"),
        ),
        "credence/contradicts-stance",
        "viewpoints/okoro-2022.yaml:10",
        "correct one of them; for a view that chang",
    ),
    Slip(
        "holds what has credence of 30%",
        edit("viewpoints/okoro-2022.yaml", ("claim: trips-take-longer", "claim: lower-limits-cut-deaths")),
        "credence/contradicts-stance",
        "viewpoints/okoro-2022.yaml:8",
        "correct one of them; for a view that chang",
    ),
    Slip(
        "estimate quantiles out of order",
        edit("viewpoints/moss-2021.yaml", ("low: 2029, high: 2050", "low: 2050, high: 2029")),
        "credence/estimate-order",
        "viewpoints/moss-2021.yaml:11",
        "write low ≤ median ≤ high; the percentiles",
        others=1,
    ),
    Slip(
        "estimate for a question without quantity",
        edit("viewpoints/moss-2021.yaml", ("when-will-all-towns-follow:", "q-what-limit:")),
        "credence/no-quantity",
        "viewpoints/moss-2021.yaml:11",
        "write 'quantity: {kind: year}' on the ques",
        others=1,
    ),
    Slip(
        "stated basis but word",
        edit(
            "viewpoints/okoro-2022.yaml",
            ("basis: inferred, at: ¶5, wording: I rather doubt it", "basis: guessed, at: ¶5"),
        ),
        "schema/unknown-value",
        "viewpoints/okoro-2022.yaml:10",
        "the values are: stated, inferred, editorial",
    ),
    Slip(
        "belief on the claim",
        edit(S + "lower-limits-cut-deaths.yaml", ("supports:\n", "confidence: high\nsupports:\n")),
        "schema/unknown-key",
        "speed-limits/lower-limits-cut-deaths.yaml:9",
        "beliefs go into a viewpoint: there write '",
    ),
    Slip(
        "held_by on claim",
        edit(S + "lower-limits-cut-deaths.yaml", ("supports:\n", "held_by: [ada-moss]\nsupports:\n")),
        "schema/unknown-key",
        "speed-limits/lower-limits-cut-deaths.yaml:9",
        "who holds it says so in a viewpoint of the",
    ),
    Slip(
        "probably in statement",
        edit(S + "drivers-ignore-signs.yaml", ("people drive", "people probably drive")),
        "style/hedged",
        "speed-limits/drivers-ignore-signs.yaml:4",
        "state it flat; how sure somebody is goes i",
    ),
    Slip(
        "title as question in a claim",
        edit(
            S + "drivers-ignore-signs.yaml",
            ("title: Signs alone leave driving as it was", "title: Do signs alone leave driving as it was?"),
        ),
        "style/title-not-a-sentence",
        "speed-limits/drivers-ignore-signs.yaml:2",
        "state one answer; a question is a record o",
    ),
    Slip(
        "title a topic, no sentence",
        edit(
            S + "drivers-ignore-signs.yaml", ("title: Signs alone leave driving as it was", "title: Signs and driving")
        ),
        "style/title-not-a-sentence",
        "speed-limits/drivers-ignore-signs.yaml:2",
        "say what is the case",
    ),
    Slip(
        "author in statement",
        edit(
            S + "drivers-ignore-signs.yaml",
            (
                "Where nobody enforces a new limit, people",
                "Ben Okoro believes that where nobody enforces a new limit, people",
            ),
        ),
        "style/speaker-in-statement",
        "speed-limits/drivers-ignore-signs.yaml:4",
        "state the thought itself; who says it goes",
    ),
    Slip(
        "I in statement",
        edit(
            S + "drivers-ignore-signs.yaml",
            ("Where nobody enforces a new limit, people", "I think that where nobody enforces a new limit, people"),
        ),
        "style/speaker-in-statement",
        "speed-limits/drivers-ignore-signs.yaml:4",
        "state the thought itself; who says it goes",
    ),
    Slip(
        "this in statement",
        edit(
            S + "drivers-ignore-signs.yaml",
            ("Where nobody enforces a new limit, people drive", "This is wrong, because people drive"),
        ),
        "style/points-elsewhere",
        "speed-limits/drivers-ignore-signs.yaml:4",
        "say it in full: it is read on the map, in ",
    ),
    Slip(
        "two thoughts",
        edit(
            S + "drivers-ignore-signs.yaml",
            (
                "people drive as fast as they did before.",
                "people drive as fast as before. Police would cost too much. Cameras are unpopular with voters.",
            ),
        ),
        "style/several-thoughts",
        "speed-limits/drivers-ignore-signs.yaml:4",
        "keep the thought that the title says; the ",
    ),
    Slip(
        "because repeats the statement",
        edit(
            S + "impact-grows-with-speed.yaml",
            (
                "What a body must absorb decides whether its owner survives.",
                "A car that goes twice as fast carries four times the energy into a collision.",
            ),
        ),
        "style/because-repeats",
        "speed-limits/impact-grows-with-speed.yaml:11",
        "say why the premise bears on the conclusio",
    ),
    Slip(
        "because repeats the conclusion",
        edit(
            S + "impact-grows-with-speed.yaml",
            (
                "What a body must absorb decides whether its owner survives.",
                "Lower speed limits reduce deaths on town streets.",
            ),
        ),
        "style/because-repeats",
        "speed-limits/impact-grows-with-speed.yaml:11",
        "say why the premise bears on the conclusio",
    ),
    Slip(
        "because todo",
        edit(
            S + "impact-grows-with-speed.yaml", ("What a body must absorb decides whether its owner survives.", "TODO")
        ),
        "style/placeholder",
        "speed-limits/impact-grows-with-speed.yaml:11",
        "write the text, or leave the key out; put ",
        others=1,
    ),
    Slip(
        "double negation title of existing",
        new(
            "no-fewer-deaths",
            claim(
                "Lower speed limits do not reduce deaths on town streets",
                "When a town lowers the speed limit, no fewer people are killed on its streets in the years after.",
                "attacks:\n  - claim: town-should-adopt-twenty\n    because: A measure that saves nobody has only costs.\n",
            ),
        ),
        "style/negated-twin",
        "speed-limits/no-fewer-deaths.yaml:2",
        "write 'attacks: [lower-limits-cut-deaths]'",
    ),
    Slip(
        "paraphrase of existing",
        new(
            "deaths-fall",
            claim(
                "On town streets, deaths fall with lower speed limits",
                "Fewer people are killed on a town's streets in the years after the town lowers the speed limit.",
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Lives count more than time.\n",
            ),
        ),
        "style/same-statement",
        "speed-limits/deaths-fall.yaml:4",
        "merge them and keep the other id in 'alias",
        since=True,
    ),
    Slip(
        "same claim copied",
        new("copy-of", BASE[S + "trips-take-longer.yaml"]),
        "style/same-title",
        "speed-limits/copy-of.yaml:2",
        "let the titles differ, or merge the record",
        since=True,
        others=1,
    ),
    Slip(
        "claim nobody uses",
        new("quiet", claim(*NOISE, "")),
        "argument/orphan",
        "speed-limits/quiet.yaml:1",
        "say what it supports, attacks, answers or ",
    ),
    Slip(
        "norm from facts only",
        new(
            "streets-ought",
            claim("Streets ought to be quiet", "Streets in a town ought to be quiet at night.", "", kind="norm"),
        ),
        "argument/orphan",
        "speed-limits/streets-ought.yaml:1",
        "say what it supports, attacks, answers or ",
    ),
    Slip(
        "quoted statement very long copy",
        edit(
            S + "trips-take-longer.yaml",
            (
                "    at: ¶3\n",
                "    at: ¶3\n    quote: "
                + " ".join(["we lose the minutes of our lives to a sign that nobody wanted and nobody reads"] * 8)
                + "\n",
            ),
        ),
        "schema/too-long",
        "speed-limits/trips-take-longer.yaml:8",
        "say it shorter; details belong in 'stateme",
    ),
    Slip(
        "doi as url",
        edit("sources/moss-report.yaml", ("doi: 10.1000/moss.2021", "doi: https://doi.org/10.1000/moss.2021")),
        "schema/bad-form",
        "sources/moss-report.yaml:6",
        "DOI without the resolver, such as 10.1162/",
    ),
    Slip(
        "doi malformed",
        edit("sources/moss-report.yaml", ("doi: 10.1000/moss.2021", "doi: moss.2021")),
        "schema/bad-form",
        "sources/moss-report.yaml:6",
        "DOI without the resolver, such as 10.1162/",
    ),
    Slip(
        "arxiv with prefix",
        edit("sources/moss-report.yaml", ("doi: 10.1000/moss.2021", "arxiv: 'arXiv:2101.00001v2'")),
        "schema/bad-form",
        "sources/moss-report.yaml:6",
        "arXiv identifier, such as 2412.14093.",
    ),
    Slip(
        "year key",
        edit("sources/moss-report.yaml", ("issued: 2021-05", "year: 2021")),
        "schema/unknown-key",
        "sources/moss-report.yaml:5",
        "did you mean 'issued'?",
    ),
    Slip(
        "author key",
        edit("sources/moss-report.yaml", ("authors: [ada-moss]", "author: Ada Moss")),
        "schema/unknown-key",
        "sources/moss-report.yaml:4",
        "did you mean 'authors'?",
    ),
    Slip(
        "kind paper",
        edit("sources/moss-report.yaml", ("kind: report", "kind: paper")),
        "schema/unknown-value",
        "sources/moss-report.yaml:3",
        "did you mean 'article'? the values are: ar",
    ),
    Slip(
        "checked yes",
        edit("sources/moss-report.yaml", ("checked: read", "checked: yes")),
        "schema/unknown-value",
        "sources/moss-report.yaml:7",
        "the values are: read, excerpt, secondary, ",
    ),
    Slip(
        "no checked",
        edit("sources/moss-report.yaml", ("checked: read\n", "")),
        "schema/missing-key",
        "sources/moss-report.yaml:1",
        "checked: How far an editor got: read, exce",
    ),
    Slip(
        "same doi as another source",
        {
            "sources/slower-streets-again.yaml": "type: source\ntitle: Slower streets, the report\nkind: report\nauthors: [Ada Moss]\nissued: 2021\ndoi: 10.1000/moss.2021\nchecked: read\n"
        },
        "source/duplicate",
        "sources/slower-streets-again.yaml:6",
        "merge the two and keep the other id in 'al",
        others=2,
    ),
    Slip(
        "author literal though person exists",
        {
            "sources/second-report.yaml": "type: source\ntitle: Still slower\nkind: report\nauthors: [Ada Moss]\nissued: 2023\nchecked: read\n",
            **edit(
                S + "trips-take-longer.yaml", ("    at: ¶3\n", "    at: ¶3\n  - source: second-report\n    at: p. 2\n")
            ),
        },
        "source/author-on-record",
        "sources/second-report.yaml:4",
        "if they are the same person, write the id,",
        others=1,
    ),
    Slip(
        "locator is whole url",
        edit(S + "trips-take-longer.yaml", ("at: ¶3", "at: https://example.org/okoro#p3")),
        "source/address-as-locator",
        "speed-limits/trips-take-longer.yaml:7",
        "write the paragraph, section, figure or pa",
    ),
    Slip(
        "evidence numbers in prose only",
        new(
            "radar",
            claim(
                "Radar showed mean speeds lower by 2.3 miles an hour",
                "Radar measured mean speeds of 24.1 miles an hour after the change and 26.4 before, on 14 streets.",
                "supports:\n  - claim: drivers-obey-signs\n    because: A drop without police is obedience.\n",
                kind="evidence",
            ),
        ),
        "source/numbers-unmeasured",
        "speed-limits/radar.yaml:4",
        "add 'measurements' with name, value, unit,",
        others=1,
    ),
    Slip(
        "measurement value text",
        edit(S + "study-found-fewer-crashes.yaml", ("value: -20", "value: minus twenty")),
        "schema/not-a-number",
        "speed-limits/study-found-fewer-crashes.yaml:13",
        "write digits only, with a point for decima",
    ),
    Slip(
        "measurement low above high",
        edit(S + "study-found-fewer-crashes.yaml", ("    value: -20", "    value: -20\n    low: -10\n    high: -30")),
        "source/measurement-contradicts",
        "speed-limits/study-found-fewer-crashes.yaml:13",
        "low ≤ value ≤ high: correct the number tha",
        others=1,
    ),
    Slip(
        "unknown name in expression",
        edit("models/delay-model.yaml", ("60 * free_miles / 30", "60 * freemiles / 30")),
        "model/undefined-name",
        "models/delay-model.yaml:21",
        "did you mean 'free_miles'?",
    ),
    Slip(
        "input low above high",
        edit("models/delay-model.yaml", ("low: 0.5\n    high: 3", "low: 3\n    high: 0.5")),
        "model/default-out-of-range",
        "models/delay-model.yaml:13",
        "'low' comes first: correct the number that",
    ),
    Slip(
        "expectation fails",
        edit("models/delay-model.yaml", ("that: minutes_lost > 0", "that: minutes_lost < 0")),
        "model/expectation-fails",
        "models/delay-model.yaml:28",
        "check the definitions and the ranges of th",
    ),
    Slip(
        "single = in expectation",
        edit("models/delay-model.yaml", ("that: minutes_lost > 0", "that: minutes_lost = 1")),
        "model/bad-expression",
        "models/delay-model.yaml:28",
        "write '==' to say that two values are equal",
    ),
    Slip(
        "causes the wrong way",
        edit(
            "models/delay-model.yaml",
            ("    causes: [minutes_lost]\n", ""),
            ("    label: minutes lost\n", "    label: minutes lost\n    causes: [free_miles]\n"),
        ),
        "model/cause-reversed",
        "models/delay-model.yaml:19",
        "write the cause on 'free_miles': 'causes: ",
    ),
    Slip(
        "output of an input not computed",
        edit("models/delay-model.yaml", ("  - variable: minutes_lost", "  - variable: minutes")),
        "model/undefined-name",
        "models/delay-model.yaml:23",
        "did you mean 'minutes_lost'?",
    ),
    Slip(
        "hyphen in a name",
        edit(
            "models/delay-model.yaml",
            ("name: free_miles", "name: free-miles"),
            ("60 * free_miles / 20 - 60 * free_miles / 30", "60 * free-miles / 20 - 60 * free-miles / 30"),
        ),
        "schema/bad-form",
        "models/delay-model.yaml:9",
        "a name has lower-case letters, digits and ",
    ),
    Slip(
        "variable of itself",
        edit("models/delay-model.yaml", ("60 * free_miles / 20 - 60", "minutes_lost + 60")),
        "model/used-before-definition",
        "models/delay-model.yaml:21",
        "it is used in its own definition: write an",
    ),
    Slip(
        "division by zero in range",
        edit(
            "models/delay-model.yaml",
            ("low: 0.5", "low: 0"),
            ("60 * free_miles / 20 - 60 * free_miles / 30", "60 / free_miles"),
        ),
        "model/undefined-output",
        "models/delay-model.yaml:23",
        "end the range of 'free_miles' before 0, or",
    ),
    Slip(
        "sense turned: fewer became more",
        edit(S + "lower-limits-cut-deaths.yaml", ("fewer people", "more people")),
        "credence/suspect",
        "speed-limits/lower-limits-cut-deaths.yaml:4",
        "hold the belief against the new wording an",
        since=True,
        others=1,
    ),
    Slip(
        "sense turned in title",
        edit(S + "drivers-obey-signs.yaml", ("Most drivers keep to", "Few drivers keep to")),
        "credence/suspect",
        "speed-limits/drivers-obey-signs.yaml:2",
        "hold the belief against the new wording an",
        since=True,
    ),
    Slip(
        "not slipped in",
        edit(S + "drivers-obey-signs.yaml", ("Most drivers keep", "Most drivers do not keep")),
        "credence/suspect",
        "speed-limits/drivers-obey-signs.yaml:2",
        "hold the belief against the new wording an",
        since=True,
    ),
    Slip(
        "claim deleted",
        {S + "junctions-set-the-pace.yaml": None},
        "change/record-deleted",
        "speed-limits/junctions-set-the-pace.yaml:1",
        "put the file back and write why it no long",
        since=True,
    ),
    Slip(
        "claim deleted that others need",
        {S + "trips-take-longer.yaml": None},
        "change/record-deleted",
        "speed-limits/trips-take-longer.yaml:1",
        "put the file back and write why it no long",
        since=True,
        others=4,
    ),
    Slip(
        "renamed by hand",
        {S + "trips-take-longer.yaml": None, S + "trips-are-longer.yaml": BASE[S + "trips-take-longer.yaml"]},
        "change/renamed-by-hand",
        "speed-limits/trips-are-longer.yaml:1",
        "write 'aliases: [trips-take-longer]', or p",
        since=True,
        others=3,
    ),
    Slip(
        "support flipped to attack",
        edit(S + "impact-grows-with-speed.yaml", ("supports:", "attacks:")),
        "change/step-turned",
        "speed-limits/impact-grows-with-speed.yaml:9",
        "say in 'because' why it speaks for this si",
        since=True,
    ),
    Slip(
        "credence changed under the same date",
        edit("viewpoints/moss-2021.yaml", ("credence: 70%", "credence: 60%")),
        "change/view-rewritten",
        "viewpoints/moss-2021.yaml:8",
        "for a change of mind write a new viewpoint",
        since=True,
    ),
    Slip(
        "number of measurement changed",
        edit(S + "study-found-fewer-crashes.yaml", ("value: -20", "value: 20")),
        "change/number-changed",
        "speed-limits/study-found-fewer-crashes.yaml:13",
        "look it up at Table 2, and say in the pull",
        since=True,
    ),
    Slip(
        "new viewpoint of the same date",
        {
            "viewpoints/moss-again.yaml": BASE["viewpoints/moss-2021.yaml"]
            .replace("Ada Moss, May 2021", "Ada Moss again")
            .replace("70%", "50%")
        },
        "credence/two-values",
        "viewpoints/moss-again.yaml:8",
        "merge the two viewpoints, or give their da",
        since=True,
    ),
    Slip(
        "alias taken",
        {
            S + "long-trips.yaml": claim(
                *NOISE,
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\naliases: [trips-take-longer]\n",
            )
        },
        "schema/duplicate-id",
        "speed-limits/long-trips.yaml:10",
        "remove the alias: an id leads to one recor",
        since=True,
    ),
    Slip(
        "retired without reason",
        edit(S + "trips-take-longer.yaml", ("topic: speed-limits\n", "topic: speed-limits\nstatus: retired\n")),
        "argument/retired-in-use",
        "speed-limits/trips-take-longer.yaml:4",
        "refer to another record",
        since=True,
        others=2,
    ),
)
