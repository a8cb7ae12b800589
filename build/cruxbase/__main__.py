"""`python -m cruxbase`."""

from cruxbase.cli import program

program()
