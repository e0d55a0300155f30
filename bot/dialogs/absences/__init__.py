"""Days away: asked for, answered."""
