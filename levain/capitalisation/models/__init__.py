"""Strand 4: evidence, finding, lesson, policy lead, report; each stands on the one before."""

from levain.capitalisation.models.corpus import CorpusMark, CorpusText
from levain.capitalisation.models.evidence import SIDES, WORK_ON_IT, Code, Evidence, Numbered, cohorts_worked_on
from levain.capitalisation.models.finding import COMPONENTS, Confidence, Finding, FindingEvidence, Reserve
from levain.capitalisation.models.lesson import Lesson, PolicyLead
from levain.capitalisation.models.practice import Part, PracticeSheet, SheetEdition, SheetGround, SheetReading
from levain.capitalisation.models.report import Citation, Edition, Figure, Paragraph, Report, Section

__all__ = [
    "COMPONENTS",
    "SIDES",
    "WORK_ON_IT",
    "Citation",
    "Code",
    "CorpusMark",
    "CorpusText",
    "Confidence",
    "Edition",
    "Evidence",
    "Figure",
    "Finding",
    "FindingEvidence",
    "Lesson",
    "Numbered",
    "Paragraph",
    "Part",
    "PolicyLead",
    "PracticeSheet",
    "Report",
    "Reserve",
    "Section",
    "SheetEdition",
    "SheetGround",
    "SheetReading",
    "cohorts_worked_on",
]
