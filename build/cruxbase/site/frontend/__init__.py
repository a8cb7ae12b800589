"""Style sheets and scripts, and what names them on pages."""
