"""Understanding what officials and leaders write: pure functions over text."""
