from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "levain.portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.design import menu
        from levain.portal import checks  # noqa: F401
        from levain.portal.menu import everybody, signed_in

        menu.add(signed_in, order=1)
        menu.add(everybody, order=2)
