"""Strand 4: evidence, finding, lesson, policy lead, report; each stands on the one before."""

from levain.capitalisation.models.code import ChildMoved, Code, CodeChange
from levain.capitalisation.models.coding import Coding, FormerCoding
from levain.capitalisation.models.corpus import CorpusMark, CorpusText
from levain.capitalisation.models.discussed import Candidate, Objection, Reader, Remark, Rereading
from levain.capitalisation.models.evidence import SIDES, UNSETTLED, WORK_ON_IT, Evidence, Numbered, cohorts_worked_on
from levain.capitalisation.models.finding import COMPONENTS, Confidence, Finding, FindingEvidence, Reserve
from levain.capitalisation.models.following import FollowUp, LeadAnswer, Sending
from levain.capitalisation.models.former import FormerPassage
from levain.capitalisation.models.lesson import Lesson, PolicyLead
from levain.capitalisation.models.memo import Memo
from levain.capitalisation.models.outside import DocumentParagraph, DocumentVersion, OutsideDocument
from levain.capitalisation.models.practice import Part, PracticeSheet, SheetEdition, SheetGround, SheetReading
from levain.capitalisation.models.report import Citation, Edition, Figure, Paragraph, Report, Section
from levain.capitalisation.models.showing import Showing
from levain.capitalisation.models.together import Because, State, WrittenTogether
from levain.capitalisation.models.voices import Clearance, Paraphrase, Pseudonym, VoiceAnswer, VoiceAsk

__all__ = [
    "Because",
    "COMPONENTS",
    "Candidate",
    "ChildMoved",
    "Citation",
    "Clearance",
    "Code",
    "CodeChange",
    "Coding",
    "Confidence",
    "CorpusMark",
    "CorpusText",
    "DocumentParagraph",
    "DocumentVersion",
    "Edition",
    "Evidence",
    "Figure",
    "Finding",
    "FindingEvidence",
    "FollowUp",
    "FormerCoding",
    "FormerPassage",
    "LeadAnswer",
    "Lesson",
    "Memo",
    "Numbered",
    "Objection",
    "OutsideDocument",
    "Paragraph",
    "Part",
    "PolicyLead",
    "PracticeSheet",
    "Reader",
    "Remark",
    "Report",
    "Rereading",
    "Reserve",
    "SIDES",
    "Section",
    "Sending",
    "SheetEdition",
    "SheetGround",
    "SheetReading",
    "State",
    "UNSETTLED",
    "WORK_ON_IT",
    "WrittenTogether",
    "Showing",
    "Paraphrase",
    "Pseudonym",
    "VoiceAnswer",
    "VoiceAsk",
    "cohorts_worked_on",
]
