"""People to put questions to: what adults who treat their own skin say, drawn by chance from tables.

How often each thing is so. Where a number is known it is told; the rest is judgement, as nobody has counted
this group. Most people have few conditions. What a table does not name is not so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from typing import Final, NamedTuple

from skinroutine.interview.asking import NEVER, Asking
from skinroutine.interview.joined import answers_together
from skinroutine.interview.reconfirm import STILL_SO
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen

UNSURE: Final = 0.01
"""How many answers are "not sure", where that may be said: judgement."""
CHANGED: Final = 0.2
"""How many people have something to change when they are asked what has changed: judgement."""

CHANCES: Final[Mapping[str, Mapping[str, float]]] = {
    "skin_today": {  # judgement
        "broken_skin": 0.02, "irritated_skin": 0.04, "active_acne": 0.06, "recent_tan": 0.05, "sunburn": 0.02,
        "broken_veins": 0.03, "old_scar": 0.1, "tattoo_or_birthmark": 0.03, "cold_sore_just_gone": 0.01,
        "active_herpes": 0.01, "rash_or_flare": 0.01, "mole_or_changing_spot": 0.005, "young_scar": 0.01,
        "active_infection": 0.005,
    },
    "conditions": {  # about as often as among adults of 18 to 60, the rest judgement
        "sensitive_skin": 0.2, "eczema": 0.06, "rosacea": 0.04, "psoriasis": 0.02,
        "cold_sore_history": 0.1, "melasma": 0.05, "keloid_history": 0.03, "diabetes": 0.04, "asthma": 0.06,
        "pregnancy": 0.02, "breastfeeding": 0.02, "metal_allergy": 0.04, "ill_this_week": 0.03,
        "fragile_capillaries": 0.03, "vitiligo": 0.01, "slow_healing": 0.01, "immunosuppression": 0.01,
        "bleeding_disorder": 0.005, "lupus": 0.002, "heart_condition": 0.02, "liver_disease": 0.005,
        "anaesthetic_allergy": 0.01, "cancer_treatment": 0.003, "skin_cancer": 0.003, "latex_allergy": 0.01,
        "family_keloids": 0.03, "thin_skin": 0.02, "heart_valve": 0.01, "epilepsy": 0.01, "pacemaker": 0.003,
        "granuloma_disease": 0.001, "past_granuloma": 0.002, "airway_reaction": 0.003,
    },
    "medicines": {  # judgement: skin care is common in this group
        "retinol": 0.25, "topical_acid": 0.2, "prescription_retinoid": 0.05, "benzoyl_peroxide": 0.05,
        "anti_inflammatory": 0.15, "isotretinoin": 0.01, "anticoagulant": 0.02, "minoxidil": 0.02,
        "photosensitising_medicine": 0.02, "oral_steroid": 0.01, "immunosuppressant": 0.01,
        "heart_rhythm_medicine": 0.005, "steroid_cream": 0.03, "hydroquinone": 0.02, "antibiotic": 0.05,
        "antibiotic_cream": 0.03,
    },
    "recent_procedures": {  # judgement
        "waxing": 0.1, "shaving": 0.15, "dermaplaning": 0.04, "threading": 0.1,
        "botox": 0.04, "peel": 0.05, "laser": 0.03, "filler": 0.03, "tattoo": 0.01,
        "surgery": 0.005, "microneedling_in_clinic": 0.03, "microdermabrasion_in_clinic": 0.02,
    },
    "products_during": {  # judgement
        "hyaluronic_serum": 0.4, "vitamin_c": 0.08, "maker_glide": 0.1, "oil": 0.02, "retinol": 0.01,
    },
    "device_state": {"device_shared": 0.03, "device_sound": 0.03, "device_clean": 0.05},  # ticked as wrong
    "symptoms": {  # judgement: most who look up a reaction have a common one
        "redness": 0.6, "tenderness": 0.3, "warmth": 0.2, "tightness": 0.25, "dryness": 0.25, "flaking": 0.2,
        "itch": 0.2, "stinging_burning": 0.2, "swelling_local": 0.15, "pinpoint_bleeding": 0.05,
        "bruising": 0.05, "petechiae": 0.04, "crusting": 0.05, "acne_flare": 0.1, "pain": 0.06,
        "pustules": 0.05, "rash_itchy": 0.04, "hives": 0.02, "fever": 0.02, "spreading_redness": 0.02,
        "pus_discharge": 0.02, "blisters_clustered": 0.02, "darkening": 0.04, "linear_marks": 0.02,
        "persistent_bumps": 0.03,
        "eye_redness": 0.01, "feeling_unwell": 0.02, "facial_swelling": 0.01, "breathing_difficulty": 0.003,
        "fainting": 0.005, "severe_pain": 0.005, "shared_device": 0.01,
    },
    "risk_factors": {
        "eczema": 0.06, "cold_sores": 0.1, "asthma": 0.06, "diabetes": 0.04,
        "contact_lenses": 0.1, "serum_needled": 0.15, "active_acne": 0.06, "anticoagulant": 0.02,
        "immunosuppressed": 0.02, "allergy_history": 0.04, "keloid_history": 0.04, "numbing_cream_used": 0.1,
    },
}  # fmt: skip
YES: Final[Mapping[str, float]] = {
    "first_session": 0.5, "device_sound": 0.97, "device_clean": 0.95, "device_shared": 0.03,
    "eye_and_mouth_cover": 0.8, "numbing_covered": 0.2, "symptoms.broken_needle.removed": 0.7,
    "symptoms.eye_grit.rinsed": 0.7, "begun_before": 0.15,
}  # fmt: skip
"""How often the answer is yes: judgement. Half of the first plans are by people who had a session before."""
ONE_OF: Final[Mapping[str, Sequence[str]]] = {
    "numbing_cream": (*["none"] * 17, "up_to_4_percent", "up_to_4_percent", "stronger"),
    "suction": ("none", "lowest", "lowest", "lowest", "medium", "high"),
    "last_reaction": (*["expected"] * 11, *["none"] * 6, "prolonged", "prolonged", "severe"),
    "skin_tone": (
        "always_burns",
        *["usually_burns"] * 7,
        *["sometimes_burns"] * 9,
        "seldom_burns",
        "brown",
        "black",
    ),
    "severity": (*["mild"] * 6, *["moderate"] * 3, "severe"),
    "trend": (*["improving"] * 6, *["stable"] * 3, "worsening"),
    "area": (*["cheeks"] * 6, *["forehead"] * 3, "outside_treated_area"),
}
"""How often each option is taken, by name or by the last part of the name: judgement. Other questions: the
first option nine times in ten, which is the usual device."""
NUMBERS: Final[Mapping[str, Sequence[float]]] = {
    "age": range(18, 71),
    "needle_mm": (0.2, 0.2, 0.25, 0.25, 0.25, 0.25, 0.25, 0.3, 0.3, 0.5),
    "days_since_last_session": (3, 7, 10, 14, 21, 30, 45, 60, 90, 200),
    "days_since.medicines": (0, 0, 0, 0, 1, 3, 7, 20, 60, 200),
    "days_since.recent_procedures": (3, 10, 20, 30, 45, 60, 90, 150, 250, 350),
    "days_since.skin_today": (0, 2, 5, 10, 14, 20, 28),
    "hours": (1, 4, 12, 24, 30, 60, 100),
    "count": (1, 2, 3, 6, 12),
    "hours_ago": (2, 20, 60, 200),
    "temperature_c": (37.6, 38, 38.4, 39),
}
"""The numbers that are given, each as often as the others: judgement."""
AREAS: Final = ("cheeks", "forehead", "chin", "nose", "neck", "around_mouth", "chest")
LAST_REACTIONS: Final = ONE_OF["last_reaction"][:-1]
"""How a session is logged: one that went badly ends in a hold and no second plan."""
LOGGED: Final = frozenset(
    {"areas", "device_kind", "needle_mm", "suction", "numbing_cream", "products_during"}
)
_EACH_TIME: Final = (
    "skin_today",
    "days_since.",
    "device_sound",
    "device_clean",
    "products_during",
    "numbing",
)
_USUAL: Final = 0.9


class Person(NamedTuple):
    """What one person says, whatever is asked. ``answers`` are those that they stay with."""

    luck: Random
    answers: dict[str, Answer]

    def says(self, asking: Asking) -> Answer:
        """Answer, and stay with it."""
        if asking.parts:
            return answers_together(asking.parts, [self.says(part) for part in asking.parts])
        if asking.question.id == STILL_SO:
            return self._what_changed(asking)
        if asking.tells:
            return _listed(asking, self.luck)
        if asking.never and self._new(asking.never):
            return NEVER
        answer = self._stays_with(asking.question.id, lambda: drawn(asking.question, self.luck))
        if not isinstance(answer, Chosen):
            return answer
        return Chosen((answer.options | self._creams(asking)) & asking.options.keys())

    def _stays_with(self, name: str, draw: Callable[[], Answer]) -> Answer:
        if name not in self.answers:
            self.answers[name] = draw()
        return self.answers[name]

    def _new(self, name: str) -> bool:
        """Whether there was no session before."""
        return self._stays_with(name, lambda: self.luck.random() < YES[name]) is True

    def _creams(self, asking: Asking) -> frozenset[str]:
        """The lines of a list that answer another question."""
        said = {
            name: self._stays_with(name, partial(self.luck.choice, ONE_OF[name])) for name in asking.extras
        }
        return frozenset(f"{name}.{one}" for name, one in said.items())

    def weeks_later(self) -> None:
        """Forget what is another on another day."""
        for name in [one for one in self.answers if one.startswith(_EACH_TIME)]:
            del self.answers[name]

    def _what_changed(self, asking: Asking) -> Answer:
        """One in five has something to change: one thing, whichever it is."""
        changed = self.luck.random() < CHANGED
        name = self.luck.choice(list(asking.options))
        if changed:
            self.answers.pop(name, None)
        if asking.question.kind == "many":
            return Chosen(frozenset({name} if changed else ()))
        return not changed


def drawn(question: Question, luck: Random) -> Answer:
    """An answer by chance, as the tables have it."""
    last = question.id.rsplit(".", 1)[-1]
    if question.not_sure and luck.random() < UNSURE:
        return NOT_SURE
    if question.id == "areas":
        return Chosen(frozenset(luck.sample(AREAS, luck.choice((1, 1, 2, 3)))))
    if question.kind == "many":
        return Chosen(frozenset(_ticked(CHANCES.get(question.id, {}), luck)))
    if question.kind == "yes_no":
        return luck.random() < YES.get(question.id, 0.1)
    if question.kind == "one":
        usual = ONE_OF.get(question.id) or ONE_OF.get(last)
        return luck.choice(usual) if usual else _mostly_first(list(question.options), luck)
    return luck.choice(_numbers(question, last))


def _numbers(question: Question, last: str) -> Sequence[float]:
    about = next((leaf.question for leaf, _ in question.when.leaves()), "")
    return NUMBERS.get(question.id) or NUMBERS.get(f"days_since.{about}") or NUMBERS[last]


def _mostly_first(options: list[str], luck: Random) -> str:
    return options[0] if luck.random() < _USUAL else luck.choice(options)


def _ticked(chances: Mapping[str, float], luck: Random) -> list[str]:
    return [one for one, often in chances.items() if luck.random() < often]


def _listed(asking: Asking, luck: Random) -> Answer:
    """The lines of a list of things that may be wrong, each by its chance."""
    chances = {one: often for one, often in CHANCES[asking.question.id].items() if one in asking.options}
    return Chosen(frozenset(_ticked(chances, luck)))
