"""What is: one file a provider, behind the one port in `port`."""
