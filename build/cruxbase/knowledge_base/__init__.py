"""The object that people query, and how a base becomes one.

Nothing is imported here: `findings` must answer for an unchanged base without pydantic.
"""
