"""All that knows the generator's HTML: the template that record pages are put into, and its search box."""
