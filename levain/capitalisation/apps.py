from django.apps import AppConfig


class CapitalisationConfig(AppConfig):
    name = "levain.capitalisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.capitalisation import practice_registered, registered, talk_registered

        registered.say()
        practice_registered.say()
        talk_registered.say()
