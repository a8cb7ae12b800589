"""From folders and texts to knowledge bases: as they are, as they were, and what changed between."""
