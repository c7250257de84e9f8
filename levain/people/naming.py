"""How French names an organisation in the middle of a sentence: « on attend la DDT des Vosges »."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

FEMININE = (
    "ddt ddtm dreal drieat deal dgtm drac commune mairie ville communauté métropole direction préfecture région"
)
MASCULINE = "ministère département parc conseil pays syndicat service"
ELIDED = "unité agence association office équipe ademe anct ars établissement"
ARTICLES = {
    **dict.fromkeys(FEMININE.split(), "la "),
    **dict.fromkeys(MASCULINE.split(), "le "),
    **dict.fromkeys(ELIDED.split(), "l’"),
}


def in_a_sentence(name: str) -> str:
    """The name with its article when its first word asks for one; a name of its own is left alone."""
    first = name.partition(" ")[0]
    article = ARTICLES.get(first.lower())
    if article is None:
        return name
    if not (get_language() or "").startswith("fr"):
        return _("the %(name)s") % {"name": name}
    return article + (name if first.isupper() else name[0].lower() + name[1:])
