"""The words of a letter with what stands in braces: filled for one application, or said to be unknown or missing.

From `{si_name}` to `{fin}` the words stay only if `name` says something. A paragraph that needs a value which says
nothing (no remark may be passed on, no support fits) goes; one that the team has to give keeps its braces, in sight.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

BRACES = re.compile(r"\{([^{}\s]*)\}")
ONLY_IF = re.compile(r"\{si_([a-z_]+)\}((?:(?!\{si_).)*?)\{fin\}", re.S)
# What each application brings.
OF_THE_FILE = {
    "titre": _("the title of the application"),
    "salutation": _("good day to each of those who wrote it"),
    "motif": _("the reason of the decision"),
    "rang": _("its rank in the reserve"),
    "remarques": _("the remarks that jurors let go, as they wrote them"),
    "pistes": _("the supports that match what they wrote"),
    "correspondant": _("whom they can meet in the State service of their territory"),
    "accord_evaluation": _("whether they agreed to be called for the evaluation"),
    "lien_accord": _("the address that takes this consent back"),
}
# What is the same for the whole call.
OF_THE_CALL = {
    "nombre_candidatures": _("how many applications were received"),
    "nombre_retenus": _("how many are retained"),
    "date_jury": _("the day of the jury"),
}
# What the team writes once.
OF_THE_TEAM = {
    "signataire": _("who signs"),
    "accompagnateur": _("who will call the projects retained"),
    "date_seminaire": _("the day of the first seminar"),
    "date_limite_appel": _("until when they can call"),
}
KNOWN = {**OF_THE_FILE, **OF_THE_CALL, **OF_THE_TEAM}
# These may say nothing: the paragraph that holds one of them goes with it.
MAY_BE_EMPTY = frozenset(
    {"remarques", "pistes", "correspondant", "rang", "lien_accord", "accord_evaluation", "motif"}
)


def unknown(text: str) -> list[str]:
    """What stands in braces and is none of ours."""
    known = {*KNOWN, "fin", *(f"si_{name}" for name in KNOWN)}
    return [name for name in BRACES.findall(text) if name not in known]


def unfinished(text: str) -> list[str]:
    """What the team has still to give."""
    return list(dict.fromkeys(BRACES.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The letter of one application. What people wrote is put in last: braces of theirs are only braces."""
    text = ONLY_IF.sub(lambda found: found[2] if values.get(found[1]) else "", text)
    kept = [paragraph for paragraph in re.split(r"\n[ \t]*\n", text) if _stands(paragraph, values)]
    return "\n\n".join(_put(paragraph, values).strip() for paragraph in kept)


def one_line(text: str, values: Mapping[str, str]) -> str:
    return " ".join(_put(text, values).split())


def _stands(paragraph: str, values: Mapping[str, str]) -> bool:
    if not paragraph.strip():
        return False
    return all(values.get(name) for name in BRACES.findall(paragraph) if name in MAY_BE_EMPTY)


def _put(text: str, values: Mapping[str, str]) -> str:
    return BRACES.sub(lambda found: _safe(values.get(found[1], "")) or found[0], text)


def _safe(value: str) -> str:
    """Braces that people typed are not ours: they would look like something left to fill."""
    return str(value).replace("{", "(").replace("}", ")")
