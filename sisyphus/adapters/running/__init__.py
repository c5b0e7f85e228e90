"""The parts of runner.py: the command, its room, its output, its end and its judgement."""
