"""Forms that come on paper."""
