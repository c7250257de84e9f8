from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "levain.foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.foundation import access, access_routes  # noqa: F401

        access.load()
