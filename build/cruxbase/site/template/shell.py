"""The Markdown page that the site generator renders as the shell: see `page_template`, which cuts it at its marks."""

SHELL_PATH = "base/shell.md"
SHELL_ADDRESS = "base/shell/"
SHELL_TITLE, SHELL_DESCRIPTION, SHELL_HEADING = (
    "cruxbase-shell-title",
    "cruxbase-shell-description",
    "cruxbase-shell-heading",
)
SHELL_ONE, SHELL_INNER, SHELL_TWO = "cruxbase-shell-one", "cruxbase-shell-inner", "cruxbase-shell-two"

SHELL_MARKDOWN = f"""---
title: {SHELL_TITLE}
description: {SHELL_DESCRIPTION}
hide:
  - navigation
search:
  exclude: true
---

<!-- Made by cruxbase. The pages of records are set into the page that the site generator makes of this. -->

# {SHELL_HEADING}

## {SHELL_ONE}

### {SHELL_INNER}

## {SHELL_TWO}
"""
