from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "levain.selection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.selection import admission_registered, registered

        registered.say()
        admission_registered.say()
