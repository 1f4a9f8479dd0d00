"""A few constant factors on hazards, fitted to what was known, and how far the figures pin them down."""
