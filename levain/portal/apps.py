from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "levain.portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.design import menu
        from levain.foundation import clock, registry, work
        from levain.people import account, keys
        from levain.portal import between, checks  # noqa: F401
        from levain.portal.extracts import taking
        from levain.portal.menu import everybody, signed_in
        from levain.programmes.models import Cohort, Programme
        from levain.projects.models import Project
        from levain.seminars.between import add_source
        from levain.territories.models import Territory

        if settings.DEMONSTRATION_DAY:
            clock.tell(clock.standing_on(settings.DEMONSTRATION_DAY))
        account.add_link(_("What programs may read"), "portal:open_data")
        keys.opens(Programme, Cohort, Project, Territory)
        add_source(between.meetings)
        registry.word(
            **{
                "recoco.taken": _("%(actor)s took the projects of the session out for another service"),
                "extract.taken": _("%(actor)s took a list of the session out as a table"),
            }
        )
        work.every_tick(taking.sweep)
        menu.add(signed_in, order=1)
        menu.add(everybody, order=2)
