import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from levain.formulas.budget import balance
from levain.foundation import sheets
from levain.projects import services
from levain.projects.models import BudgetLine
from tests.projects import factories as f


def url(name, project, *args):
    return reverse(f"projects:{name}", args=[project.slug, *args])


def a_line(project, side="expense", state="planned", label="Bois", amount="100", **said):
    by = f.bearer_of(project)
    return services.add_budget_line(
        project, by=by, side=side, state=state, label=label, amount=Decimal(amount), **said
    )


def test_what_is_missing_is_what_no_resource_obtained_covers():
    told = balance(
        (state, Decimal(amount))
        for state, amount in [
            *(("planned", "1000"), ("spent", "200.50"), ("obtained", "400")),
            *(("asked", "300"), ("wished", "5000"), ("refused", "9000")),
        ]
    )

    assert (told.expenses, told.missing, told.missing_if_asked_comes) == (
        Decimal("1200.50"),
        Decimal("800.50"),
        Decimal("500.50"),
    )


def test_more_than_enough_leaves_something_over_and_nothing_missing():
    told = balance([("spent", Decimal(100)), ("obtained", Decimal(130))])

    assert (told.missing, told.left_over) == (0, 30)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1 250,50", "1250.50"),
        ("1\u202f250 €", "1250"),
        ("12.5", "12.50"),
        ("50000000", "50000000"),
        ("0,01", "0.01"),
    ],
)
def test_an_amount_is_read_as_people_write_it(client, project, typed, kept):
    client.force_login(f.bearer_of(project))

    client.post(url("add_expense", project), {"label": "Bois", "amount": typed, "state": "planned"})

    assert BudgetLine.objects.get().amount == Decimal(kept)


@pytest.mark.parametrize("typed", ["-5", "−5", "0", "50000000,01", "1e9", "NaN", "dix", "1,234", "", "9" * 30])
def test_an_absurd_amount_is_given_back_as_it_was_typed(client, project, typed):
    client.force_login(f.bearer_of(project))

    page = client.post(url("add_expense", project), {"label": "Bois", "amount": typed, "state": "planned"})

    assert "amount" in page.context["form"].errors
    assert page.context["form"]["amount"].value() == typed
    assert not BudgetLine.objects.exists()


def test_an_expense_is_not_asked_for_nor_a_resource_spent(client, project):
    client.force_login(f.bearer_of(project))

    page = client.post(url("add_expense", project), {"label": "Bois", "amount": "5", "state": "asked"})

    assert "state" in page.context["form"].errors
    with pytest.raises(IntegrityError), transaction.atomic():
        a_line(project, side="resource", state="spent")
    with pytest.raises(IntegrityError), transaction.atomic():
        a_line(project, amount="-1")


def test_a_line_added_twice_with_one_token_is_one_line(client, project):
    client.force_login(f.bearer_of(project))
    token = client.get(url("add_resource", project)).context["form"]["token"].value()
    typed = {"label": "Fondation", "amount": "500", "state": "asked", "who": "Une fondation", "token": token}

    for _time in range(2):
        client.post(url("add_resource", project), typed)

    assert BudgetLine.objects.count() == 1


def test_the_page_shows_each_total_with_its_rows_and_what_is_missing(client, project):
    a_line(project, amount="1200")
    a_line(project, side="resource", state="obtained", label="Commune", amount="450,5".replace(",", "."))
    a_line(project, side="resource", state="asked", label="Fondation", amount="300")
    client.force_login(f.state_agent_of(project))

    shown = client.get(url("budget", project)).content.decode().replace("\u202f", " ").replace("\u00a0", " ")

    assert "749,50 €" in shown
    assert "449,50 € si ce qui est demandé arrive (300 €)" in shown


def test_a_line_changed_by_two_people_is_compared(client, project):
    line = a_line(project)
    services.edit_budget_line(line, by=f.member_of(project), version=1, amount=Decimal(120))
    client.force_login(f.bearer_of(project))

    typed = {"label": "Bois", "amount": "90", "state": "planned", "version": 1}
    page = client.post(url("edit_budget_line", project, line.pk), typed)

    assert page.context["form"].now
    line.refresh_from_db()
    assert (line.amount, line.history.count()) == (120, 2)


def test_a_line_is_removed_by_the_team_only(client, project):
    line = a_line(project)
    client.force_login(f.state_agent_of(project))
    assert client.post(url("remove_budget_line", project, line.pk)).status_code == 403
    client.force_login(f.official_of(project))

    client.post(url("remove_budget_line", project, line.pk))

    assert not BudgetLine.objects.exists()


def test_a_line_removed_twice_is_said_to_be_gone(client, project):
    line = a_line(project)
    client.force_login(f.bearer_of(project))
    page = f"http://testserver{url('budget', project)}"
    client.post(url("remove_budget_line", project, line.pk), headers={"referer": page})

    again = client.post(url("remove_budget_line", project, line.pk), headers={"referer": page})

    assert again.status_code == 404
    assert "Ce n’est plus ici" in again.text
    assert f'href="{page}"' in again.text


def test_the_table_holds_the_lines_and_runs_no_formula(client, project):
    a_line(project, label="=HYPERLINK(1)", amount="10.5", on=date(2026, 2, 3), who="@moi")
    client.force_login(f.bearer_of(project))

    answer = client.get(url("budget_csv", project))

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert rows == [
        {
            "project": project.slug,
            "side": "expense",
            "label": "'=HYPERLINK(1)",
            "amount_eur": "10.50",
            "state": "planned",
            "date": "2026-02-03",
            "from_or_to": "'@moi",
            "fictional": "false",
        }
    ]
    fields = client.get(url("budget_schema", project)).json()["fields"]
    assert [field["name"] for field in fields] == list(rows[0])


def test_a_schema_says_the_unit_and_the_closed_lists():
    told = sheets.schema([sheets.Column("amount", "number", "Montant", unit="EUR", one_of=("1", "2"))])

    assert told["fields"] == [
        {
            "name": "amount",
            "type": "number",
            "title": "Montant",
            "unit": "EUR",
            "constraints": {"enum": ["1", "2"]},
        }
    ]
