"""The first screen of each role: one module for each, which says what its template shows and asks at most 12 queries.

A module offers TEMPLATE and `context(user, hat)`; `hats` says which of them a person may see, and which she chose.
"""

from levain.portal.first_screens import (
    addressed,
    administrator,
    adviser,
    applicant,
    evaluator,
    facilitator,
    jury,
    local_authority,
    national_team,
    nobody,
    project_team,
    state_service,
)

SCREENS = {
    "projet": project_team,
    "collectivite": local_authority,
    "etat": state_service,
    "equipe-nationale": national_team,
    "accompagnement": adviser,
    "animation": facilitator,
    "expertise": addressed,
    "partenariat": addressed,
    "jury": jury,
    "evaluation": evaluator,
    "administration": administrator,
    "candidature": applicant,
    "": nobody,
}
