"""Who stands behind an address, and which addresses are one."""

from __future__ import annotations

import pytest

from skinroutine.rulebook import Publisher
from skinroutine.rulebook.pages import plain_address


@pytest.mark.parametrize(
    ("address", "url", "bears"),
    [
        ("nhs.uk", "https://www.nhs.uk/conditions/hives/", True),
        ("nhs.uk", "http://barnsleyhospital.nhs.uk/allergy", True),
        ("nhs.uk", "https://notnhs.uk/hives", False),
        ("nhs.uk", "https://nhs.uk.example.org/hives", False),
        ("news.org/journal", "https://news.org/journal/12", True),
        ("news.org/journal", "https://news.org/blog/12", False),
        ("news.org", "https://other.org/?u=news.org", False),
    ],
)
def test_a_publisher_stands_behind_its_host_and_what_lies_below_it(
    address: str, url: str, bears: bool
) -> None:
    assert Publisher(address=address, kinds=("hospital",)).bears(url) is bears


@pytest.mark.parametrize(
    "url",
    [
        "http://a.org/page",
        "https://www.a.org/page/",
        "https://A.org/page#part",
        "https://a.org/page?utm_source=mail&utm_id=3",
        "https://a.org/page?s_cid=x",
    ],
)
def test_ways_to_write_one_address_are_one(url: str) -> None:
    assert plain_address(url) == "a.org/page"


def test_pages_that_differ_in_what_they_are_asked_for_are_two() -> None:
    assert plain_address("https://a.org/?p=1&s_cid=x") == "a.org/?p=1"
    assert plain_address("https://a.org/?p=1") != plain_address("https://a.org/?p=2")
