from levain.evaluation.services.agreements import (
    NobodyNamed,
    OffTheScale,
    WordsChanged,
    agree_to_publish,
    give_views,
    sign,
    take_back,
)
from levain.evaluation.services.expectations import (
    AlreadyTakenUp,
    ListsClosed,
    NothingToCompare,
    change_expectation,
    compare,
    hand_in,
    remove_expectation,
    take_up,
    undo,
    write_expectation,
)
from levain.evaluation.services.framework import adopt_framework, load_framework
from levain.evaluation.services.objectives import (
    AlreadyRated,
    LevelsIncomplete,
    NotSettled,
    NotTheirWords,
    TooMany,
    WeightIncomplete,
    WordsMissing,
    draft_objective,
    settle_objective,
    withdraw_objective,
)
<<<<<<< HEAD
from levain.evaluation.services.ties import (
    NotAgreed,
    WaveClosed,
    add_to_roster,
    answer_sheet,
    decline_sheet,
    fill_roster,
    leave_roster,
    open_wave,
=======
from levain.evaluation.services.rating import (
    NothingToConfirm,
    TooLate,
    confirm,
    confirm_all,
    converse,
    rate,
>>>>>>> a18e9b9 (evaluation: Sign the objectives, converse and confirm at once, sum up what each side thinks.)
)

__all__ = [
    "AlreadyRated",
    "AlreadyTakenUp",
    "LevelsIncomplete",
    "ListsClosed",
<<<<<<< HEAD
    "NotAgreed",
=======
    "NobodyNamed",
>>>>>>> a18e9b9 (evaluation: Sign the objectives, converse and confirm at once, sum up what each side thinks.)
    "NotSettled",
    "NotTheirWords",
    "NothingToCompare",
    "NothingToConfirm",
    "OffTheScale",
    "TooLate",
<<<<<<< HEAD
    "WaveClosed",
=======
    "TooMany",
>>>>>>> a18e9b9 (evaluation: Sign the objectives, converse and confirm at once, sum up what each side thinks.)
    "WeightIncomplete",
    "WordsChanged",
    "WordsMissing",
    "add_to_roster",
    "adopt_framework",
    "agree_to_publish",
    "change_expectation",
    "compare",
    "answer_sheet",
    "confirm",
<<<<<<< HEAD
    "decline_sheet",
=======
    "confirm_all",
    "converse",
>>>>>>> a18e9b9 (evaluation: Sign the objectives, converse and confirm at once, sum up what each side thinks.)
    "draft_objective",
    "give_views",
    "hand_in",
    "fill_roster",
    "leave_roster",
    "load_framework",
    "open_wave",
    "rate",
    "remove_expectation",
    "settle_objective",
    "sign",
    "take_back",
    "take_up",
    "undo",
    "withdraw_objective",
    "write_expectation",
]
