"""Findings as people and programs read them: text, JSON, SARIF 2.1.0 and GitHub annotations.

Nothing is imported here, so that each format costs only what it uses.
"""
