from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "levain.support"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.support import mail_answers, registered

        registered.say()
        mail_answers.say()
