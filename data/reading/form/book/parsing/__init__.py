"""The readers of the process that parses workbooks. They import nothing of Cermin but each other, by relative names:
`child.py` finds this folder beside itself.
"""
