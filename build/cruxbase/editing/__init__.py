"""What writes: formatting, fixing, renaming and new records.

Everything here works out new texts first; `cruxbase.editing.files` puts them in place, each in one step.
"""
