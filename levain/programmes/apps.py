from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "levain.programmes"
    default_auto_field = "django.db.models.BigAutoField"
