"""Communes to regions and ad-hoc perimeters; who contains whom is one table, asked in one query."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TerritoryQuerySet(models.QuerySet):
    def containing(self, *territories):
        """Every territory that contains one of these, themselves included."""
        return self.filter(inner_links__inner__in=territories).distinct()

    def within(self, *territories):
        """Every territory that lies inside one of these, themselves included."""
        return self.filter(outer_links__outer__in=territories).distinct()


class Territory(models.Model):
    """A place that public action knows by a code (INSEE, SIREN), or a perimeter drawn for a project."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("region")
        DEPARTMENT = "department", _("department")
        EPCI = "epci", _("intermunicipality")
        COMMUNE = "commune", _("commune")
        FORMER = "former", _("former commune")
        PERIMETER = "perimeter", _("perimeter")

    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    postcodes = models.CharField(max_length=200, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="former_communes"
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ["folded"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="one_territory_for_a_kind_and_code"),
            models.CheckConstraint(
                condition=~models.Q(kind="former") | models.Q(successor__isnull=False),
                name="a_former_commune_has_a_successor",
            ),
        ]

    def __str__(self):
        return self.name


class Containment(models.Model):
    """One territory lies inside another; every territory lies inside itself, so that one join answers."""

    outer = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="inner_links")
    inner = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="outer_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outer", "inner"], name="a_territory_is_contained_once")]
