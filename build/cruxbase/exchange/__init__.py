"""The base in other formats: JSON Schema, CSL-JSON, BibTeX, GraphML and CSV.

Nothing is imported here, so that each format costs only what it uses.
"""
