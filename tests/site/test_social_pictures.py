"""The pictures that other sites show beside links to pages."""

from __future__ import annotations

import io
import struct
import sys

import pytest
from PIL import Image

from cruxbase.site.sharing import social_pictures
from cruxbase.site.sharing.social_pictures import SIZE, SocialPicture, chosen_pictures, drawn
from sites import Project
from support import valid_texts

CLAIM = "claims/monitors-catch-most-attempts/"
OF_A_CLAIM = SocialPicture(
    "claim", "Claim in Monitoring", "Monitors catch most", "They do.", "1 reason for it", "A base"
)


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_every_page_of_a_record_has_a_picture_of_its_own(example: Project) -> None:
    """Each names in its head a picture of 800 by 420 pixels beside its embeds, and no two are the same."""
    pages = [
        path for path in example.site.glob("*/*/index.html") if "og:type" in path.read_text() and len(path.parts) > 1
    ]
    pictures = {}
    for path in pages:
        address = path.parent.relative_to(example.site).as_posix() + "/"
        if address.partition("/")[0] in ("claims", "sources", "people", "topics", "viewpoints", "models"):
            named = f'property="og:image" content="https://cruxbase.github.io/cruxbase/embed/{address}card.png"'
            assert named in path.read_text(), address
            pictures[address] = (example.site / "embed" / address / "card.png").read_bytes()
    assert len(pictures) >= len(valid_texts())
    assert {size_of(png) for png in pictures.values()} == {SIZE}
    assert len(set(pictures.values())) == len(pictures)


def test_a_picture_says_what_it_is_given_and_is_small() -> None:
    """A longer text puts more ink on the paper; a picture of ordinary length stays under 30 KB and opens with Pillow."""
    short = drawn(OF_A_CLAIM)
    long = drawn(OF_A_CLAIM._replace(text="A sentence of some length that says much. " * 20))
    dark = [sum(pixel < 128 for pixel in Image.open(io.BytesIO(png)).convert("L").tobytes()) for png in (short, long)]
    assert dark[1] > 1.5 * dark[0]
    assert len(long) < 30_000


def test_the_same_picture_gives_the_same_bytes() -> None:
    """Nothing of the moment or the machine's state is in a picture."""
    assert drawn(OF_A_CLAIM) == drawn(OF_A_CLAIM)


@pytest.mark.parametrize("title", ["x" * 4000, "word " * 900, "", "\N{SOFT HYPHEN}"])
def test_no_title_is_too_long_for_a_picture(title: str) -> None:
    """A title of any length is cut to what there is room for."""
    assert size_of(drawn(OF_A_CLAIM._replace(title=title, facts=title, site=title))) == SIZE


@pytest.mark.parametrize("title", ["監視の研究", "مراقبة النماذج", "Мониторинг моделей"])
def test_a_page_in_a_script_without_letters_has_the_sites_picture(project: Project, title: str) -> None:
    """Boxes in place of letters are not drawn: the head of such a page names the picture of the site."""
    texts = valid_texts()
    path = "claims/monitoring/monitors-catch-most-attempts.yaml"
    old = next(line for line in texts[path].splitlines() if line.startswith("title:"))
    project.write({path: texts[path].replace(old, f"title: {title}")}).build()
    assert "assets/cruxbase/card.png" in project.page(CLAIM)
    assert not (project.site / "embed" / CLAIM / "card.png").exists()


def test_a_picture_is_drawn_again_only_where_it_says_something_else(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second build after a note was changed draws none; one after a title was changed draws those that show it."""
    project.build()
    path = "claims/monitoring/monitors-catch-most-attempts.yaml"
    text = (project.folder / path).read_text()
    seen: list[str] = []

    def counted(picture: SocialPicture) -> bytes:
        seen.append(picture.title)
        return drawn(picture)

    monkeypatch.setattr("cruxbase.site.build.site_build.drawn", counted)
    project.write({path: f"{text}notes: A new note.\n"}).build()
    assert seen == []
    old = next(line for line in text.splitlines() if line.startswith("title:"))
    project.write({path: text.replace(old, "title: Another title")}).build()
    assert seen == ["Another title"]


def test_a_large_base_has_pictures_of_few_kinds(project: Project) -> None:
    """Asked for few, or by itself above 3,000 records, only cruxes, models, pairs and topics have one of their own."""
    assert [chosen_pictures("auto", number) for number in (21, 3000, 3001)] == ["all", "all", "few"]
    project.build(pictures="few")
    drawn_for = {
        path.parent.relative_to(project.site / "embed").parts[0]
        for path in project.site.rglob("card.png")
        if "embed" in path.parts
    }
    assert drawn_for == {"claims", "models", "topics"}
    assert not (project.site / "embed" / CLAIM / "card.png").exists()
    project.build(pictures="none")
    assert [path for path in project.site.rglob("card.png") if "embed" in path.parts] == []
    assert "embed/" not in project.page(CLAIM).partition('property="og:image"')[2].partition(">")[0]


def test_without_pillow_a_site_is_built_without_pictures(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks the library that draws gets the picture of the site on every page."""
    monkeypatch.setattr(social_pictures, "_can_draw", lambda: False)
    project.build()
    assert "assets/cruxbase/card.png" in project.page(CLAIM)


def test_without_isa_l_zlib_compresses_the_same_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the faster library cannot be had, a picture has other bytes and looks the same."""
    before = drawn(OF_A_CLAIM)
    monkeypatch.setitem(sys.modules, "isal", None)
    social_pictures._compressing.cache_clear()
    try:
        name, after = social_pictures._compressing()[0], drawn(OF_A_CLAIM)
    finally:
        social_pictures._compressing.cache_clear()
    one, other = (Image.open(io.BytesIO(png)) for png in (before, after))
    assert name.startswith("zlib ")
    assert (one.tobytes(), one.getpalette()) == (other.tobytes(), other.getpalette())
