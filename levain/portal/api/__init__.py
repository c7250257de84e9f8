"""The read-only interface for programs, `/api/v1/`: what everybody may read, and with a key what its holder may."""

from levain.portal.api.interface import api

__all__ = ["api"]
