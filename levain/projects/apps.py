from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "levain.projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.foundation.work import every_tick
        from levain.projects import file_registered, registered
        from levain.projects.services import ask_again

        registered.say()
        file_registered.say()
        every_tick(ask_again)
