"""How a file was read, as a file of its own: saved from one upload, given to the next or to the command line."""

import streamlit as st

from data.batches import mapping_file
from data.reading.meaning import mapping
from data.reading.upload import Upload
from data.terms.problems import Refused, words
from pages.ui.page import downloads
from pages.ui.upload.submission import Submission
from pages.ui.words import formats, language, t


def save(upload: Upload) -> None:
    """The mapping of an upload for the next file: all but its period and place, which that one does not share."""
    downloads.button(
        t("upload.mapping.save"),
        lambda: mapping_file.written(mapping.reusable(upload.mapping)),
        mime="application/json",
        file_name=f"aturan-{upload.file_name.rsplit('.', 1)[0]}.json",
        key="mapping_save",
        help=t("upload.mapping.save_help"),
    )


def give(submission: Submission) -> None:
    """Before the first file: a saved mapping that it is to be read with."""
    with st.expander(t("upload.mapping.have"), key="mapping_have"):
        st.markdown(t("upload.mapping.lead"))
        saved = st.file_uploader(
            t("upload.mapping.file"), key=f"mapping_{submission.number}", type="json", max_upload_size=1
        )
        submission.given = {}
        if saved is None:
            return
        try:
            submission.given = mapping_file.parsed(saved.getvalue())
        except Refused as refused:
            for problem in refused.problems[:5]:
                said = words(problem, language())
                st.error(f"{said['what']} {said['expected']} {said['fix']}")
        else:
            st.success(
                t("upload.mapping.ready", file=formats.plain(saved.name), n=formats.count(len(submission.given)))
            )
