class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot do what was asked; the message says how to mend it."""
