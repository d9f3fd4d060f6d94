"""What it means: pure functions from values to tables."""
