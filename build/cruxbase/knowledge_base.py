"""The knowledge base: the records of a base, and every question that can be asked of them; a facade over `analysis`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, overload

from cruxbase.analysis.entities import Claim, Entity, LinkedRecords, Model, Person, Topic, Viewer, Viewpoint, is_one_of
from cruxbase.analysis.structure import Impact, Neighbourhood, Reasons, StepPath
from cruxbase.records import RECORD_TYPES
from cruxbase.records.vocabulary import Vocabulary
from cruxbase.support.collection import collection_paused
from cruxbase.support.errors import WrongArgument, WrongValue

V = TypeVar("V")

THRESHOLD = 0.8  # as in `cruxbase.reasoning.perspective`, which is not imported before it is needed

if TYPE_CHECKING:
    import networkx

    from cruxbase.analysis.best_case import BestCase, CaseSide
    from cruxbase.analysis.crux_tables import LeverageTable, OpenQuestions
    from cruxbase.analysis.entities import ChangeOfMind, ModelAnswer, ModelBelief, Scores
    from cruxbase.analysis.frames import Frames
    from cruxbase.analysis.learning import Lesson, Measure
    from cruxbase.analysis.over_time import Date
    from cruxbase.analysis.people import Comparison, Neighbour
    from cruxbase.analysis.perspective_view import PerspectiveView, WhatIf
    from cruxbase.analysis.search import Hit, SearchIndex, SearchMemory
    from cruxbase.analysis.status_table import StatusTable
    from cruxbase.reasoning.gap_results import GapAnalysis
    from cruxbase.reasoning.information import InformationValue
    from cruxbase.reasoning.validity import Validity


class KnowledgeBase(LinkedRecords):
    """All records of a base, linked, with what is computed of them.

    It is made by `cruxbase.load` and never changes.

    Args:
        graph: the linked records.
        root: the folder that they were read from.
        vocabulary: the schemes and kinds of identifiers that they may name.

    >>> import cruxbase
    >>> kb = cruxbase.example()
    >>> len(kb), "trial" in kb
    (10, True)
    >>> [view.id for view in kb][:2]
    ['do-monitors-catch-enough', 'monitors-catch-most']
    """

    _search_memory: SearchMemory | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return KnowledgeBase, (self.graph, self.root, Vocabulary(*self.vocabulary.plain))

    def __deepcopy__(self, memo: object) -> KnowledgeBase:
        return self  # it never changes

    def __repr__(self) -> str:
        claims = sum(1 for _ in self.graph.claim_ids())
        return f"<KnowledgeBase of {claims} claims, {len(self.graph.steps)} steps, {len(self)} records>"

    def _repr_html_(self) -> str:
        from collections import Counter

        counts = Counter(self.graph.kind(id) for id in self.corpus)
        rows = "".join(f"<tr><td>{kind}</td><td>{number}</td></tr>" for kind, number in sorted(counts.items()))
        return f"<table><thead><tr><th>type</th><th>records</th></tr></thead><tbody>{rows}</tbody></table>"

    def at(self, revision: str) -> KnowledgeBase:
        """The base as a revision of the git repository that holds its folder has it; nothing is checked out or run.

        Args:
            revision: a commit, a tag, a branch, `HEAD~3`.

        Raises:
            NoHistory: the folder lies in no git repository.
            UnknownRevision: there is no such revision.
            GitFailed: git cannot be asked.

        >>> import tempfile
        >>> from cruxbase import load
        >>> folder = tempfile.TemporaryDirectory()
        >>> kb = load(folder.name).knowledge_base
        >>> kb.at("HEAD~1")
        Traceback (most recent call last):
            ...
        cruxbase.analysis.revisions.NoHistory: ... lies in no git repository, so nothing is known of what it was
        >>> folder.cleanup()
        """
        from cruxbase.analysis.revisions import BaseHistory

        return KnowledgeBase(BaseHistory.of(self.root).at(revision).graph, self.root, self.vocabulary)

    # search

    @cached_property
    def _search_index(self) -> SearchIndex:
        from cruxbase.analysis.search import SearchIndex

        return SearchIndex(self, self._search_memory)

    def search(
        self,
        text: str,
        *,
        limit: int = 20,
        type: str | None = None,
        topic: str | Topic | None = None,
    ) -> tuple[Hit, ...]:
        """The records that best match a text, best first, tolerating slips of spelling.

        Where the text is an identifier or an address (a DOI, an arXiv number, an ISBN) of sources, these come first.

        Args:
            text: words to look for in titles, statements, terms, names and notes.
            limit: how many at most.
            type: only records of this type.
            topic: only records filed under this topic or one of its narrower topics.

        Raises:
            UnknownRecord: there is no such topic.
            WrongArgument: the text is none.
            WrongValue: there is no such type.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> kb.search("plantd attempts", limit=1)
        (<hit trial: ... for plant, attempt>,)
        """
        is_one_of("type", type, RECORD_TYPES)
        topics = self._topics_under(topic) if topic is not None else None
        if not isinstance(text, str):
            raise WrongArgument("a search takes words", text)
        return self._search_index.hits(text, limit=_number("limit", limit), type=type, topics=topics)

    # structure

    def why(self, id: str | Claim, *, depth: int = 3) -> Reasons:
        """What speaks for and against a claim, and for and against that, as a tree.

        Args:
            id: of a claim-like record.
            depth: how many steps to follow.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> print(kb.why("use-untrusted-models"))
        Use untrusted models, but let monitors watch them (use-untrusted-models)
          + Monitors catch most attempts to do harm (monitors-catch-most)
              + In a trial a monitor flagged nine in ten planted attempts (trial)
              x Nobody in the trial tried to deceive the monitor (no-adversary)
          - Monitors miss the attempts that matter (monitors-miss-what-matters)
        """
        from cruxbase.analysis.structure import reasons

        return reasons(self, self.claim(id).id, _number("depth", depth))

    def paths(self, start: str | Claim, end: str | Claim, *, limit: int = 10) -> tuple[StepPath, ...]:
        """The shortest ways in which one claim bears on another, at most `limit` of them.

        Each way goes from premise to conclusion, through steps, undercuts and requirements.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> print(kb.paths("no-adversary", "use-untrusted-models")[0])
        no-adversary —undercuts→ monitors-catch-most —supports→ use-untrusted-models
        """
        from cruxbase.analysis.structure import step_paths

        return step_paths(self, self.claim(start).id, self.claim(end).id, _number("limit", limit))

    def impact(self, id: str | Claim) -> Impact:
        """What depends on a claim, directly and through others: what would be in question if it were false.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> kb.impact("trial")
        <impact of trial: 1 directly, 1 through others>
        """
        from cruxbase.analysis.structure import impact

        return impact(self, self.claim(id).id)

    def best_case(self, id: str | Claim, side: CaseSide, *, longest: int = 3) -> BestCase:
        """The best case for or against a claim: its strongest reason on that side, what best supports that, and so on.

        Args:
            id: of a claim-like record; for a crux or a question, which are neither true nor false, the case is empty.
            side: `for` or `against`.
            longest: the most steps, from 1.

        Raises:
            UnknownRecord: there is no such record.
            ValueError: the side is none, or the number is negative.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> print(kb.best_case("use-untrusted-models", "for"))
        Use untrusted models, but let monitors watch them (use-untrusted-models)
          1. supports use-untrusted-models: Monitors catch most attempts to do harm (monitors-catch-most)
          2. supports monitors-catch-most: In a trial a monitor flagged nine in ten planted attempts (trial)
             the reply: Nobody in the trial tried to deceive the monitor (no-adversary)
        """
        from cruxbase.analysis.best_case import best_case

        is_one_of("side", side, ("for", "against"))
        return best_case(self, self.claim(id).id, side, longest=max(_number("longest", longest), 1))

    def neighbourhood(self, id: str | Claim, hops: int = 1) -> Neighbourhood:
        """The claims within some steps of a claim, and the steps and links among them.

        Args:
            id: of a claim-like record.
            hops: how many steps, requirements or undercuts away.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> [(claim.id, rank) for claim, rank in kb.neighbourhood("monitors-catch-most").rank]
        [('monitors-catch-most', 0), ('trial', -1), ('no-adversary', -1), ('use-untrusted-models', 1)]
        """
        from cruxbase.analysis.structure import neighbourhood

        return neighbourhood(self, self.claim(id).id, _number("hops", hops))

    # reasoning

    def view(
        self, who: Viewer | None = None, *, threshold: float = THRESHOLD, as_of: Date | None = None
    ) -> PerspectiveView:
        """The base as someone sees it: `.status()`, `.strengths()`, `.contested()`, `.coherence()`.

        Args:
            who: id of a viewpoint; or of a person, whose latest word on each claim counts; or a mapping of claims to
                credences (numbers, ranges, words of the scale, `holds`, `rejects` or `suspends`), or a `Viewpoint`
                record; None reads the record at face value, every claim standing unless something on record speaks
                against it.
            threshold: θ: a claim believed at least this much is assumed, at most 1 − θ rejected.
            as_of: with an id, only what was said by this date; a year takes in all of it.

        Raises:
            UnknownRecord: there is no such viewpoint or person.
            ValueError: the threshold is not above 0.5 and at most 1.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> kb.view("wei-dai").status()["tractability-rises-with-legibility"]
        <Label.UNDECIDED: 'undecided'>
        >>> mine = kb.view({"legible-problems-gate-deployment": "likely", "legible-work-has-low-value": 0.4})
        >>> mine.of("legible-work-has-low-value").own_reason < 0
        True
        """
        from cruxbase.analysis.perspective_view import perspective_view

        who = _id_where_it_is_one(who)
        if as_of is not None and isinstance(who, str):
            from cruxbase.analysis.over_time import perspective_as_of

            who = perspective_as_of(self, who, as_of)
        return perspective_view(self, who, threshold)

    def what_if(
        self, supposed: Mapping[str, float], *, view: Viewer | None = None, semantics: str = "jeffrey"
    ) -> WhatIf:
        """What would change if some claims had other credences. Nothing is edited.

        Args:
            supposed: claim → credence from 0 to 1; what bears on these claims is cut, and all else follows.
            view: the viewpoint or person to vary, or credences, as for `view`; None varies the record at face value.
            semantics: of the strengths.

        Raises:
            UnknownRecord: a claim, viewpoint or person does not exist.
            ValueError: a credence is not from 0 to 1.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> supposed = kb.what_if({"power-seeking-scales-to-disempowerment": 0.05}, view="carlsmith-2022")
        >>> change = supposed.changes[0]
        >>> change.claim.id, str(change.label_after), round(change.strength_after, 3)
        ('power-seeking-scales-to-disempowerment', 'out', 0.05)
        """
        from cruxbase.analysis.perspective_view import what_if

        return what_if(self, supposed, view, semantics)

    @overload
    def cruxes(self, target: str | Claim, *, between: tuple[Viewer, Viewer]) -> GapAnalysis: ...

    @overload
    def cruxes(
        self,
        target: str | Claim,
        *,
        view: Viewer,
        threshold: float = 0.5,
        semantics: str = "jeffrey",
        limit: int | None = 100,
    ) -> LeverageTable: ...

    def cruxes(
        self,
        target: str | Claim,
        *,
        between: Sequence[Viewer] | None = None,
        view: Viewer | None = None,
        threshold: float = 0.5,
        semantics: str = "jeffrey",
        limit: int | None = 100,
    ) -> GapAnalysis | LeverageTable:
        """What a conclusion turns on for one view; or between two, as `cruxes_between` has it.

        Args:
            target: id of the conclusion.
            between: two views, for `cruxes_between`.
            view: one view: a viewpoint or person, or credences, as for `view`.
            threshold: what a unary crux takes the conclusion across.
            semantics: of the graph, where no model record computes the conclusion.
            limit: for one view, how many claims are looked at, those with the steepest slopes; all where None.

        Raises:
            UnknownRecord: the claim, or a viewpoint or person, does not exist.
            NothingToCompute: no credence on record bears on the conclusion.
            WrongArgument: neither or both of `between` and `view` are given, or `between` is not two views.

        The measures for one view are defined in `cruxbase.reasoning.cruxes`.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> kb.cruxes("legible-work-has-low-value", view="wei-dai").rows[0].claim.type
        'claim'
        """
        from cruxbase.analysis.crux_tables import cruxes_of

        if between is not None and view is None:
            return self.cruxes_between(target, *_two(between))
        if view is not None and between is None:
            return cruxes_of(self, self.claim(target).id, view, threshold=threshold, semantics=semantics, limit=limit)
        raise WrongArgument("cruxes takes either between=(a, b) or view=…", (between, view))

    def cruxes_between(
        self, target: str | Claim, a: Viewer, b: Viewer, *, method: str = "rescale", share: float = 0.2
    ) -> GapAnalysis:
        """What divides two views on a claim: reasons and own reasons, where they come from, and the double cruxes.

        Both views are anchored: what was stated stands, so the shares sum to the gap between what the two said.

        Args:
            target: id of the claim.
            a: a viewpoint or person, or credences, as for `view`.
            b: another.
            method: how ends get their shares, `rescale` or `shapley`; see `cruxbase.reasoning.gap_analysis`.
            share: γ: the part of the gap that a double crux closes from both sides.

        Raises:
            UnknownRecord: the claim, or a viewpoint or person, does not exist.
            NothingToCompute: the claim has no truth value, or nothing that one of the two said bears on it.
            Unsettleable: the claims on its cycle do not settle for one of the two.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> gap = kb.cruxes_between("legible-work-has-low-value", "alex-mallen", "wei-dai")
        >>> gap.a, gap.b, gap.gap > 0, "tractability-rises-with-legibility" in gap.double_cruxes
        ('alex-mallen', 'wei-dai', True, False)
        """
        from cruxbase.analysis.gaps import gap_between_views

        target, a, b = self.claim(target).id, _id_where_it_is_one(a), _id_where_it_is_one(b)
        with collection_paused():
            return gap_between_views(self, target, (a, b), method=method, share=share)

    def ask_next(
        self, target: str | Claim, *, view: Viewer, semantics: str = "jeffrey", limit: int | None = None
    ) -> OpenQuestions:
        """Which unknown credence would narrow a conclusion most, if it were known.

        With `limit`, at most so many rows are worked out, which takes seconds where all would take minutes; where more
        are unknown, those that narrow the range by less than .0001 are left out.

        Raises:
            UnknownRecord: the claim, viewpoint or person does not exist.
            NothingToCompute: no claim bears on the conclusion.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> asked = kb.ask_next("existential-catastrophe-from-power-seeking-by-2070", view="wei-dai")
        >>> (asked.low, asked.high), len(asked.rows)
        ((0.0, 1.0), 6)
        """
        from cruxbase.analysis.crux_tables import questions_about

        with collection_paused():
            return questions_about(self, self.claim(target).id, view, semantics=semantics, limit=limit)

    def validity(self, *, semantics: str = "jeffrey") -> Validity:
        """How well strengths describe people: each belief hidden in turn, and predicted from the person's others.

        Beliefs that a model computes from what the person said are left to the model. Editors record a person's own
        reasons, so that part of the agreement is built in.

        Args:
            semantics: as for `PerspectiveView.strengths`.

        Raises:
            ValueError: no belief is reached by any reason.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> measured = kb.validity()
        >>> measured.fit.error < measured.constant.error
        True
        """
        from cruxbase.analysis.perspective_view import perspective_view
        from cruxbase.reasoning.validity import validity

        who = [id for id in self.graph.ids("person") if self.graph.links_to("holder", id)]
        asked = {id: perspective_view(self, id) for id in who}
        views = {id: view.perspective for id, view in asked.items()}
        computed = {id: frozenset(filter(view.is_by_model, view.perspective.claims)) for id, view in asked.items()}
        return validity(self.graph, views, semantics=semantics, computed=computed)

    def compare(self, a: Viewer, b: Viewer, *, most: int | None = 40) -> Comparison:
        """Two views side by side: agreements, disagreements, where only one has spoken, and what divides them.

        Args:
            a: a viewpoint or person, or credences, as for `view`.
            b: another. Comparisons of records are kept, as the base never changes.
            most: on how many claims, those of the largest gaps, it is worked out what divides them; on all where None,
                which takes long where the two share thousands.

        Raises:
            UnknownRecord: a viewpoint or person does not exist.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> compared = kb.compare("carlsmith-2022", "superforecasters-2023")
        >>> len(compared.disagreements) > 3, compared.conclusions[0].target
        (True, 'existential-catastrophe-from-power-seeking-by-2070')
        """
        from cruxbase.analysis.people import compare

        with collection_paused():
            return compare(self, _id_where_it_is_one(a), _id_where_it_is_one(b), most)

    def pairs(self, *, least: int = 3) -> tuple[Comparison, ...]:
        """The pairs of people who have both spoken of enough claims to be compared, those who share most first.

        Args:
            least: how many claims are enough.

        Raises:
            ValueError: `least` is not positive.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> ("joe-carlsmith", "superforecasters") in [(pair.a, pair.b) for pair in kb.pairs()]
        True
        """
        from cruxbase.analysis.people import pairs

        return pairs(self, least)

    def neighbours(self, to: Viewer) -> tuple[Neighbour, ...]:
        """The people whose credences are nearest to someone's, nearest first; those who share no claim are left out.

        Args:
            to: a person or viewpoint, or credences, as for `view`.

        Raises:
            UnknownRecord: a claim, or the viewpoint or person, does not exist.
            ValueError: a credence is not from 0 to 1.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> [row.who for row in kb.neighbours({"power-seeking-scales-to-disempowerment": 0.06})]
        ['superforecasters', 'joe-carlsmith']
        """
        from cruxbase.analysis.people import neighbours

        return neighbours(self, to)

    def value_of_information(self, target: str | Claim, given: str | Claim, view: Viewer) -> InformationValue:
        """What someone expects to learn about a claim from whether another holds.

        From what they stated (`conditionals` in a viewpoint), or else from their anchored view with `given` set to 1 and 0.

        Args:
            target: id of the claim to learn about.
            given: id of the claim to learn from.
            view: a viewpoint, a person, a group (lower median of its members) or a mapping, as for `view`.

        Raises:
            UnknownRecord: a claim, viewpoint or person does not exist.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> value = kb.value_of_information(
        ...     "legible-work-has-low-value", "legible-problems-gate-deployment", "alex-mallen"
        ... )
        >>> 0 < value.share_of_maximum < 1
        True
        """
        from cruxbase.analysis.learning import information

        return information(self, self.claim(target).id, self.claim(given).id, view)

    def value_of_disagreement(self, target: str | Claim, given: str | Claim, a: Viewer, b: Viewer) -> InformationValue:
        """How much nearer on a claim two people expect to be once another is settled.

        Args:
            target: id of the claim on which they differ.
            given: id of the claim that would be settled.
            a: a viewpoint, a person, a group or a mapping, as for `view`.
            b: another.

        Raises:
            UnknownRecord: a claim, viewpoint or person does not exist.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> pair = ("legible-work-has-low-value", "legible-problems-gate-deployment", "alex-mallen", "wei-dai")
        >>> kb.value_of_disagreement(*pair).because
        ''
        """
        from cruxbase.analysis.learning import disagreement

        return disagreement(self, self.claim(target).id, self.claim(given).id, a, b)

    def lessons(self, target: str | Claim, *views: Viewer, by: Measure = "information") -> tuple[Lesson, ...]:
        """The claims from which one person would learn most about a target, or which would settle most between two.

        Args:
            target: id of the target.
            views: one view, or two.
            by: `information`, `disagreement` (between two), or `share` of the most that there is.

        Raises:
            UnknownRecord: a claim, viewpoint or person does not exist.
            ValueError: disagreement is asked about, and there are not two views.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> rows = kb.lessons("legible-work-has-low-value", "alex-mallen")
        >>> rows[0].value.log >= rows[1].value.log
        True
        """
        from cruxbase.analysis.learning import lessons

        return lessons(self, self.claim(target).id, views, by)

    def statuses(self, *, threshold: float = THRESHOLD) -> StatusTable:
        """The status of every claim on record, for every person and for every viewpoint: who → claim → label.

        The same as `view(who).status()` for each, at a fraction of the cost, and kept. `.of(claim)` is what one claim's
        page needs.

        Args:
            threshold: θ: a claim believed at least this much is assumed, at most 1 − θ rejected.

        Raises:
            ValueError: the threshold is not above 0.5 and at most 1.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> [row.who for row in kb.statuses().of("legible-work-has-low-value")][:2]
        ['on-record', 'alex-mallen']
        """
        from cruxbase.analysis.status_table import status_table

        return status_table(self, threshold)

    # one record

    def answer(
        self, model: str | Model, target: str, *, view: str | None = None, given: Mapping[str, float] | None = None
    ) -> ModelAnswer:
        """What a model comes to for one of its quantities, beside what is stated; the same as `Model.query`.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> round(kb.answer("carlsmith-power-seeking-model", "catastrophe").value, 3)  # Carlsmith (2022), section 8
        0.051
        """
        from cruxbase.analysis.model_answers import answer

        return answer(self, self.model(model), target, view, given)

    def beliefs_from_models(self, claim: str | Claim, *, view: str | None = None) -> tuple[ModelBelief, ...]:
        """What the models that bear on a claim come to as beliefs in it, each with a sign.

        Args:
            claim: the claim or its id.
            view: id of a viewpoint or person, whose credences go in; None leaves all inputs open.

        Raises:
            UnknownRecord: there is no such claim, viewpoint or person.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> [
        ...     (belief.model.id, belief.sign)
        ...     for belief in kb.beliefs_from_models("predeployment-assessments-raise-secret-ie")
        ... ]
        [('secret-explosion-model', 1)]
        """
        from cruxbase.analysis.model_answers import beliefs_from_models

        return beliefs_from_models(self, self.claim(claim).id, view)

    def inputs_of(self, model: str | Model, who: Viewer) -> dict[str, float]:
        """The inputs of a model that someone's view sets, by name; the same as `Model.inputs_of`.

        >>> from cruxbase import load
        >>> kb = load("claims").knowledge_base
        >>> kb.inputs_of("carlsmith-power-seeking-model", {"feasible": 0.65, "incentives": 0.8})
        {'feasible': 0.65, 'incentives': 0.8}
        """
        from cruxbase.analysis.model_answers import inputs_of

        return inputs_of(self, self.model(model), who)

    def scores(self, person: str | Person) -> Scores:
        """How a person's forecasts turned out that came due; the same as `Person.scores`.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> kb.scores("ada-quill").number
        0
        """
        from cruxbase.analysis.over_time import scores_of

        return scores_of(self.person(person))

    def changes_of_mind(self, person: str | Person) -> tuple[ChangeOfMind, ...]:
        """What a person came to believe, when, and what that moved, oldest first; the same as `Person.changes`.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> kb.changes_of_mind("ada-quill")
        ()
        """
        from cruxbase.analysis.over_time import changes_of

        return changes_of(self.person(person))

    # other forms

    def to_json(self, id: str | Entity | None = None) -> str:
        """The base, or one record with what bears on it, as the text of a file of JSON.

        It is what `cruxbase export json`, `cruxbase show --json` and `api/` on the site give; `schema/base.schema.json`
        describes it.

        Args:
            id: of a record of any type; None for the whole base.

        Raises:
            UnknownRecord: there is no such record.

        >>> import json
        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> json.loads(kb.to_json("trial"))["dependents"]
        {'directly': 1, 'in_all': 2}
        """
        from cruxbase.analysis.records_json import base_json, json_text, record_json

        return json_text(base_json(self) if id is None else record_json(self.record(id)))

    def to_networkx(self, *, plain: bool = True) -> networkx.MultiDiGraph:
        """The graph with all attributes, steps as nodes; `networkx.write_graphml` takes it as it is.

        Args:
            plain: lists and mappings as JSON; otherwise as recorded. See `ArgumentGraph.to_networkx`.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> graph = kb.to_networkx()
        >>> sorted(graph.predecessors("step:trial -> monitors-catch-most"))
        ['no-adversary', 'trial']
        """
        return self.graph.to_networkx(plain=plain)

    def to_frames(self) -> Frames:
        """The base as pandas data frames: claims, steps, undercuts, links, citations, credences, measurements.

        Raises:
            ModuleNotFoundError: pandas is not installed.

        >>> import cruxbase
        >>> kb = cruxbase.example()
        >>> kb.to_frames().credences["mid"].tolist()
        [0.8, 0.32]
        """
        from cruxbase.analysis.frames import frames

        return frames(self)


def _number(name: str, value: int) -> int:
    """A whole number that is not negative, such as how deep to look."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongArgument(f"{name} is a whole number", value)
    if value < 0:
        raise WrongValue(f"{name} is {value}, and cannot be negative")
    return value


def _two(between: object) -> tuple[Viewer, Viewer]:
    if not isinstance(between, Sequence) or isinstance(between, str) or len(between) != 2:
        raise WrongArgument("between takes two views, such as ('a-person', 'another')", between)
    return between[0], between[1]


def _id_where_it_is_one(who: V) -> V | str:
    """The id of a person or viewpoint that is given as a record; anything else as it is."""
    return who.id if isinstance(who, (Person, Viewpoint)) else who
