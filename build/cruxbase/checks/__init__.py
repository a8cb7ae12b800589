"""What would make a reader mistrust the base, one function a check.

Nothing is imported here; see `on_records` for checks that need one record, `on_graph` for those that need the
whole base.
"""
