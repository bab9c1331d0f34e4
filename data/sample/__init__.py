"""What the demo starts with: the sample directive, and a registry of Bắc Giang as of May 2024.

The agencies are those of that month; the people are made up, save the vice-chair whom the directive names.
"""

from importlib.resources import files

DIRECTIVE = "directive-215.txt"
AGENCIES = "agencies.csv"
PEOPLE = "people.csv"


def sample(name: str) -> bytes:
    """Return the content of one of the files above."""
    return files(__name__).joinpath(name).read_bytes()
