"""Strand 4: evidence, finding, lesson, policy lead, report; each stands on the one before."""

from levain.capitalisation.models.code import ChildMoved, Code, CodeChange
from levain.capitalisation.models.coding import Coding, FormerCoding
from levain.capitalisation.models.corpus import CorpusMark, CorpusText
from levain.capitalisation.models.evidence import SIDES, WORK_ON_IT, Evidence, Numbered, cohorts_worked_on
from levain.capitalisation.models.finding import COMPONENTS, Confidence, Finding, FindingEvidence, Reserve
from levain.capitalisation.models.former import FormerPassage
from levain.capitalisation.models.lesson import Lesson, PolicyLead
from levain.capitalisation.models.memo import Memo
from levain.capitalisation.models.practice import Part, PracticeSheet, SheetEdition, SheetGround, SheetReading
from levain.capitalisation.models.report import Citation, Edition, Figure, Paragraph, Report, Section

__all__ = [
    "COMPONENTS",
    "SIDES",
    "WORK_ON_IT",
    "ChildMoved",
    "Citation",
    "Code",
    "CodeChange",
    "Coding",
    "CorpusMark",
    "CorpusText",
    "Confidence",
    "Edition",
    "Evidence",
    "Figure",
    "Finding",
    "FindingEvidence",
    "FormerCoding",
    "FormerPassage",
    "Lesson",
    "Memo",
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
