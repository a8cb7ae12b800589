"""What would make a reader mistrust the base, one function a check.

Nothing is imported here; see `records` for checks that need one record, `graph` for those that need the whole.
"""
