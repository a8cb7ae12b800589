"""The site: pages, their data for machines, and the server that shows them while one writes.

`building.build` makes all of it. The site generator renders what people write by hand and one empty *shell*; the page of
every record is an HTML fragment from a template, set into that shell.
"""
