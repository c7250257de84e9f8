"""What `levain serve` runs in each of its processes: the pages, with what they read once already read."""

from config.asgi import Pages, application
from levain.foundation import starting

starting.begin(Pages.threads)

__all__ = ["application"]
