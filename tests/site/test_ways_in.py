"""Home, the tour, the changes in readers' words, and where help is wanted."""

from __future__ import annotations

import itertools
import re

import pytest

from cruxbase.analysis.content_gaps import ContentGap, GapKind, content_gaps
from cruxbase.knowledge_base import KnowledgeBase
from cruxbase.loading.loading import load, load_texts
from cruxbase.site.blocks.blocks import filled
from cruxbase.site.blocks.changes import counted, days
from cruxbase.site.blocks.help_wanted import WANTING
from cruxbase.site.blocks.tour import dispute_of
from cruxbase.site.context import PageContext, SiteContext
from cruxbase.site.data.search_index import pages_of_pairs, search_data
from cruxbase.site.history import Change, History, of_latest_days
from cruxbase.site.records.belief_words import changed_minds
from cruxbase.site.settings import Site, site_of
from support import REPOSITORY, knowledge_base_from, valid_texts


@pytest.fixture(scope="module")
def shipped_base() -> KnowledgeBase:
    return load(REPOSITORY / "claims").knowledge_base


def part(kb: KnowledgeBase, name: str, site: Site | None = None, changes: tuple[Change, ...] = ()) -> str:
    """A generated part of a page."""
    return filled(
        f'<div data-cruxbase="{name}"></div>', "x/", PageContext(SiteContext(kb, site or Site()), "../"), changes
    )


def screens(kb: KnowledgeBase, tour: str = "") -> list[str]:
    return re.findall(r'<section class="cb-screen".*?</section>', part(kb, "tour", Site(tour=tour)), re.DOTALL)


def test_the_tour_has_six_screens_each_with_a_picture(shipped_base: KnowledgeBase) -> None:
    """Every screen shows something, in a cut for phones too, and says two sentences about it."""
    found = screens(shipped_base, "alex-mallen--wei-dai")
    assert [True] * 6 == ["<svg" in screen for screen in found]
    assert "Say what you think" in found[-1]
    assert "/your-view/#about=" in found[-1]


def test_each_screen_leads_to_the_next(shipped_base: KnowledgeBase) -> None:
    """Links and not a script lead through it."""
    found = screens(shipped_base, "alex-mallen--wei-dai")
    for screen, following in itertools.pairwise(found):
        (target,) = re.findall(r'class="cb-action" href="#([^"]+)">Next', screen)
        assert f'<h2 id="{target}"' in following


def test_the_numbers_of_the_tour_are_those_of_the_analysis(shipped_base: KnowledgeBase) -> None:
    """What coming to the other's view of the crux would close is what Python says."""
    context = SiteContext(shipped_base, Site(tour="alex-mallen--wei-dai"))
    dispute = dispute_of(context)
    assert dispute is not None
    gap = shipped_base.cruxes_between(dispute.target, "alex-mallen", "wei-dai")
    (closure,) = (one for one in gap.closures if one.claim == dispute.crux)
    assert closure.from_a is not None
    (crux,) = (screen for screen in screens(shipped_base, context.site.tour) if 'id="crux"' in screen)
    assert f"{round(closure.from_a * 100)}% of the gap" in crux


def test_the_tour_of_another_pair_is_a_setting(shipped_base: KnowledgeBase) -> None:
    """The pair that mkdocs.yml names is shown; a pair that there is none of gives the most instructive one."""
    named = "".join(screens(shipped_base, "joe-carlsmith--superforecasters"))
    assert "Joe Carlsmith" in named
    assert screens(shipped_base) == screens(shipped_base, "nobody--nowhere")


def bread(sour: tuple[str, str]) -> KnowledgeBase:
    """Two people who differ on whether dough rises, and say how likely it is that old dough is sour, which supports it."""
    claim = "type: claim\ntitle: {0}\ntopic: bread\nstatement: {0}.\n"
    view = "type: viewpoint\ntitle: A view\nholder: {0}\ndate: 2025\nmethod: essay\nsources: [s]\n"
    view += "credences:\n  rises: {1}\n  sour: {2}\n  keeps: {1}\n"
    texts = {
        "topics/bread.yaml": "type: topic\ntitle: Bread\nsummary: Bread.\n",
        "sources/s.yaml": "type: source\nkind: article\ntitle: Loaves\nauthors: [{family: Quill}]\nissued: 2025\nchecked: read\n",
        "people/ada.yaml": "type: person\nname: Ada Quill\n",
        "people/bo.yaml": "type: person\nname: Bo Lund\n",
        "rises.yaml": claim.format("Dough rises by itself"),
        "sour.yaml": claim.format("Old dough is sour")
        + "supports:\n  - claim: rises\n    because: What sours ferments.\n",
        "keeps.yaml": claim.format("Sour bread keeps"),
        "viewpoints/ada-2025.yaml": view.format("ada", "0.9", sour[0]),
        "viewpoints/bo-2025.yaml": view.format("bo", "0.2", sour[1]),
    }
    return load_texts(texts).knowledge_base


