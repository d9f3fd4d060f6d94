"""What was: our memory behind the port in `port`."""
