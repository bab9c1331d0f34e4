"""What the operator can do from a terminal: one file a group of commands; bot/cli.py names them all."""
