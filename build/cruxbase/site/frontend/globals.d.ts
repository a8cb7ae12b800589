/** What the pages of the site hand to their scripts: data files, and functions that one script has for another. */
declare var cruxbase: Record<string, any>;
