"""The lists of a session as tables: columns chosen, kept and shared; only the rows their reader may see now."""
