from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "levain.questionnaires"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.questionnaires import registered

        registered.say()
