"""An installation with the probe's pages beside its own."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.probe"]
ROOT_URLCONF = "tests.probe.urls"
