"""Renderings of one question each, found by the question's name."""
