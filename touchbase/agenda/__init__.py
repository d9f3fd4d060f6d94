"""What to talk about: promises, notes that come back, questions, the brief. Pure."""
