from django.apps import AppConfig


class CapitalisationConfig(AppConfig):
    name = "levain.capitalisation"
    default_auto_field = "django.db.models.BigAutoField"
