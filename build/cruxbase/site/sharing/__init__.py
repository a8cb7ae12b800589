"""Ways out of the site: cards that other pages can embed, pictures that go with links, and how to cite a page."""
