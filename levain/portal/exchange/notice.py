"""The notice that goes with a package, in French: what it holds, what it does not, how to read it."""

from typing import Any

from levain.portal.exchange.shared import STAYS
from levain.programmes.models import Cohort

FICTIONAL = "\n**Session de démonstration : les personnes, les paroles et les chiffres sont fictifs.**\n"
TEXT = """# {title}
{fictional}
Ce dossier contient toute une session de l'accélérateur, dans des formats ouverts :

- `datapackage.json` décrit chaque table (Frictionless Data Package) ;
- {count} tables en CSV (UTF-8, virgule), une ligne par objet ;
- `places.geojson` situe les projets ;
- `files/` contient les pièces jointes, nommées par leur empreinte.

**Il contient des données personnelles** : noms, adresses, paroles. Gardez-le comme une sauvegarde.

## Lire les tables

- `id` est le numéro de la ligne dans ce dossier. Une colonne qui nomme une autre table porte ce numéro.
- Deux colonnes `…_type` et `…_id` nomment ensemble une ligne de n'importe quelle table.
- Une apostrophe précède un texte qu'un tableur prendrait pour une formule. Elle ne fait pas partie du texte.
- Les dates et heures sont en temps universel.

## Ce qui reste dans la maison d'origine

{stays}

## Reconstruire la session ailleurs

    levain import cohort CE_DOSSIER --dry-run
    levain import cohort CE_DOSSIER
"""


def written(cohort: Cohort, resources: list[dict[str, Any]]) -> str:
    return TEXT.format(
        title=f"{cohort.programme.name} — {cohort.name}",
        fictional=FICTIONAL if cohort.fictional else "",
        count=len(resources),
        stays="\n".join(f"- `{label}` : {why}" for label, why in STAYS.items()),
    )
