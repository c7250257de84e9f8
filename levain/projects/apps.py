from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "levain.projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.projects import registered

        registered.say()
