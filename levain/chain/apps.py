from django.apps import AppConfig


class ChainConfig(AppConfig):
    name = "levain.chain"
    default_auto_field = "django.db.models.BigAutoField"
