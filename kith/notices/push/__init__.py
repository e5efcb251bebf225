"""Telling a browser that there is something new: signed, sealed, and sent to the push service the browser named."""