def test_a_base_of_another_field_has_a_tour() -> None:
    """Two people who differ on three claims of bread are enough, without any setting."""
    found = screens(bread(("0.9", "0.2")))
    assert len(found) >= 4
    assert "Ada Quill" in found[0]
    assert "Say what you think" in found[-1]


def test_a_tour_needs_no_reason_that_divides_the_two() -> None:
    """Where what is recorded makes less than a hundredth of what divides them, the tour says so."""
    (gap,) = (screen for screen in screens(bread(("0.9", "0.899"))) if 'id="gap"' in screen)
    assert "no reason that anyone recorded has a hundredth of it" in gap


def test_a_base_without_two_people_says_so() -> None:
    """There is a sentence in place of a tour, of a dispute and of the gaps."""
    empty = load_texts({}).knowledge_base
    assert "cb-none" in part(empty, "tour")
    assert "cb-none" in part(empty, "dispute")
    assert "cb-none" in part(empty, "thin")


@pytest.mark.parametrize(
    ("settings", "tour"),
    [
        ("extra:\n  cruxbase_tour: a--b\n", "a--b"),
        ("extra:\n  generator: false\n\n  cruxbase_tour: 'a--b' # these\nnav:\n", "a--b"),
        ("nav:\n  cruxbase_tour: a--b\n", ""),
        ("extra:\n  other: x\nnav:\n  cruxbase_tour: a--b\n", ""),
    ],
)
def test_the_setting_stands_under_extra(settings: str, tour: str) -> None:
    """It is read where both generators let a base put its own settings."""
    assert tour == site_of(settings).tour


def _crux_of(taken: str, more: str = "") -> str:
    """A crux of two sides; more hangs on it the more is said to be decided."""
    text = f"""
    # claims/locks/crux-{taken}.yaml
    type: crux
    title: Is it {taken}?
    topic: {taken}
    question: Is it {taken}?
    sides: [yes-{taken}, no-{taken}]
    decides: [goal-{taken}{more}]
    # claims/topics/{taken}.yaml
    type: topic
    title: Of {taken}
    summary: Whether it is {taken}.
    """
    for id in (f"yes-{taken}", f"no-{taken}", f"goal-{taken}"):
        text += f"""
    # claims/locks/{id}.yaml
    type: claim
    title: Title of {id}
    topic: {taken}
    statement: What {id} states.
    """
    return text


_SIDES = """
    # claims/people/ann.yaml
    type: person
    name: Ann
    # claims/people/bo.yaml
    type: person
    name: Bo
    # claims/people/nobody.yaml
    type: person
    name: The other side
    kind: position
    # claims/viewpoints/ann-2024.yaml
    type: viewpoint
    title: Ann, 2024
    holder: ann
    date: 2024
    holds: [yes-taken, yes-framed]
    # claims/viewpoints/bo-2024.yaml
    type: viewpoint
    title: Bo, 2024
    holder: bo
    date: 2024
    holds: [no-taken]
    # claims/viewpoints/nobody-2024.yaml
    type: viewpoint
    title: The other side, 2024
    holder: nobody
    date: 2024
    holds: [no-framed]
"""


def test_home_leads_with_a_crux_that_divides_people() -> None:
    """More hangs on one of which nobody takes a side, and on one with a reconstructed position: these come after it."""
    silent = _crux_of("silent", ", goal-taken, goal-framed, yes-framed, no-framed")
    kb = knowledge_base_from(silent + _crux_of("framed", ", goal-taken") + _crux_of("taken") + _SIDES)
    titles = re.findall(r'<a[^>]*href="[^"]*/claims/(crux-[a-z]+)/"', part(kb, "cruxes-short"))
    assert titles[0] == "crux-taken"
    assert "of those that divide people" in part(kb, "map-home")
    assert "crux-taken" in part(kb, "map-home").partition("cb-small")[2]


