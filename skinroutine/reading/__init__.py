"""The text of one YAML file to records, or every problem in it with its line."""

from __future__ import annotations

from skinroutine.reading.problems import FileProblemsError, Problem
from skinroutine.reading.shapes import read_items, read_one
from skinroutine.reading.yaml_text import Document, read_yaml

__all__ = ["Document", "FileProblemsError", "Problem", "read_items", "read_one", "read_yaml"]
