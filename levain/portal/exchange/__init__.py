"""A whole session of the programme in open formats: written as a data package, and rebuilt in another house."""

from levain.portal.exchange.bringing_in import import_cohort
from levain.portal.exchange.package import NotThisPackage
from levain.portal.exchange.taking_out import NoCohort, NotEmpty, export_cohort

__all__ = ["NoCohort", "NotEmpty", "NotThisPackage", "export_cohort", "import_cohort"]
