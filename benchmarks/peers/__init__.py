"""A job that other tools can do too: people who move between five states month by month, each tool in its own way."""
