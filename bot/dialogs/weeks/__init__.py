"""The weekly schedule: typed, pasted, approved."""
