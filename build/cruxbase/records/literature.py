"""Where claims come from and who holds them: sources, people and topics."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from cruxbase.records.base import Record
from cruxbase.records.choices import (
    ARXIV_PATTERN,
    DOI_PATTERN,
    FORUM_PATTERN,
    MOST_IN_BACKBONE,
    Checked,
    PersonKind,
    SourceKind,
)
from cruxbase.records.names import Author
from cruxbase.records.relations import Refinement
from cruxbase.records.text import Flag, PartialDate, PersonName, Prose, RecordId, Title, Url, Word


class Source(Record):
    """A text: paper, post, comment thread, report. Maps to CSL-JSON and BibTeX."""

    type: Literal["source"] = Field(description="The kind of record.")
    title: Word = Field(description="The text's own title; for an untitled thread, a description.")
    authors: tuple[Author, ...] = Field(
        (),
        description="In the order of the text, each a person's id, a name as usually written, or its parts: "
        "{family, given, particle, suffix} or {literal}. Leave out where unknown.",
    )
    et_al: Flag = Field(False, description="true where the text has more authors than are listed.")
    issued: PartialDate | None = Field(None, description="Date of publication, as precise as known.")
    kind: SourceKind = Field(description="What it is, as a CSL type: article (preprint), post-weblog, report …")
    container: Word | None = Field(None, description="Journal, proceedings, forum or site that it appeared in.")
    publisher: Word | None = Field(None, description="Publisher or institution.")
    volume: Word | None = Field(None, description="Volume of the journal or series.")
    issue: Word | None = Field(None, description="Issue or number.")
    pages: Word | None = Field(None, description="Pages, such as 12-34.")
    version: Word | None = Field(None, description="Version that was read, such as v2.")
    url: Url | None = Field(None, description="Address, beginning with http:// or https://.")
    doi: Annotated[str, StringConstraints(pattern=DOI_PATTERN)] | None = Field(
        None, description="DOI without the resolver, such as 10.1162/tacl_a_00562."
    )
    arxiv: Annotated[str, StringConstraints(pattern=ARXIV_PATTERN)] | None = Field(
        None, description="arXiv identifier, such as 2412.14093."
    )
    forum_id: Annotated[str, StringConstraints(pattern=FORUM_PATTERN)] | None = Field(
        None, description="Post or comment id on LessWrong, the Alignment Forum or the EA Forum."
    )
    identifiers: dict[RecordId, Word] = Field(
        default_factory=dict,
        description="Further identifiers by their kinds, such as isbn or pmid. The kinds are described in pyproject.toml, "
        "under [tool.cruxbase.identifiers].",
    )
    citation_key: Annotated[str, StringConstraints(pattern=r"^[^\s,{}()\"#%~\\'=]+$", max_length=200)] | None = Field(
        None, description="Key under which it is cited in LaTeX, where that is not its id; exports keep it."
    )
    part_of: RecordId | None = Field(None, description="Id of the source that this one is a part of.")
    checked: Checked = Field(
        description="How far an editor got: read, excerpt, secondary (through another text), identifier-only, "
        "or unverified."
    )
    summary: Prose | None = Field(None, description="What the text is and says, in your own words, in Markdown.")
    refines: tuple[Refinement, ...] = Field((), description="Source of which this is a later version.")
    notes: Prose | None = Field(None, description="What is uncertain about these data, or about how it was read.")


class Person(Record):
    """Someone who holds views: a person, an organisation, a group, a participant, or a position without a known holder."""

    type: Literal["person"] = Field(description="The kind of record.")
    name: PersonName = Field(description="The name as usually written.")
    family: Word | None = Field(None, description="Family name, where it is not the last word of the name.")
    kind: PersonKind = Field(
        "person",
        description="person, organisation, group, participant: an aliased respondent of a study, or position: a "
        "standpoint the editors reconstruct, nobody in particular.",
    )
    members: tuple[RecordId, ...] = Field(
        (), description="Ids of the people that a group or organisation consists of, as far as they are records here."
    )
    affiliation: Word | None = Field(None, description="Where they work, as the sources say.")
    url: Url | None = Field(None, description="Home page.")
    also: tuple[Word, ...] = Field((), description="Other names they write under.")
    notes: Prose | None = Field(None, description="Who this is, for readers, in Markdown.")


class Topic(Record):
    """A subject that claims are filed under: a column of the map and a page that tells its story."""

    type: Literal["topic"] = Field(description="The kind of record.")
    title: Title = Field(description="Short name of the subject.")
    parent: RecordId | None = Field(None, description="Id of the broader topic.")
    summary: Prose = Field(description="What is at issue, in Markdown: two or three sentences a stranger understands.")
    story: Prose | None = Field(
        None,
        description="How the dispute runs, in Markdown: the question, the sides, the strongest reason each way, the"
        " evidence and the crux. Write [[id|words]] to link records.",
    )
    backbone: Annotated[tuple[RecordId, ...], Field(max_length=MOST_IN_BACKBONE)] = Field(
        (), description="Records that carry the topic's story, in reading order. Left out, they are computed."
    )
