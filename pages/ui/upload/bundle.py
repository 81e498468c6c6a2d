"""Several files a planner submits at once: how each is read, what was understood, and what they ask together."""

from dataclasses import dataclass, field

import pandas as pd

from data.batches.comparing import RatedTwice
from data.batches.together import Standing
from data.reading import several
from data.reading.form.table.table import Question
from data.reading.several import Part
from data.reading.upload import Upload
from data.terms.problems import Problem
from pages.ui.upload import answers
from pages.ui.upload.answers import askable, key


@dataclass
class Bundle:
    """`uploads` and `standings` follow `parts`; the standings are empty while a question is open. `problems` are of
    ZIPs. `answered` holds the answers of all rounds under the keys of shared questions. `touched` is, per file, what
    publishing would change (`data.publishing.publish.touched`), or None; `rated_twice` is about all files that are
    ready. `overtaken`: who was quicker, and when."""

    parts: list[Part]
    problems: list[Problem]
    uploads: list[Upload]
    answered: dict[str, object] = field(default_factory=dict)
    standings: list[Standing] = field(default_factory=list)
    touched: list[pd.DataFrame | None] = field(default_factory=list)
    rated_twice: tuple[RatedTwice, ...] = ()
    overtaken: Problem | None = None
    refused: dict[int, list[Problem]] = field(default_factory=dict)
    stored: dict[int, int] = field(default_factory=dict)

    @property
    def region(self) -> str | None:
        """The region every file is of; None where they differ or one does not say."""
        regions = {upload.mapping.get("region") for upload in self.uploads}
        return regions.pop() if len(regions) == 1 else None

    @property
    def asked(self) -> list[Question]:
        """What the files ask and nobody has answered, each question once."""
        return [one.question for one in several.shared(self.uploads, askable) if one.key not in self.answered]

    def answer(self, given: dict, known) -> list[int]:
        """Take answers over, and put them into the mapping of every file that asks; the places of those files."""
        asked = [one.question for one in several.shared(self.uploads, askable)]
        complete = {key(one): given[key(one)] for one in asked if answers.is_complete(one, given.get(key(one)))}
        self.answered |= answers.settled(asked, complete, known, several.taken(self.uploads))
        # What is only offered, and was left as it is, is not offered again.
        self.answered |= {key(one): None for one in asked if not one.blocking and key(one) not in self.answered}
        return [place for place in range(len(self.parts)) if self.put(place, known)]

    def put(self, place: int, known) -> bool:
        """Put the answers there are into the mapping of one file; whether it changed."""
        part, upload = self.parts[place], self.uploads[place]
        mine = {key(question): self.answered.get(several.key_of(question)) for question in upload.questions}
        before = part.given
        part.given = answers.apply(before, upload.questions, mine, known)
        return part.given != before

    def ask_again(self, place: int) -> None:
        """What one file asks still, though it was answered, is asked again: the answer did not do."""
        for question in self.uploads[place].questions:
            if self.answered.get(several.key_of(question)) is not None:
                del self.answered[several.key_of(question)]

    @property
    def opened(self) -> bool:
        """Whether a blocking question that could be answered is still open."""
        return any(question.blocking for question in self.asked)
