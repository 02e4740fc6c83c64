"""Static-site generator for a city's directory of open, low-threshold offers."""

__version__ = "0.1.0"
