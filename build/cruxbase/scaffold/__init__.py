"""Another field's base, from nothing: its configuration, guide pages, workflows and example records."""

from cruxbase.scaffold.new_base import (
    CannotStart,
    Description,
    lacking_pages,
    new_base,
    write_pages,
)

__all__ = ["CannotStart", "Description", "lacking_pages", "new_base", "write_pages"]
