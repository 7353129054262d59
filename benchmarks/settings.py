"""config.settings, and one more address: an empty view behind the same middleware."""

from config.settings import *

ROOT_URLCONF = "benchmarks.urls"
LOGGING["root"]["level"] = "ERROR"
