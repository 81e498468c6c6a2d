"""Training needs: who falls short of a standard, how sure that is, whether training is the answer, what could help.

Order of reading: `persons` (shrunken person scores and gaps; planners only), `ranking` (needs of groups and how robust
their order is), `causes` (the test "not a training problem"), `programmes` (the catalogue made ready, and matches).
"""
