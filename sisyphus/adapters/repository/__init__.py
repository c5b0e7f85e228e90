"""One repository, asked through git.py: what its commits, branches, refs and work trees tell."""
