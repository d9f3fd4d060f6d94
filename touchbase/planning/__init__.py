"""What should be: pure functions from Snapshot to Plan."""
