from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "levain.evaluation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.evaluation import impact_registered, project_registered, registered

        registered.say()
        project_registered.say()
        impact_registered.say()
