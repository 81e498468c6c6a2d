"""A costed training plan under legal and practical limits: which batches, whose seats, in which months.

Order of reading: `limits` (what may not be broken), `case` (frames made ready), `value` (what a seat is worth),
`model` and `solve` (the optimum), `schedule` (months), `greedy` (the baseline always shown beside it),
`steps` (a first plan at once, then better ones), `infeasible`, `curve`, `sensitivity`, `report` (what is handed in).
"""
