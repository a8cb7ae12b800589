"""What is computed of a base for people: entities, status, perspectives, gaps, search and structure."""
