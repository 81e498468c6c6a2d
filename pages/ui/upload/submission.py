"""What a planner submits: where it lies, what was said about it, what was understood, what became of it."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from data.batches.comparing import Comparison
from data.publishing.waiting import Outcome, Subject
from data.reading.form.table.table import Question
from data.reading.upload import Upload
from data.terms.problems import Problem
from pages.ui.upload import answers
from pages.ui.upload.bundle import Bundle


@dataclass(frozen=True)
class Found:
    """What one reading gave. `comparison` and `touched` (see `data.publishing.publish.touched`) only where rows can be
    saved. `overtaken`: who changed what is stored between preview and Save, and when."""

    upload: Upload
    comparison: Comparison | None = None
    touched: pd.DataFrame | None = None
    overtaken: Problem | None = None

    @property
    def savable(self) -> bool:
        """Whether there is anything to save and nothing that forbids it."""
        return self.comparison is not None and not (self.comparison.earlier or self.comparison.conflicts)

    def settle(self, submission: "Submission") -> None:
        submission.found, submission.refused = self, []
        submission.step = "ask" if self.upload.questions else "check"


@dataclass(frozen=True)
class Saved:
    """What became of a file: its batch, what it changed (`touched`), and what became of that when it was published.
    `failed`: the batch stands, but publishing broke off. Of several files: the first batch, and the rows of all."""

    batch: int
    rows: int
    kind: str
    touched: list[Subject]
    released: list[Outcome]
    failed: bool = False

    def settle(self, submission: "Submission") -> None:
        """The file and what was made of it go, but for what was refused."""
        submission.saved, submission.step = self, "done"
        for path in submission.folder.iterdir():
            if path != submission.found.upload.refused:
                path.unlink(missing_ok=True)


@dataclass
class Submission:
    """`step` is choose, ask, check or done; while `job` (its number) is set the planner waits. `given` is the mapping
    as far as the planner said it; `answers` are answers not yet given to the reader (see `answers`). Of several files
    all about them is in `several`, and `found` stays empty."""

    step: str = "choose"
    number: int = 0
    folder: Path | None = None
    file_name: str = ""
    given: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    found: Found | None = None
    several: Bundle | None = None
    job: str | None = None
    saved: Saved | None = None
    refused: list[Problem] = field(default_factory=list)
    expired: bool = False

    @property
    def file(self) -> Path:
        return self.folder / "file"

    @property
    def waits(self) -> bool:
        """Whether what was uploaded is still there to go on with."""
        return self.folder.is_dir() if self.several else self.file.exists()

    @property
    def asked(self) -> list[Question]:
        """The questions that can be answered now."""
        return self.several.asked if self.several else answers.askable(self.found.upload.questions)

    @property
    def region(self) -> str | None:
        """The region the file, or every one of several files, is of."""
        return self.several.region if self.several else self.found.upload.mapping.get("region")