def test_your_view_suggests_the_claim_that_most_people_dispute() -> None:
    """Two hold and one rejects one claim, one and one another, which comes first in the base: the former is suggested."""
    base = """
    # claims/topics/t.yaml
    type: topic
    title: T
    summary: T.
    """
    for id, more in (("a", ""), ("b", ""), ("reason", "supports: [a, b]")):
        base += f"""
    # claims/t/{id}.yaml
    type: claim
    title: Title of {id}
    topic: t
    statement: What {id} states.
    {more}
    """
    for who, said in (("ann", "holds: [a, b]"), ("bo", "rejects: [a, b]"), ("cy", "holds: [b]")):
        base += f"""
    # claims/people/{who}.yaml
    type: person
    name: {who.title()}
    # claims/viewpoints/{who}-2024.yaml
    type: viewpoint
    title: {who.title()}, 2024
    holder: {who}
    date: 2024
    {said}
    """
    start = part(knowledge_base_from(base), "your-view").partition('<h2 id="topics"')[0]
    assert 'href="../your-view/#about=t&amp;for=b"' in start
    assert "2 hold this and 1 rejects it" in start


def test_the_numbers_of_screen_two_add_up(shipped_base: KnowledgeBase) -> None:
    """Of the claims of which both speak, each is one on which they differ, agree, or one of them suspends judgement."""
    shared = next(screen for screen in screens(shipped_base, "alex-mallen--wei-dai") if 'id="shared"' in screen)
    numbers = [
        int(number) for number in re.findall(r"\b(\d+)\b", re.sub(r"<figure.*|\d of \d", "", shared, flags=re.DOTALL))
    ]
    assert numbers[0] == sum(numbers[1:4])
    assert ["They differ, the odds farthest apart first", "They agree"] == re.findall(
        r'<p class="cb-lead">([^<]*)', shared
    )


def test_the_crux_of_the_tour_is_the_question_of_its_answer(shipped_base: KnowledgeBase) -> None:
    """The fifth screen names a question and the answer on which the two part: the answer is a side of that question."""
    screen = next(one for one in screens(shipped_base, "alex-mallen--wei-dai") if 'id="crux"' in one)
    question, answer = re.findall(r'claims/([\w-]+)/"', screen)[:2]
    assert answer in [side.id for side in shipped_base.claim(question).sides]


def test_home_defines_a_crux_where_it_first_names_one() -> None:
    """The written home page says what a crux is before any list of them."""
    text = (REPOSITORY / "docs" / "index.md").read_text(encoding="utf-8")
    assert "A *crux* is a question" in text
    assert text.index("A *crux* is") < text.index('data-cruxbase="cruxes-short"')


def test_home_has_three_doors(shipped_base: KnowledgeBase) -> None:
    """A dispute, a search, and one's own view."""
    assert ["tour/", "search/", "your-view/"] == re.findall(r'href="\.\./([^"]+)"', part(shipped_base, "doors"))


def test_changes_are_told_by_day_in_readers_words() -> None:
    """What came is new, what was there is revised, once a day, and no commit's subject is shown."""
    kb = load_texts(valid_texts()).knowledge_base
    changes = (
        Change("2026-01-02", "", "c2", "Fix typo", ("monitor-trial-2024", "ada-quill", "gone"), ()),
        Change("2026-01-02", "", "c1", "Wip", ("monitor-trial-2024",), ("monitor-trial-2024",)),
    )
    (day,) = days(PageContext(SiteContext(kb, Site()), "../"), changes)
    assert (["monitor-trial-2024"], ["ada-quill"], 1) == (
        [r.id for r in day.new],
        [r.id for r in day.revised],
        day.gone,
    )
    shown = part(kb, "recent-short", changes=changes)
    assert "1 piece of evidence new" in shown
    assert "Wip" not in shown


def change(day: str, *ids: str) -> Change:
    return Change(day, "", f"{day} {ids}", "", ids, ())


def test_days_are_told_whole_however_many_commits_they_have() -> None:
    """Of the last seven days with changes each commit counts; an eighth day is not begun."""
    busy = tuple(change("2026-01-09", f"r{number}") for number in range(93))
    older = tuple(change(f"2026-01-0{day}", "a", "b") for day in range(8, 0, -1))
    told = of_latest_days(History((*busy, *older)))
    assert (*busy, *older[:6]) == told


def test_the_day_at_which_a_clone_is_cut_is_not_told() -> None:
    """In a shallow clone the oldest day may lack commits, so nothing is said of it."""
    changes = (change("2026-01-02", "a"), change("2026-01-01", "b"))
    assert changes[:1] == of_latest_days(History(changes, is_shallow=True))


