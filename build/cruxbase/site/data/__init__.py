"""Files for machines and for the site's own scripts: records, the graph, feeds, search, your view."""
