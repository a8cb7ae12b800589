"""The language server: an editor that knows the base."""
