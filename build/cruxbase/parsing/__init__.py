"""From YAML files to records: text → located data → records → `Corpus`, with a cache.

Nothing is imported here: `cruxbase check` on an unchanged base needs `tree` and `cache` only, and must not pay for the rest.
"""
