import pytest


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone; what both engines do alike is tested elsewhere."""
    return sqlite_url
