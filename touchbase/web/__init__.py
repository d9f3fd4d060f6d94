"""Pages and pictures over reports: self-contained, without a script, for a browser or a mail."""
