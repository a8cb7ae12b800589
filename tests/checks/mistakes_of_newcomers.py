"""Eighty mistakes of a newcomer on the shipped base, made again on the small one, by the verdict that was passed on them first.

Whoever made them had read the README and the guides. What they were answered was judged: found where it is and told what to
write; found and told too little; told elsewhere; not found. The last three have been mended since; all are held here to one
standard. Numbers are those of the table in the pull request; rows with a letter are parts or forms of one mistake.
"""

# ruff: noqa: E501 - a mistake stands on one line where it can, so that the table can be read as one

from __future__ import annotations

from checks.mistakes_unseen import BASE, NOISE, S, Slip, claim, edit, new

WELL_ANSWERED = (
    Slip(
        "1 supported_by in place of supports",
        edit(S + "town-should-adopt-twenty.yaml", ("answers:", "supported_by: [trips-take-longer]\nanswers:")),
        "schema/unknown-key",
        "speed-limits/town-should-adopt-twenty.yaml:8",
        "relations stand on the record they start from:",
    ),
    Slip(
        "2 objects_to",
        new(
            "quiet",
            claim(
                *NOISE, "objects_to:\n  - claim: trips-take-longer\n    because: Quiet streets are worth the time.\n"
            ),
        ),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:7",
        "did you mean 'attacks'?",
    ),
    Slip(
        "3 contradicts with one id",
        new("quiet", claim(*NOISE, "contradicts: trips-take-longer\n")),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:7",
        "did you mean 'attacks'?",
    ),
    Slip(
        "4 undercut of a claim",
        new(
            "quiet",
            claim(*NOISE, "undercuts:\n  - claim: trips-take-longer\n    because: Nobody counts such minutes.\n"),
        ),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:8",
        "an undercut hits a step: write 'step: trips-ta",
    ),
    Slip(
        "5 step turned round",
        new(
            "quiet",
            claim(
                *NOISE,
                "undercuts:\n  - step: town-should-adopt-twenty -> trips-take-longer\n    because: Nobody counts such minutes.\n",
            ),
        ),
        "link/unknown-step",
        "speed-limits/quiet.yaml:8",
        "the step runs the other way: 'trips-take-longe",
    ),
    Slip(
        "6 step with an arrow of Unicode",
        new(
            "quiet",
            claim(
                *NOISE,
                "undercuts:\n  - step: trips-take-longer → town-should-adopt-twenty\n    because: Nobody counts such minutes.\n",
            ),
        ),
        "schema/bad-step-name",
        "speed-limits/quiet.yaml:8",
        "name a step as 'from-id -> to-id', or an argum",
    ),
    Slip(
        "8 step that is none between records that exist",
        new(
            "quiet",
            claim(
                *NOISE,
                "undercuts:\n  - step: trips-take-longer -> drivers-obey-signs\n    because: Nobody counts such minutes.\n",
            ),
        ),
        "link/unknown-step",
        "speed-limits/quiet.yaml:8",
        "the steps from 'trips-take-longer' are 'trips-",
    ),
    Slip(
        "10 colon in an unquoted title",
        new(
            "quiet",
            claim(
                "Quiet: what slow cars bring",
                NOISE[1],
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "yaml/syntax",
        "speed-limits/quiet.yaml:2",
        "put text that contains ': ' in quotes, or afte",
    ),
    Slip(
        "12 because indented less than its claim",
        new(
            "quiet",
            claim(*NOISE, "supports:\n  - claim: town-should-adopt-twenty\n   because: Quiet is good for all.\n"),
        ),
        "yaml/syntax",
        "speed-limits/quiet.yaml:9",
        "indent keys below their item, or remove the '-",
    ),
    Slip(
        "13 quotation mark never closed",
        new(
            "quiet",
            claim(
                '"A slower car is quieter',
                NOISE[1],
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "yaml/syntax",
        "speed-limits/quiet.yaml:2",
        "close it; inside single quotes write '' for an",
    ),
    Slip(
        "14 source misspelt",
        edit(S + "junctions-set-the-pace.yaml", ("source: moss-report", "source: moss-reports")),
        "link/unknown-source",
        "speed-limits/junctions-set-the-pace.yaml:6",
        "did you mean 'moss-report'?",
    ),
    Slip(
        "15 source as an address",
        edit(S + "trips-take-longer.yaml", ("source: okoro-essay", "source: https://example.org/okoro")),
        "schema/bad-id",
        "speed-limits/trips-take-longer.yaml:6",
        "a record is called so: write its id, 'okoro-es",
    ),
    Slip(
        "17 file name in title case",
        {
            S + "Slow Cars.yaml": claim(
                *NOISE, "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n"
            )
        },
        "schema/bad-file-name",
        "speed-limits/Slow Cars.yaml:1",
        "rename the file to slow-cars.yaml: lower-case ",
    ),
    Slip(
        "20 topic by its title",
        edit(S + "trips-take-longer.yaml", ("topic: speed-limits", "topic: Speed limits in towns")),
        "schema/bad-id",
        "speed-limits/trips-take-longer.yaml:3",
        "a record is called so: write its id, 'speed-li",
    ),
    Slip(
        "21 type argument for a claim",
        edit(S + "trips-take-longer.yaml", ("type: claim", "type: argument")),
        "schema/missing-key",
        "speed-limits/trips-take-longer.yaml:1",
        "premises: Ids of the claims that are needed to",
        others=2,
    ),
    Slip(
        "22 type left out",
        edit(S + "trips-take-longer.yaml", ("type: claim\n", "")),
        "schema/missing-type",
        "speed-limits/trips-take-longer.yaml:1",
        "begin with 'type: ' and one of: claim, hypothe",
    ),
    Slip(
        "23 statement twice",
        edit(S + "trips-take-longer.yaml", ("attacks:", "statement: Trips are slower.\nattacks:")),
        "yaml/duplicate-key",
        "speed-limits/trips-take-longer.yaml:8",
        "keep one of them, or make one list of both",
    ),
    Slip(
        "24 strength as a number",
        edit(S + "trips-take-longer.yaml", ("    because", "    strength: 0.8\n    because")),
        "schema/unknown-value",
        "speed-limits/trips-take-longer.yaml:10",
        "the values are: weak, moderate, strong",
    ),
    Slip(
        "25 date with stops",
        edit("viewpoints/okoro-2022.yaml", ("2022-03", "4.3.2022")),
        "schema/bad-date",
        "viewpoints/okoro-2022.yaml:4",
        "write it as precisely as known: 2023, 2023-05 ",
    ),
    Slip(
        "26 date with strokes",
        edit("viewpoints/okoro-2022.yaml", ("2022-03", "03/04/2022")),
        "schema/bad-date",
        "viewpoints/okoro-2022.yaml:4",
        "write it as precisely as known: 2023, 2023-05 ",
    ),
    Slip(
        "27 month thirteen",
        edit("viewpoints/okoro-2022.yaml", ("2022-03", "2022-13-01")),
        "schema/bad-date",
        "viewpoints/okoro-2022.yaml:4",
        "write it as precisely as known: 2023, 2023-05 ",
    ),
    Slip(
        "28 view of the future",
        edit("viewpoints/okoro-2022.yaml", ("date: 2022-03", "date: 2062-12-01")),
        "credence/future-view",
        "viewpoints/okoro-2022.yaml:4",
        "write the date of the text in which the holder",
    ),
    Slip(
        "30 credence 80 without per cent",
        edit("viewpoints/moss-2021.yaml", ("credence: 70%", "credence: 80")),
        "credence/out-of-range",
        "viewpoints/moss-2021.yaml:8",
        "did you mean 80%? Otherwise write a number fro",
    ),
    Slip(
        "31 credence with a decimal comma",
        {
            "viewpoints/okoro-later.yaml": "type: viewpoint\ntitle: Ben Okoro, later\nholder: ben-okoro\ndate: 2023-05\nsources: [okoro-essay]\ncredences:\n  lower-limits-cut-deaths: 0,8\n"
        },
        "credence/not-a-credence",
        "viewpoints/okoro-later.yaml:7",
        "write decimals with a point: 0.8",
    ),
    Slip(
        "32 bound without quotes",
        {
            "viewpoints/okoro-later.yaml": "type: viewpoint\ntitle: Ben Okoro, later\nholder: ben-okoro\ndate: 2023-05\nsources: [okoro-essay]\ncredences:\n  lower-limits-cut-deaths: >90%\n"
        },
        "yaml/syntax",
        "viewpoints/okoro-later.yaml:7",
        'put a credence that begins with > in quotes: "',
    ),
    Slip(
        "33 credence in words of its own",
        edit("viewpoints/moss-2021.yaml", ("credence: likely", "credence: quite probable")),
        "credence/not-a-credence",
        "viewpoints/moss-2021.yaml:9",
        "write a number from 0 to 1, a percentage, a ra",
    ),
    Slip(
        "34 range upside down",
        edit("viewpoints/moss-2021.yaml", ("credence: 70%", "credence: 80-40%")),
        "credence/range-reversed",
        "viewpoints/moss-2021.yaml:8",
        "write the lower end first",
    ),
    Slip(
        "35 holder by name",
        edit("viewpoints/okoro-2022.yaml", ("ben-okoro", "Ben Okoro")),
        "schema/bad-id",
        "viewpoints/okoro-2022.yaml:3",
        "a record is called so: write its id, 'ben-okor",
    ),
    Slip(
        "37 held and rejected",
        edit("viewpoints/okoro-2022.yaml", ("credences:", "rejects: [trips-take-longer]\ncredences:")),
        "credence/contradicts-stance",
        "viewpoints/okoro-2022.yaml:9",
        "correct one of them; for a view that changed, ",
    ),
    Slip(
        "38 both sides of a crux held",
        edit(
            "viewpoints/okoro-2022.yaml",
            (
                "credences:",
                "  - {claim: drivers-obey-signs, at: ¶6}\n  - {claim: drivers-ignore-signs, at: ¶6}\ncredences:",
            ),
        ),
        "credence/both-sides-held",
        "viewpoints/okoro-2022.yaml:10",
        "read the view again; if the two can hold toget",
    ),
    Slip(
        "39 credence for what is rejected",
        edit("viewpoints/moss-2021.yaml", ("estimates:", "rejects: [{claim: drivers-obey-signs, at: §3}]\nestimates:")),
        "credence/contradicts-stance",
        "viewpoints/moss-2021.yaml:10",
        "correct one of them; for a view that changed, ",
    ),
    Slip(
        "40 question held",
        edit("viewpoints/okoro-2022.yaml", ("credences:", "  - {claim: q-what-limit, at: ¶6}\ncredences:")),
        "credence/no-truth-value",
        "viewpoints/okoro-2022.yaml:9",
        "give a credence to a claim that answers or use",
    ),
    Slip(
        "43 view without a source",
        {
            "viewpoints/okoro-later.yaml": "type: viewpoint\ntitle: Ben Okoro, later\nholder: ben-okoro\ndate: 2023-05\ncredences: {lower-limits-cut-deaths: 0.4}\n"
        },
        "credence/no-source",
        "viewpoints/okoro-later.yaml:1",
        "add 'sources'; for a position that the editors",
    ),
    Slip(
        "44 sense of a statement turned under credences",
        edit(S + "lower-limits-cut-deaths.yaml", ("fewer people are killed", "more people are killed")),
        "credence/suspect",
        "speed-limits/lower-limits-cut-deaths.yaml:4",
        "hold the belief against the new wording and ru",
        since=True,
        others=1,
    ),
    Slip(
        "46 sense of a title turned under credences",
        edit(S + "drivers-obey-signs.yaml", ("Most drivers keep to a new limit", "Few drivers keep to a new limit")),
        "credence/suspect",
        "speed-limits/drivers-obey-signs.yaml:2",
        "hold the belief against the new wording and ru",
        since=True,
    ),
    Slip(
        "48 median below the low end",
        edit("viewpoints/moss-2021.yaml", ("median: 2035, low: 2029", "median: 2028, low: 2029")),
        "credence/estimate-order",
        "viewpoints/moss-2021.yaml:11",
        "write low ≤ median ≤ high; the percentiles of ",
    ),
    Slip(
        "49 level of an estimate as 80",
        edit("viewpoints/moss-2021.yaml", ("level: 80%", "level: 80")),
        "schema/out-of-range",
        "viewpoints/moss-2021.yaml:11",
        "How much of the belief lies between 'low' and ",
    ),
    Slip(
        "52 denial of a title, unrelated",
        new(
            "trips-stay",
            claim(
                "A lower limit does not make trips across town take longer",
                "People arrive when they did before.",
                "supports:\n  - claim: town-should-adopt-twenty\n    because: What costs nothing is easily borne.\n",
            ),
        ),
        "style/negated-twin",
        "speed-limits/trips-stay.yaml:2",
        "write 'attacks: [trips-take-longer]', or a cru",
    ),
    Slip(
        "55 claim that supports itself",
        new("quiet", claim(*NOISE, "supports:\n  - claim: quiet\n    because: It is plain to hear.\n")),
        "link/self-reference",
        "speed-limits/quiet.yaml:8",
        "write the id of the other record that is meant",
        others=1,
    ),
    Slip(
        "56 supports and attacks one claim",
        new(
            "quiet",
            claim(
                *NOISE,
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\nattacks:\n  - claim: town-should-adopt-twenty\n    because: Some like the noise of engines.\n",
            ),
        ),
        "argument/supports-and-attacks",
        "speed-limits/quiet.yaml:11",
        "decide which, or split the record into the par",
    ),
    Slip(
        "57 because that repeats",
        new(
            "quiet",
            claim(
                *NOISE,
                "supports:\n  - claim: town-should-adopt-twenty\n    because: A street on which cars go slower is quieter for those who live on it.\n",
            ),
        ),
        "style/because-repeats",
        "speed-limits/quiet.yaml:9",
        "say why the premise bears on the conclusion, o",
    ),
    Slip(
        "58 own step undercut",
        new(
            "quiet",
            claim(
                *NOISE,
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\nundercuts:\n  - step: quiet -> town-should-adopt-twenty\n    because: Some like the noise of engines.\n",
            ),
        ),
        "argument/undercuts-own-step",
        "speed-limits/quiet.yaml:11",
        "undercut it from a record that says why it fai",
    ),
    Slip(
        "59 crux attacked",
        new(
            "quiet",
            claim(*NOISE, "attacks:\n  - claim: do-drivers-obey\n    because: Some like the noise of engines.\n"),
        ),
        "link/wrong-end",
        "speed-limits/quiet.yaml:8",
        "what stands here is one of these: claim, defin",
    ),
    Slip(
        "60 quantity misspelt",
        edit("models/delay-model.yaml", ("60 * free_miles / 20", "60 * free_mile / 20")),
        "model/undefined-name",
        "models/delay-model.yaml:21",
        "did you mean 'free_miles'?",
    ),
    Slip(
        "62 bracket left open",
        edit("models/delay-model.yaml", ("60 * free_miles / 20 - 60", "60 * (free_miles / 20 - 60")),
        "model/bad-expression",
        "models/delay-model.yaml:21",
        "write arithmetic with + - * / ^, comparisons, ",
    ),
    Slip(
        "64 low above high",
        edit("models/delay-model.yaml", ("low: 0.5\n    high: 3", "low: 3\n    high: 0.5")),
        "model/default-out-of-range",
        "models/delay-model.yaml:13",
        "'low' comes first: correct the number that sli",
    ),
    Slip(
        "67 multiplication without a sign",
        edit("models/delay-model.yaml", ("60 * free_miles / 20", "60 free_miles / 20")),
        "model/bad-expression",
        "models/delay-model.yaml:21",
        "write arithmetic with + - * / ^, comparisons, ",
    ),
    Slip(
        "69 link in prose misspelt",
        edit("topics/speed-limits.yaml", ("a town should", "[[town-should-adopt-twent|a town]] should")),
        "link/unknown-in-text",
        "topics/speed-limits.yaml:3",
        "did you mean 'town-should-adopt-twenty'?",
    ),
    Slip(
        "73 renamed by hand",
        {S + "trips-take-longer.yaml": None, S + "trips-are-slower.yaml": BASE[S + "trips-take-longer.yaml"]},
        "change/renamed-by-hand",
        "speed-limits/trips-are-slower.yaml:1",
        "write 'aliases: [trips-take-longer]', or put t",
        since=True,
        others=3,
    ),
    Slip(
        "74 claim deleted that others use",
        {S + "drivers-ignore-signs.yaml": None},
        "change/record-deleted",
        "speed-limits/drivers-ignore-signs.yaml:1",
        "put the file back and write why it no longer s",
        since=True,
        others=1,
    ),
    Slip(
        "77 person with a title",
        {"people/jo-bloggs.yaml": "type: person\ntitle: Jo Bloggs\nnotes: New here.\n"},
        "schema/unknown-key",
        "people/jo-bloggs.yaml:2",
        "did you mean 'name'?",
    ),
    Slip(
        "79 topic above itself",
        edit("topics/speed-limits.yaml", ("summary:", "parent: speed-limits\nsummary:")),
        "link/self-reference",
        "topics/speed-limits.yaml:3",
        "write the id of the other record that is meant",
    ),
    Slip(
        "80 backbone misspelt",
        edit("topics/speed-limits.yaml", ("summary:", "backbone: [town-should-adopt-twent]\nsummary:")),
        "link/unknown-claim",
        "topics/speed-limits.yaml:3",
        "did you mean 'town-should-adopt-twenty'?",
    ),
    Slip(
        "81a title that hedges",
        new(
            "quiet",
            claim(
                "Slower cars probably make a street quieter",
                NOISE[1],
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "style/hedged",
        "speed-limits/quiet.yaml:2",
        "state it flat; how sure somebody is goes into ",
    ),
    Slip(
        "81b statement that names its speaker",
        new(
            "quiet",
            claim(
                NOISE[0],
                "Ben Okoro believes that streets with slower cars are quieter.",
                "supports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "style/speaker-in-statement",
        "speed-limits/quiet.yaml:4",
        "state the thought itself; who says it goes int",
    ),
)
TOLD_TOO_LITTLE = (
    Slip(
        "7 step with the arrow pointing back",
        new(
            "quiet",
            claim(
                *NOISE,
                "undercuts:\n  - step: town-should-adopt-twenty <- trips-take-longer\n    because: Nobody counts such minutes.\n",
            ),
        ),
        "schema/bad-step-name",
        "speed-limits/quiet.yaml:8",
        "the arrow runs from the reason to its conclusi",
    ),
    Slip(
        "11 tab as indentation",
        new(
            "quiet",
            claim(*NOISE, "supports:\n  - claim: town-should-adopt-twenty\n\tbecause: Quiet is good for all.\n"),
        ),
        "yaml/tab",
        "speed-limits/quiet.yaml:9",
        "indent with spaces; most editors can convert t",
    ),
    Slip(
        "16 source by author and year",
        edit(S + "trips-take-longer.yaml", ("source: okoro-essay", "source: Okoro 2022")),
        "schema/bad-id",
        "speed-limits/trips-take-longer.yaml:6",
        "the text of that author and year on record is ",
    ),
    Slip(
        "16b page as a number",
        edit(S + "trips-take-longer.yaml", ("at: ¶3", "page: 3")),
        "schema/unknown-key",
        "speed-limits/trips-take-longer.yaml:7",
        "where in the source it stands is one text: wri",
    ),
    Slip(
        "19a author on a claim",
        new(
            "quiet",
            claim(
                *NOISE,
                "author: Ben Okoro\nsupports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:7",
        "who says it goes into 'sources'; who believes ",
    ),
    Slip(
        "19b date on a claim",
        new(
            "quiet",
            claim(
                *NOISE,
                "date: 2022-03\nsupports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:7",
        "the date of a text goes into its source, as 'i",
    ),
    Slip(
        "19c confidence on a claim",
        new(
            "quiet",
            claim(
                *NOISE,
                "confidence: 0.8\nsupports:\n  - claim: town-should-adopt-twenty\n    because: Quiet is good for all.\n",
            ),
        ),
        "schema/unknown-key",
        "speed-limits/quiet.yaml:7",
        "beliefs go into a viewpoint: there write 'cred",
    ),
    Slip(
        "41 believes",
        edit("viewpoints/okoro-2022.yaml", ("holds:", "believes:")),
        "schema/unknown-key",
        "viewpoints/okoro-2022.yaml:7",
        "write 'holds: [id-of-the-claim]' where the hol",
    ),
    Slip(
        "42 disagrees",
        edit("viewpoints/okoro-2022.yaml", ("holds:", "disagrees:")),
        "schema/unknown-key",
        "viewpoints/okoro-2022.yaml:7",
        "write 'rejects: [id-of-the-claim]' where the h",
    ),
    Slip(
        "47 year as a credence",
        edit(
            "viewpoints/moss-2021.yaml",
            ("  drivers-obey-signs: {credence: likely,", "  drivers-obey-signs: {credence: 2030,"),
        ),
        "credence/out-of-range",
        "viewpoints/moss-2021.yaml:9",
        "a credence lies between 0 and 1; a year or an ",
    ),
    Slip(
        "65 end of a range in per cent",
        edit("models/delay-model.yaml", ("high: 3", "high: 80%")),
        "schema/not-a-number",
        "models/delay-model.yaml:13",
        "write 0.8: digits only, with a point for decim",
    ),
    Slip(
        "68 hyphens in a cause",
        edit("models/delay-model.yaml", ("causes: [minutes_lost]", "causes: [minutes-lost]")),
        "schema/bad-form",
        "models/delay-model.yaml:16",
        "a name has lower-case letters, digits and '_',",
    ),
    Slip(
        "75 person deleted whom others name",
        {"people/ben-okoro.yaml": None},
        "change/record-deleted",
        "people/ben-okoro.yaml:1",
        "put the file back: 2 records name it, such as ",
        since=True,
        others=2,
    ),
    Slip(
        "76 source deleted that others cite",
        {"sources/okoro-essay.yaml": None},
        "change/record-deleted",
        "sources/okoro-essay.yaml:1",
        "put the file back: 5 records name it, such as ",
        since=True,
        others=6,
    ),
    Slip(
        "82a kind of source in words of its own",
        edit("sources/okoro-essay.yaml", ("kind: article", "kind: blog post")),
        "schema/unknown-value",
        "sources/okoro-essay.yaml:3",
        "did you mean 'post-weblog'? the values are: ar",
    ),
    Slip(
        "82b date of a source",
        edit("sources/okoro-essay.yaml", ("issued:", "date:")),
        "schema/unknown-key",
        "sources/okoro-essay.yaml:5",
        "did you mean 'issued'?",
    ),
    Slip(
        "82c author of a source",
        edit("sources/okoro-essay.yaml", ("authors: [ben-okoro]", "author: ben-okoro")),
        "schema/unknown-key",
        "sources/okoro-essay.yaml:4",
        "did you mean 'authors'?",
    ),
)
TOLD_ELSEWHERE = (
    Slip(
        "61 power sign in a definition",
        edit("models/delay-model.yaml", ("60 * free_miles / 20 - 60", "0 - 60 * free_miles ^ 2 / 20 - 60")),
        "model/expectation-fails",
        "models/delay-model.yaml:21",
        "hold what changed here against the text first;",
        since=True,
    ),
    Slip(
        "63 sign slipped in a definition",
        edit(
            "models/delay-model.yaml",
            ("60 * free_miles / 20 - 60 * free_miles / 30", "60 * free_miles / 30 - 60 * free_miles / 20"),
        ),
        "model/expectation-fails",
        "models/delay-model.yaml:21",
        "hold what changed here against the text first;",
        since=True,
    ),
    Slip(
        "66 end of a share as 80",
        edit(
            "models/delay-model.yaml",
            ("unit: miles\n    low: 0.5\n    high: 3", "unit: share\n    low: 0.5\n    high: 80"),
        ),
        "model/beyond-unit",
        "models/delay-model.yaml:13",
        "write 0.8 if 80 is a percentage; otherwise cor",
    ),
    Slip(
        "66b end of a range moved for the same reason",
        edit("models/delay-model.yaml", ("high: 3", "high: 300")),
        "change/number-changed",
        "models/delay-model.yaml:13",
        "hold it against the text, and say in 'reason' ",
        since=True,
    ),
)
NOT_FOUND = (
    Slip(
        "29 view older than the holder's own text",
        {
            "viewpoints/okoro-later.yaml": "type: viewpoint\ntitle: Ben Okoro, later\nholder: ben-okoro\ndate: 2021-01\nsources: [okoro-essay]\ncredences: {lower-limits-cut-deaths: {credence: 0.4, at: ¶5}}\n"
        },
        "credence/view-before-text",
        "viewpoints/okoro-later.yaml:4",
        "correct the one that slipped; where a later te",
    ),
    Slip(
        "29b date of a view changed with the same text",
        edit("viewpoints/okoro-2022.yaml", ("date: 2022-03", "date: 2023-03")),
        "change/view-rewritten",
        "viewpoints/okoro-2022.yaml:4",
        "hold it against the text; what somebody else b",
        since=True,
    ),
    Slip(
        "36 holder who wrote none of the texts",
        {
            "viewpoints/okoro-later.yaml": "type: viewpoint\ntitle: Ben Okoro, later\nholder: ada-moss\ndate: 2023-05\nsources: [okoro-essay]\ncredences: {lower-limits-cut-deaths: {credence: 0.4, at: ¶5}}\n"
        },
        "credence/holder-no-author",
        "viewpoints/okoro-later.yaml:3",
        "correct 'holder' or 'sources'; where somebody ",
    ),
    Slip(
        "36b holder changed with the same text",
        edit("viewpoints/okoro-2022.yaml", ("holder: ben-okoro", "holder: ada-moss")),
        "credence/holder-no-author",
        "viewpoints/okoro-2022.yaml:3",
        "correct 'holder' or 'sources'; where somebody ",
        since=True,
        others=1,
    ),
    Slip(
        "50 conditionals that the credence does not lie between",
        edit(
            "viewpoints/moss-2021.yaml",
            (
                "estimates:",
                "conditionals:\n  - {of: lower-limits-cut-deaths, given: impact-grows-with-speed, credence: 0.3, otherwise: 0.2, at: §4}\nestimates:",
            ),
        ),
        "credence/conditional-impossible",
        "viewpoints/moss-2021.yaml:11",
        "by the law of total probability P(of) lies bet",
    ),
    Slip(
        "51 title that nearly says another's",
        new(
            "trips-get-longer",
            claim(
                "A lower limit makes trips through town longer",
                "Under the new rule people sit in their cars for more of the day.",
                "attacks:\n  - claim: town-should-adopt-twenty\n    because: Whoever sits in traffic pays for it.\n",
            ),
        ),
        "style/similar-title",
        "speed-limits/trips-get-longer.yaml:2",
        "add your source and reasons to that record if ",
        since=True,
    ),
    Slip(
        "53 denial that supports what it denies",
        new(
            "trips-stay",
            claim(
                "A lower limit does not make trips across town take longer",
                "People arrive when they did before.",
                "supports:\n  - claim: trips-take-longer\n    because: Whoever measures minutes knows.\n",
            ),
        ),
        "argument/supports-its-denial",
        "speed-limits/trips-stay.yaml:8",
        "write 'attacks: [trips-take-longer]' if it spe",
    ),
    Slip(
        "54 reason that leads back to where it came from",
        edit(
            S + "lower-limits-cut-deaths.yaml",
            (
                "supports:\n",
                "supports:\n  - claim: impact-grows-with-speed\n    because: The toll shows what speed carries.\n",
            ),
        ),
        "change/circle-closed",
        "speed-limits/lower-limits-cut-deaths.yaml:10",
        "what carries a claim is not carried by it: kee",
        since=True,
    ),
    Slip(
        "70 link in prose never closed",
        edit("topics/speed-limits.yaml", ("a town should", "[[town-should-adopt-twenty|a town should")),
        "link/unknown-in-text",
        "topics/speed-limits.yaml:3",
        "write '[[town-should-adopt-twenty]]', or '[[to",
    ),
    Slip(
        "71 link of Markdown to an id",
        edit("topics/speed-limits.yaml", ("a town should", "[a town](town-should-adopt-twenty) should")),
        "link/unknown-in-text",
        "topics/speed-limits.yaml:3",
        "write '[[town-should-adopt-twenty|a town]]'",
    ),
    Slip(
        "72 link in prose by title",
        edit(
            "topics/speed-limits.yaml",
            ("a town should", "[[The town should set a limit of twenty miles an hour]] a town should"),
        ),
        "link/unknown-in-text",
        "topics/speed-limits.yaml:3",
        "write '[[town-should-adopt-twenty]]'",
    ),
    Slip(
        "78 person a second time, family name first",
        {"people/okoro-ben.yaml": "type: person\nname: Okoro, Bén\nnotes: Twice.\n"},
        "source/person-unused",
        "people/okoro-ben.yaml:1",
        "add a viewpoint with this holder or name the p",
        others=1,
    ),
)


NEWCOMERS: tuple[Slip, ...] = (*WELL_ANSWERED, *TOLD_TOO_LITTLE, *TOLD_ELSEWHERE, *NOT_FOUND)
"""Every row."""
