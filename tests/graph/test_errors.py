"""Errors say what happened, also to another process."""

from __future__ import annotations

import pickle

from graph.errors import InputError


def test_an_error_crosses_from_one_process_to_another() -> None:
    error = InputError("audience", value="all", expected="public", near=["public"])
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is InputError
    assert again.message("en") == error.message("en")
