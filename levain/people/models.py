"""Persons, the organisations they belong to, and the roles they hold: the only source of rights."""

import secrets
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.territories.models import Territory


class RoleCode(models.TextChoices):
    BEARER = "bearer", _("project bearer")
    MEMBER = "member", _("member of the collective")
    OBSERVER = "observer", _("observer")
    LOCAL_AUTHORITY = "local_authority", _("local authority")
    STATE_SERVICE = "state_service", _("State service")
    PROGRAMME_LEAD = "programme_lead", _("national team")
    ADVISER = "adviser", _("adviser")
    FACILITATOR = "facilitator", _("facilitator")
    EXPERT = "expert", _("expert")
    PARTNER = "partner", _("partner")
    JUROR = "juror", _("juror")
    JURY_CHAIR = "jury_chair", _("jury chair")
    EVALUATOR = "evaluator", _("evaluator")
    ADMINISTRATOR = "administrator", _("administrator")


class Held(NamedTuple):
    """A role held now: its code, and what it is held for."""

    code: str
    scope_type: int
    scope_id: int
    organisation: int | None


class UserManager(BaseUserManager):
    def create_user(self, email, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_unusable_password()
        user.save()
        return user


class User(AbstractBaseUser):
    """A person, known by her address. She has no password: she receives a code."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="fr", choices=settings.LANGUAGES)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    wants_letters = models.BooleanField(default=True)
    fictional = models.BooleanField(default=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="an_address_belongs_to_one_person")]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name

    @cached_property
    def roles_held(self) -> tuple[Held, ...]:
        """The roles held today: one query a request, whatever the number of questions asked."""
        rows = self.roles.in_force().values_list("code", "scope_type_id", "scope_id", "organisation_id")
        return tuple(Held(*row) for row in rows)

    def holds(self, *codes: str, on: models.Model | None = None) -> bool:
        """Whether she holds one of these roles, on this very scope if one is given."""
        if on is None:
            return any(held.code in codes for held in self.roles_held)
        scope = ContentType.objects.get_for_model(on).pk
        return any(
            held.code in codes and (held.scope_type, held.scope_id) == (scope, on.pk) for held in self.roles_held
        )

    def codes_on(self, *scopes: models.Model) -> set[str]:
        """The codes of her roles on any of these scopes."""
        wanted = {(ContentType.objects.get_for_model(scope).pk, scope.pk) for scope in scopes}
        return {held.code for held in self.roles_held if (held.scope_type, held.scope_id) in wanted}

    def scopes(self, model: type[models.Model], *codes: str) -> list[int]:
        """The ids of the objects of a class on which she holds one of these codes (any code if none is named)."""
        kind = ContentType.objects.get_for_model(model).pk
        return [
            held.scope_id for held in self.roles_held if held.scope_type == kind and (not codes or held.code in codes)
        ]


class Organisation(models.Model):
    """A collective, a local authority, a State service…, with the territories it covers."""

    class Kind(models.TextChoices):
        COLLECTIVE = "collective", _("informal collective")
        ASSOCIATION = "association", _("association")
        COOPERATIVE = "cooperative", _("cooperative")
        COMMUNE = "commune", _("commune")
        EPCI = "epci", _("intermunicipality")
        STATE_SERVICE = "state_service", _("State service")
        MINISTRY = "ministry", _("ministry")
        COMPANY = "company", _("company")
        OTHER = "other", _("other")

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind)
    service = models.CharField(max_length=12, blank=True)
    territories = models.ManyToManyField(Territory, blank=True, related_name="organisations")
    # The address that several people of a service read: never shown in public.
    mailbox = models.EmailField(blank=True)
    general_knowledge = models.BooleanField(default=False)
    fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Affiliation(models.Model):
    """A person belongs to an organisation, from a date to another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(until__isnull=True),
                name="a_person_belongs_once_to_an_organisation",
            )
        ]


class RoleQuerySet(models.QuerySet):
    def in_force(self, on=None):
        day = on or timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def on(self, *scopes):
        """The roles held on any of these scopes."""
        wanted = Q(pk__in=[])
        for scope in scopes:
            wanted |= Q(scope_type=ContentType.objects.get_for_model(scope), scope_id=scope.pk)
        return self.filter(wanted)


class Role(models.Model):
    """Held for something: a programme, a cohort, a call, a project or a territory; with dates."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    code = models.CharField(max_length=16, choices=RoleCode)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    scope_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    scope_id = models.PositiveBigIntegerField()
    scope = GenericForeignKey("scope_type", "scope_id")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["scope_type", "scope_id", "code"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "code", "scope_type", "scope_id"],
                condition=Q(until__isnull=True),
                name="a_role_is_held_once_on_a_scope",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="a_role_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.get_code_display()})"


def token_digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def in_seven_days():
    return timezone.now() + timedelta(days=7)


class AccessKey(models.Model):
    """Lets a program read as one person in one of her roles, no more, and for a time; only its digest is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_keys")
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=16, choices=RoleCode)
    scope_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    scope_id = models.PositiveBigIntegerField()
    scope = GenericForeignKey("scope_type", "scope_id")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.expires_at > timezone.now()


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Neither accepted nor withdrawn; those that have expired may be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self):
        return self.pending().filter(expires_at__gt=timezone.now())

    def to(self, scope):
        """The invitations to hold a role on this scope."""
        return self.filter(scope_type=ContentType.objects.get_for_model(scope), scope_id=scope.pk)

    def withdraw(self):
        return self.open().update(withdrawn_at=timezone.now())


class Invitation(models.Model):
    """A door opened to one address for one role; single use, seven days."""

    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=16, choices=RoleCode)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    scope_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    scope_id = models.PositiveBigIntegerField()
    scope = GenericForeignKey("scope_type", "scope_id")
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=in_seven_days)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self):
        return f"{self.name or self.email} ({self.get_code_display()})"

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(24)

    @property
    def is_open(self) -> bool:
        return not (self.accepted_at or self.withdrawn_at) and self.expires_at > timezone.now()
