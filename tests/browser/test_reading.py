"""What is shown of a conversation is marked as read: by itself with a script, by a button without."""

from tests.browser.visitor import PHONE

SUBJECT, NEW = "Dormir sur place au prochain séminaire", "Du nouveau dans les conversations"
MINE, BUTTON = "/espace/projets/plombieres/", "J’ai lu ces messages"


def new_subjects(visitor):
    visitor.opens(MINE)
    return visitor.page.locator("main").get_by_role("link", name=SUBJECT).count()


def test_the_page_marks_what_it_shows_and_its_button_goes(visitor):
    renee = visitor("Renée R.", screen=PHONE)
    assert new_subjects(renee) == 1

    with renee.page.expect_response(lambda answer: answer.url.endswith("/lu/")) as marked:
        renee.page.locator("main").get_by_role("link", name=SUBJECT).click()

    assert marked.value.status == 204
    renee.page.get_by_role("button", name=BUTTON).wait_for(state="detached")
    renee.looks()
    assert new_subjects(renee) == 0


def test_without_scripts_a_button_marks_it(visitor):
    ines = visitor("Inès K.", screen=PHONE, scripts=False)
    address = (
        visitor("Inès K.").opens(f"{MINE}conversations/").page.get_by_role("link", name=SUBJECT).get_attribute("href")
    )
    ines.opens(address).sends(BUTTON)

    assert ines.page.get_by_role("button", name=BUTTON).count() == 0
