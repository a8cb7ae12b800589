"""Pictures made at build time, as inline SVG that takes its colours from the page.

Every picture has real links and real text, a title and a description, and the page beside it says the same in words.
"""

from cruxbase.site.pictures.comparison import Level, Pairing, pairings_key, pairings_svg
from cruxbase.site.pictures.credence_strip import credence_strip_svg
from cruxbase.site.pictures.marks import EDGES, STATUSES, TYPES, css_variables
from cruxbase.site.pictures.model_diagram import Quantity, model_svg
from cruxbase.site.pictures.neighbourhood import neighbourhood_svgs

__all__ = [
    "EDGES",
    "STATUSES",
    "TYPES",
    "Level",
    "Pairing",
    "Quantity",
    "credence_strip_svg",
    "css_variables",
    "model_svg",
    "neighbourhood_svgs",
    "pairings_key",
    "pairings_svg",
]
