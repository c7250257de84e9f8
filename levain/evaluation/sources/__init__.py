"""What each subject gives to the figures of the evaluation (`levain/evaluation/figures.py`): one file per subject."""
