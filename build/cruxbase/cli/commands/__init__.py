"""One module a command; `cruxbase.cli.registry` lists them. Each is imported only when it is used."""
