"""Training needs: who falls short of a standard, how sure that is, whether training is the answer, what could help.

Order of reading: `true_levels`, `persons` (person scores and what to believe of them; planners only), `ranking` (needs
of groups and how robust their order is), `causes` (the test "not a training problem"), `programmes` (the catalogue
made ready, and matches).
"""
