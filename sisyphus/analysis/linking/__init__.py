"""The parts of links.py: evidence that ties commits to tasks, and doubt."""
