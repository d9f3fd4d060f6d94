"""What things are: frozen values of the field, no I/O and no clock."""
