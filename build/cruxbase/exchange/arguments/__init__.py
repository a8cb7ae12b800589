"""Arguments from other formats: each reader makes a `Document`, and one writer makes records of documents."""
