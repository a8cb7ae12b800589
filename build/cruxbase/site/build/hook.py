"""For plain `mkdocs build` and `mkdocs serve`: names this file under `hooks:` in `mkdocs.yml`, and the site is whole.

`cruxbase build` is quicker: it renders only what changed, and runs the generator only when it must.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cruxbase.site.build.generators import RUNNING, write_shell

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    """Put the shell's page among the pages before MkDocs lists them."""
    write_shell(Path(config.docs_dir))


def on_post_build(config: MkDocsConfig) -> None:
    """Set the pages of all records into what MkDocs has just made."""
    if RUNNING not in os.environ:
        from cruxbase.loading.loading import load
        from cruxbase.site.build.site_build import render_over

        file = Path(config.config_file_path)
        render_over(load(file.parent / "claims").knowledge_base, file, Path(config.site_dir))
