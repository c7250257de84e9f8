"""Applications received elsewhere, read into one shape: Démarches simplifiées, and the rows of a workbook.

GraphQL names and pagination of Démarches simplifiées: demarches-simplifiees/demarches-simplifiees.fr, stored query
`ds-query-v2` and `schema.graphql`.
"""
