"""The pages of records: what each shows."""
