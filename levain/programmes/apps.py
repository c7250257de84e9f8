from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "levain.programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.programmes import registered

        registered.say()
