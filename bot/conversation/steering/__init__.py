"""What the office orders and decides of live work."""
