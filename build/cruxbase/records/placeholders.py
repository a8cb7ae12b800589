"""The sentences of the templates that contributors start from, which are to be replaced."""

OBJECTION_TITLE = "Say the objection as one sentence of at most 90 characters, without a full stop"
OBJECTION_STATEMENT = "Say it in full: one thought that a careful reader outside the field can understand alone."
OBJECTION_BECAUSE = "Say why it bears on this, without repeating it."
OBJECTION_ID = "objection-to-"
"""How the name of the file begins that 'add an objection' opens."""

SENTENCES = (OBJECTION_TITLE, OBJECTION_STATEMENT, OBJECTION_BECAUSE)
