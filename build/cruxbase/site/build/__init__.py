"""Plans, renders and writes the site, whole or after an edit, with MkDocs or Zensical, and serves it."""
