from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "levain.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.people import registered

        registered.say()
