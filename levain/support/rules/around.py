"""Contacts, obstacles and missions around a project."""

from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.projects.models import Project
from levain.projects.rules import READS, WRITES, audiences_read, codes, in_cohort
from levain.support.models import (
    Contact,
    Obstacle,
)
from levain.support.rules.needs import SUPPORTS_ON_SITE, THE_PROJECT


def can_read_contact(user, contact: Contact) -> Verdict:
    if contact.audience in audiences_read(user, contact.project):
        return GRANTED
    return refused(_("This contact was not written for you to read."))


def can_list_contacts(user, project: Project) -> Verdict:
    if codes(user, project) & READS[Audience.PROJECT]:
        return GRANTED
    return refused(_("The contacts are shown to the project's team and to those who support it."))


def can_record_contact(user, project: Project) -> Verdict:
    if codes(user, project) & (WRITES | SUPPORTS_ON_SITE):
        return GRANTED
    return refused(_("Only the project's team and those who support it record contacts."))


def can_read_obstacle(user, obstacle: Obstacle) -> Verdict:
    if obstacle.audience in audiences_read(user, obstacle.project):
        return GRANTED
    return refused(_("This obstacle was not written for you to read."))


def can_list_obstacles(user, project: Project) -> Verdict:
    if codes(user, project) or in_cohort(user, project.cohort):
        return GRANTED
    return refused(_("The obstacles of a project are shown to its team, its cohort and those who support it."))


def can_name_obstacle(user, project: Project) -> Verdict:
    if codes(user, project) & (WRITES | SUPPORTS_ON_SITE):
        return GRANTED
    return refused(_("Only the project's team and those who support it name its obstacles."))


def can_lift(user, obstacle: Obstacle) -> Verdict:
    if not codes(user, obstacle.project) & (THE_PROJECT | SUPPORTS_ON_SITE):
        return refused(_("Only the project's team and those who support it say that an obstacle is lifted."))
    if obstacle.lifted_on:
        return refused(_("This obstacle is already lifted."))
    return can_read_obstacle(user, obstacle)
