"""The base in the forms of others: each writer gives a text and a report of what the form cannot hold."""
