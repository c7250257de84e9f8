from levain.questionnaires.views.reading import questionnaire, questionnaires

__all__ = ["questionnaire", "questionnaires"]
