"""Questions: templates, the command line, and the way in for Python."""
