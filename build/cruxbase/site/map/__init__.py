"""The map that readers explore: what is computed for it when the site is built.

`map_files` are the files that go under the site, and `map_html` is what stands on the map's page: a picture and a nested
list that work without a script, and that the script takes over.
"""

from cruxbase.site.map.files import MAP_SCRIPTS, MAP_STYLES, map_files
from cruxbase.site.map.flow_picture import flow_pictures
from cruxbase.site.map.legend import legend_html
from cruxbase.site.map.static_map import map_html, map_list_html, strata_picture

__all__ = [
    "MAP_SCRIPTS",
    "MAP_STYLES",
    "flow_pictures",
    "legend_html",
    "map_files",
    "map_html",
    "map_list_html",
    "strata_picture",
]
