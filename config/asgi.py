"""The ASGI application that `kith serve` runs: one event loop at the door, Django's pages in threads behind it."""

from config.wsgi import application as pages
from kith.core.serve import whole_server

application = whole_server(pages)
