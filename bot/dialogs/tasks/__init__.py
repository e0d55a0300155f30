"""Task items: handed in, accepted, excused."""
