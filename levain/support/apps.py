from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "levain.support"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from levain.foundation.starting import when_serving
        from levain.foundation.work import every_tick
        from levain.support import mail_answers, registered
        from levain.support.services import mailboxes
        from levain.support.services.curation import check_links
        from levain.support.services.ranking import read_catalogue

        registered.say()
        mail_answers.say()
        every_tick(check_links)
        every_tick(mailboxes.remind)
        when_serving(read_catalogue)
