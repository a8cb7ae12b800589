"""Generated blocks of hand-written pages."""
