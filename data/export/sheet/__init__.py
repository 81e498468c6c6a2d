"""One A4 page of findings with their charts as vectors, written without a browser: `python -m data.export.sheet`.

`sheet` says what stands on it, `making` has it written in a process of its own, `page` sets it, `figure` draws a chart
as Plotly describes it, with a pen of `pens`.
"""
