"""An installation to measure: its own pages, a bare one beside them, and nobody told to slow down."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
LIMITS = False
