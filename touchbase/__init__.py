"""touchbase keeps a leader's working relationships alive."""

__version__ = "0.1.0"
