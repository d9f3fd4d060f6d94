"""Who matters: the stakeholder list, one file a format."""
