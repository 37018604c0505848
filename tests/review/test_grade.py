from __future__ import annotations

from typing import Final

import pytest

from skinroutine.review.grade import reading_grade, sentences

GRADED: Final = [
    ("Some have three levels, and the lowest is where to start.", 2.9),
    ("Hives have followed abrasion, and latex gloves or tubes were in question.", 4.4),
    ("Most clinics wait six months, and some wait twelve.", 0.9),
    ("Very strong redness should be seen.", 0.9),
    ("Germs are the main risk at home, as clinic needles are sterile and used once.", 4.4),
    ("With eczema or a weak immune system, a cold sore can spread fast.", 3.6),
    ("Skin that cracks, weeps or goes raw should be seen.", 0.1),
    ("Leave retinol, acids, vitamin C and benzoyl peroxide off.", 6.8),
    ("Ask a doctor first if you get cold sores.", 0.9),
    ("Such patches can turn into skin cancer, so they must not be rubbed off.", 4.0),
    ("Large or thick scabs should be seen.", -1.2),
    ("Even a pinprick can start a scar that grows for months.", 1.7),
    ("What was on the skin while you used the device?", 1.3),
    ("Test the lowest level on a hidden spot of the neck, 24 hours before.", 5.2),
    ("Choose needles of 0.25 mm that claim only to smooth the skin.", 0.9),
    ("Look for a device that comes with a clear manual.", 3.7),
    ("Ask a skin doctor about the rough sun patches first.", 2.5),
    ("Leave a week between sessions, and more if your skin is slow to calm down.", 3.2),
    ("Each treatment has rules of its own.", 0.1),
    ("Do not needle through a product like that.", 2.9),
    ("A young scar is still being built and is soon hurt.", 1.7),
    ("Leave retinol off for 7 days first.", -1.2),
    ("Tight skin, as after sunburn, is normal for up to two days.", 4.4),
    ("Tingling lips, ringing ears or a metal taste are not normal.", 5.2),
    ("Plan again without numbing cream.", 2.9),
    ("Very hot skin should be seen.", -1.5),
    ("Ask a doctor first, because you have psoriasis.", 6.4),
    ("A swollen face with faintness, sickness or a racing heart is an emergency.", 4.8),
    ("With time, lines can soften and skin can feel smoother.", 1.3),
    ("Leave the scar and the skin beside it out.", 0.9),
    ("With diabetes or a weak immune system, look at the skin twice a day.", 5.2),
    ("Wait until 14 days after your last use of tretinoin, adapalene or the like.", 5.2),
    ("Press a clear glass on the spots to see if they fade.", 0.9),
    ("A bruise that lasts ten days should be seen.", -0.4),
    ("Fast breathing or lack of breath is an emergency.", 2.1),
    ("Let a skin doctor look at the spot soon.", 0.9),
    ("Pus on the face, with soreness, or with a health risk needs care today.", 2.9),
    ("Yet {when} you told of one.", -1.5),
    ("Ask for a blood test and tell them about the sharing.", 1.7),
    ("Do not use a head with bent, blunt, rusty or missing needles.", 3.3),
    ("Stop.", -3.5),
    ("", -15.7),
    ("Discontinue immediately following dermatological complications.", 38.3),
    ("A 0.25 mm roller is fine.", -1.5),
    ("Wait, then look. Is it red? Call a doctor!", -1.5),
    ("He said: don't.", -2.7),
    ("One two", -3.1),
    ("e.g. this one, and that one.", -1.5),
    ("Hydroquinone-containing formulations", 38.3),
    ("MICRODERMABRASION IS NOT FOR EVERYONE.", 12.3),
]
"""Fifty texts with the grade that textstat 0.7.3 gave them, by which the limits of this project were set."""


@pytest.mark.parametrize(("text", "grade"), GRADED)
def test_a_text_has_the_grade_by_which_the_limit_was_set(text: str, grade: float) -> None:
    assert reading_grade(text) == pytest.approx(grade, abs=0.1)


def test_a_word_that_everybody_knows_counts_as_two_syllables() -> None:
    assert reading_grade("Ask a dermatologist.") < reading_grade("Ask a gastroenterologist.")


@pytest.mark.parametrize(
    "word",
    [
        "moisturiser", "sunscreen", "dermatologist", "microneedling", "infection", "emergency", "ambulance",
        "medicine", "pregnancy", "temperature", "disinfect", "sterile", "infections", "medicines",
        "Dermatologists", "moisturizers",
    ],
)  # fmt: skip
def test_a_word_that_everybody_knows_reads_as_easily_as_one_of_two_syllables(word: str) -> None:
    assert reading_grade(f"Ask the {word}.") == reading_grade("Ask the table.")


def test_a_text_is_told_apart_into_its_sentences() -> None:
    parts = ["Use 0.3 mm or less.", "Is it clean?", "Then go on"]
    assert sentences("Use 0.3 mm or less. Is it clean?\nThen go on ") == parts
