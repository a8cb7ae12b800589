"""What the site is called and where it and its sources live, as `mkdocs.yml` has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, quote_plus, urlsplit

_SETTING = re.compile(
    r"^(site_name|site_description|site_url|repo_url|edit_uri)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE
)
_TOUR = re.compile(
    r"^extra[ \t]*:[^\n]*\n(?:[ \t]+[^\n]*\n|[ \t]*\n)*?[ \t]+cruxbase_tour[ \t]*:[ \t]*([^\n]*)", re.MULTILINE
)
_THEME = re.compile(
    r"^theme[ \t]*:[^\n]*\n(?:[ \t]+[^\n]*\n|[ \t]*\n)*?[ \t]+language[ \t]*:[ \t]*([^\n]*)", re.MULTILINE
)
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = frozenset(("ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))
_EDIT_BRANCH = re.compile(r"(?:^|/)(?:edit|blob|_edit)/([^/]+)/")


@dataclass(frozen=True, slots=True)
class Site:
    """The names and addresses that pages need.

    Attributes:
        name: what the site is called.
        description: one sentence on what it is.
        url: its address with a slash at the end; empty where none is set.
        repo_url: address of the repository on its forge, without a slash at the end; empty where none is set.
        edit_uri: what leads from there to the editor of a file in the docs folder.
        tour: the pair of people whose dispute the tour shows, as in the address of its page; empty for the most
            instructive one, which is also shown where the two cannot be compared. It is `cruxbase_tour` under `extra`.
        language: of the base's prose and of the pages, as `theme.language` has it.
    """

    name: str = "cruxbase"
    description: str = ""
    url: str = ""
    repo_url: str = ""
    edit_uri: str = ""
    tour: str = ""
    language: str = "en"

    @property
    def direction(self) -> str:
        """The direction in which the base's language is written: `ltr` or `rtl`."""
        return "rtl" if self.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"

    @property
    def base_path(self) -> str:
        """The path of the site's address: `/` or `/cruxbase/`."""
        return urlsplit(self.url).path or "/"

    @property
    def branch(self) -> str:
        """The branch that edits go to."""
        return _branch_of(self.edit_uri)

    def address(self, path: str) -> str:
        """The full address of a page, or empty where the site's own is not known."""
        return self.url + path if self.url else ""

    def edit_address(self, path: str) -> str:
        """Where a file of the repository can be edited, or empty.

        >>> site = Site(repo_url="https://github.com/a/b", edit_uri="edit/main/docs/")
        >>> site.edit_address("claims/x.yaml")
        'https://github.com/a/b/edit/main/claims/x.yaml'
        """
        return f"{self.repo_url}/edit/{self.branch}/{quote(path)}" if self.repo_url else ""

    def history_address(self, path: str) -> str:
        """Where the changes to a file of the repository are listed, or empty."""
        return f"{self.repo_url}/commits/{self.branch}/{quote(path)}" if self.repo_url else ""

    def commit_address(self, commit: str) -> str:
        """Where a commit is shown, or empty."""
        dash = "/-" if "gitlab" in self._host else ""
        return f"{self.repo_url}{dash}/commit/{quote(commit)}" if self.repo_url else ""

    def discussion_address(self, id: str) -> str:
        """Where the threads are listed that name a record, open or closed; empty but on GitHub and GitLab.

        >>> Site(repo_url="https://github.com/a/b").discussion_address("x")
        'https://github.com/a/b/issues?q=%22x%22'
        """
        if self._host == "github.com":
            return f"{self.repo_url}/issues?{_query(q=chr(34) + id + chr(34))}"
        if "gitlab" in self._host:
            return f"{self.repo_url}/-/issues?{_query(state='all', search=id)}"
        return ""

    @property
    def _host(self) -> str:
        return _host_of(self.repo_url)

    def form_address(self, form: str, **answers: str) -> str:
        """Where a form for people without git is filled in, with some answers given; empty but on GitHub.

        >>> Site(repo_url="https://github.com/a/b").form_address("objection", about="x")
        'https://github.com/a/b/issues/new?template=objection.yml&about=x'
        """
        if self._host != "github.com":
            return ""
        return f"{self.repo_url}/issues/new?{_query(template=f'{form}.yml', **answers)}"

    def new_file_address(self, path: str, content: str) -> str:
        """Where a new file can be written, filled in as far as the forge allows; empty without a repository.

        GitHub takes the file's name and content; GitLab takes the name only, and other forges neither.
        """
        if not self.repo_url:
            return ""
        folder, _, name = path.rpartition("/")
        host = self._host
        if "gitlab" in host:
            return f"{self.repo_url}/-/new/{self.branch}/{quote(folder)}?{_query(file_name=name)}"
        if host == "github.com":
            return f"{self.repo_url}/new/{self.branch}/{quote(folder)}?{_query(filename=name, value=content)}"
        return f"{self.repo_url}/_new/{self.branch}/{quote(folder)}"


@lru_cache(maxsize=8)
def _host_of(address: str) -> str:
    return urlsplit(address).hostname or ""


@lru_cache(maxsize=8)
def _branch_of(edit_uri: str) -> str:
    found = _EDIT_BRANCH.search(edit_uri)
    return found[1] if found else "main"


def _query(**values: str) -> str:
    r"""What `urlencode` gives, line by line of each value: most lines of what forms are filled with are the same on all pages.

    >>> _query(about="a b", value="one: two\nthree")
    'about=a+b&value=one%3A+two%0Athree'
    """
    return "&".join([f"{name}={_quoted_lines(value)}" for name, value in values.items()])


def _quoted_lines(text: str) -> str:
    if _NEEDS_NO_QUOTES.fullmatch(text):
        return text
    return "%0A".join(["%3A+".join(map(_quoted, line.split(": "))) for line in text.split("\n")])


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    return text if _NEEDS_NO_QUOTES.fullmatch(text) else quote_plus(text)


_NEEDS_NO_QUOTES = re.compile(r"[A-Za-z0-9_.~-]*")


def site_of(settings: str) -> Site:
    r"""The site that the text of a `mkdocs.yml` describes.

    Only plain values at the left margin are looked at, and one under `extra`; whatever else the file holds is the
    generator's business.

    >>> site_of("site_name: Example\nsite_url: https://example.org/base").url
    'https://example.org/base/'
    """
    found = {key: _plain_scalar(value) for key, value in _SETTING.findall(settings)}
    url = found.get("site_url", "")
    tour = _TOUR.search(settings)
    theme = _THEME.search(settings)
    language = _plain_scalar(theme[1]) if theme else ""
    return Site(
        name=found.get("site_name") or "cruxbase",
        description=found.get("site_description", ""),
        url=url if not url or url.endswith("/") else f"{url}/",
        repo_url=found.get("repo_url", "").rstrip("/"),
        edit_uri=found.get("edit_uri", ""),
        tour=_plain_scalar(tour[1]) if tour else "",
        language=language if _TAG.fullmatch(language) else "en",
    )


def _plain_scalar(written: str) -> str:
    if written[:1] in ("'", '"'):
        return written[1:].partition(written[0])[0]
    if written.startswith(("!", "&", "*", "{", "[", "|", ">")):
        return ""
    return re.split(r"\s#", written)[0].strip()
