"""`levain evaluate`: every figure of a cohort with its method, n and rows."""

import json

import pytest
from click.testing import CliRunner

from levain.portal import command
from tests.evaluation.factories import ObjectiveFactory, RatingFactory


@pytest.fixture(autouse=True)
def _in_a_house_already_open(monkeypatch):
    monkeypatch.setattr(command, "open_house", lambda: None)


def run(*arguments):
    return CliRunner().invoke(command.main, ["evaluate", *arguments])


@pytest.fixture
def cohort():
    return RatingFactory(objective=ObjectiveFactory(project__name="Jardins"), level=0).objective.project.cohort


def test_evaluate_says_each_figure_with_its_method_its_count_and_its_rows(cohort):
    told = json.loads(run(cohort.slug, "--json").output)
    [figure] = [one for one in told if one["method"] == "M-GAS"]

    assert (figure["method"], figure["subject"], figure["value"]) == ("M-GAS", "Jardins", 50)
    assert (figure["n"], figure["invited"], len(figure["rows"])) == (1, 1, 1)
    assert figure["parameters"]["rho"] == 0.3


def test_evaluate_is_read_in_a_terminal_too(cohort):
    told = run(cohort.slug).output.splitlines()

    [line] = [line for line in told if line.startswith("M-GAS")]
    assert line.startswith("M-GAS     Jardins: ")
    assert line.endswith("50 points (n = 1/1)")
    assert told[-1] == f"{len(told) - 1} figures"


def test_evaluate_names_the_cohorts_when_this_one_is_unknown(cohort):
    told = run("inconnue")

    assert told.exit_code == 1
    assert cohort.slug in told.output
