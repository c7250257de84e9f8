from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "levain.design"
    default_auto_field = "django.db.models.BigAutoField"
