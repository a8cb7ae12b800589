"""The ground floor: what every other floor may use, and what knows nothing of records, graphs or pages.

Here stand the things that touch the machine, each once: reading files of strangers, writing so that nothing is lost,
the user's cache folder, and git.
"""