def test_people_are_listed_with_the_claims_they_speak_of_each_once(shipped_base: KnowledgeBase) -> None:
    """Whoever spoke of a claim four times spoke of one claim; a page of a pair counts the same."""
    shown = part(shipped_base, "people")
    view = shipped_base.compare("alex-mallen", "wei-dai")
    row = re.search(r'<li><a href="[^"]*/alex-mallen/">.*?</li>', shown, re.DOTALL)
    assert row is not None
    assert f"; {len(view.shared) + len(view.only_a)} claims</span>" in row[0]


def test_claims_without_reasons_are_not_said_to_bear_on_much(shipped_base: KnowledgeBase) -> None:
    """The heading fits the claim on which a single one depends, as the list has such claims."""
    assert min(gap.weight for gap in kinds_of(shipped_base)["bare"]) < 3
    assert "much" not in WANTING["bare"].title


def test_counts_of_many_kinds_end_in_others() -> None:
    """Four kinds are named, and the rest are counted together."""
    kb = load_texts(valid_texts()).knowledge_base
    page = PageContext(SiteContext(kb, Site()), "../")
    told = counted(page.ref(id) for id in kb.corpus)
    assert 4 == told.count(",")
    assert told.endswith(" others")


def kinds_of(kb: KnowledgeBase) -> dict[str, list[ContentGap]]:
    found: dict[str, list[ContentGap]] = {}
    for gap in content_gaps(kb):
        found.setdefault(gap.kind, []).append(gap)
    return found


def test_there_are_nine_kinds_of_gap_each_with_one_thing_to_do() -> None:
    """Every kind that the analysis knows is told, with an imperative."""
    assert list(GapKind.__args__) == list(WANTING)  # type: ignore[attr-defined] # a Literal has them
    assert 9 == len(WANTING)
    assert [] == [kind for kind, words in WANTING.items() if not words.do.endswith(".")]


def test_help_wanted_leads_to_the_place_and_to_the_form(shipped_base: KnowledgeBase) -> None:
    """Each place is linked, with the form that mends it, and long lists are folded."""
    site = Site(repo_url="https://github.com/a/b")
    shown = part(shipped_base, "help-wanted", site)
    kinds = kinds_of(shipped_base)
    for kind, gaps in kinds.items():
        assert f'<h2 id="{kind}">' in shown
        assert len(gaps) > 10 or f"{len(gaps)}</span></h2>" in shown
    assert "https://github.com/a/b/issues/new?template=objection.yml&amp;about=" in shown
    assert "<summary>" in shown


def test_the_gravest_gap_comes_first(shipped_base: KnowledgeBase) -> None:
    """Within each kind the weights fall."""
    for gaps in kinds_of(shipped_base).values():
        weights = [gap.weight for gap in gaps]
        assert weights == sorted(weights, reverse=True)


def test_a_silent_side_and_a_crux_that_nobody_takes_are_gaps() -> None:
    """A crux with one argued side and no viewpoint is wanting in both ways."""
    claim = "type: claim\ntitle: {0}\ntopic: t\nstatement: {0}.\n"
    texts = {
        "t.yaml": "type: topic\ntitle: T\nsummary: T.\n",
        "a.yaml": claim.format("A"),
        "b.yaml": claim.format("B"),
        "c.yaml": claim.format("C") + "supports:\n  - claim: a\n    because: x\n",
        "x.yaml": "type: crux\ntitle: X\ntopic: t\nquestion: X?\nsides: [a, b]\ndecides: [c]\n",
    }
    kinds = kinds_of(load_texts(texts).knowledge_base)
    assert [("b", "x")] == [gap.ids for gap in kinds["silent-sides"]]
    assert [("x",)] == [gap.ids for gap in kinds["untaken-cruxes"]]


def test_two_people_are_found_by_their_names(shipped_base: KnowledgeBase) -> None:
    """The page of each pair is in the search, with what the two differ on."""
    context = SiteContext(shipped_base, Site())
    data = search_data(context, pages_of_pairs(context))
    place = data["records"]["id"].index("alex-mallen--wei-dai")
    assert "pair" == data["kinds"][data["records"]["kind"][place]]
    assert "Alex Mallen and Wei Dai" == data["records"]["title"][place]
    assert "They differ on: " in data["records"]["text"][place]
    assert "pairs" == data["folders"]["pair"]


def test_a_topic_names_who_changed_their_mind(shipped_base: KnowledgeBase) -> None:
    """What somebody said before and since stands there; a stance that leaves room for a number is no change."""
    page = PageContext(SiteContext(shipped_base, Site()), "../../")
    (row,) = [row for row in changed_minds(page, ["schemers-far-more-dangerous"]) if row.who.id == "alex-mallen"]
    assert ("very likely (80–95%)", "likely (55–80%)", "2026-01-29") == (row.before, row.since, row.date)
