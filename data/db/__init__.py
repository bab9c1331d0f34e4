"""The database: the only room that uses SQLAlchemy."""
