from django.apps import AppConfig


class SeminarsConfig(AppConfig):
    name = "levain.seminars"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.seminars import registered  # noqa: F401
