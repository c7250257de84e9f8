"""XLSForm, the exchange format of questionnaires: a workbook of three sheets, survey, choices and settings.

Source: https://xlsform.org (specification). What a form asks that we cannot do is named, line by line.
"""
