"""Scenarios are read by pytest like tests: a failed assertion shows both sides."""

import pytest

pytest.register_assert_rewrite(
    *(
        f"tests.channels.{name}"
        for name in (
            "moves",
            "scenarios_score",
            "scenarios_review",
            "scenarios_decide",
            "scenarios_link",
        )
    )
)
