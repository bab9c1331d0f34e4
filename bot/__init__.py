"""What happens because somebody speaks."""
