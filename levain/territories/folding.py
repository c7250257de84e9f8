"""How a name is compared: as people type it, without accents, hyphens or capitals."""

import re
import unicodedata

SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """« L'Île-d'Œuf » and "l ile d oeuf" are the same name; so are St and Saint."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return " ".join(SHORT.get(word, word) for word in WORD.findall(bare))
