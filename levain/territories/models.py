"""Communes to regions and ad-hoc perimeters; who contains whom is one table, asked in one query."""

import re

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .folding import fold

CODE = re.compile(r"(\d{2}|2[AB])\d{0,3}", re.IGNORECASE)


class TerritoryQuerySet(models.QuerySet):
    def containing(self, *territories):
        """Every territory that contains one of these, themselves included."""
        return self.filter(inner_links__inner__in=territories).distinct()

    def within(self, *territories):
        """Every territory that lies inside one of these, themselves included."""
        return self.filter(outer_links__outer__in=territories).distinct()

    def communes(self):
        """The communes of today."""
        return self.filter(kind=Territory.Kind.COMMUNE)

    def find(self, text: str):
        """Communes by name, postcode or INSEE code, the nearest first; ask `current` of each, for some are former."""
        places = self.filter(kind__in=PLACES).select_related("successor")
        text = text.strip()[:LONGEST_QUESTION]
        if CODE.fullmatch(text):
            return places.filter(Q(code__startswith=text.upper()) | postcode_begins(text)).order_by(
                "-population", "code"
            )
        folded = fold(text)
        if not folded:
            return places.none()
        return (
            places.filter(folded__contains=folded)
            .exclude(kind=Territory.Kind.FORMER, folded=F("successor__folded"))
            .alias(
                nearness=Case(
                    When(folded=folded, then=Value(0)),
                    When(folded__startswith=folded, then=Value(1)),
                    When(folded__contains=f" {folded}", then=Value(2)),
                    default=Value(3),
                ),
                people=Coalesce("population", 0),
            )
            .order_by("nearness", "-people", "folded", "code")
        )


def postcode_begins(text: str) -> Q:
    return Q(postcodes__startswith=text) | Q(postcodes__contains=f" {text}")


LONGEST_QUESTION = 200


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
    code = models.CharField(max_length=20, db_index=True)
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

    def save(self, *args, **kwargs):
        self.folded = fold(self.name)
        if (fields := kwargs.get("update_fields")) and "name" in fields:
            kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)

    @property
    def current(self) -> "Territory":
        """The commune of today: itself, or the one that took over a former commune."""
        return self.successor or self

    @property
    def department_code(self) -> str:
        """What people put between brackets after the name of a commune."""
        code = self.current.code
        return code[:3] if code[:2] in ("97", "98") else code[:2]

    @property
    def label(self) -> str:
        """« Melle (79) »: a name that tells one commune from another; other territories have a name of their own."""
        return f"{self.current.name} ({self.department_code})" if self.kind in PLACES else self.name

    @property
    def hint(self) -> str:
        """What helps to recognise the commune in a list: the former name that was found, or the postcodes."""
        if self.successor:
            return gettext("formerly %(name)s") % {"name": self.name}
        return self.postcodes.replace(" ", ", ")


PLACES = (Territory.Kind.COMMUNE, Territory.Kind.FORMER)


class Containment(models.Model):
    """One territory lies inside another; every territory lies inside itself, so that one join answers."""

    # The constraint below already begins with `outer`: a second index would only slow the loading.
    outer = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="inner_links", db_index=False)
    inner = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="outer_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outer", "inner"], name="a_territory_is_contained_once")]


class PerimeterOutline(models.Model):
    """How a perimeter is drawn, for those that have an outline: rings of longitudes and latitudes."""

    perimeter = models.OneToOneField(Territory, on_delete=models.CASCADE, related_name="outline")
    rings = models.JSONField()
