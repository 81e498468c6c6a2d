"""A planner at the upload page as a test session: files given, questions answered, buttons pressed."""

import pickle

REGION = "3403"
HEADINGS = "periode;nip;perangkat_daerah;kelompok_jabatan;indikator;nilai;skala_min;skala_maks;sumber_penilai"


def settle(session):
    """Run until no work is under way."""
    for _ in range(60):
        assert not session.exception, session.exception
        pickle.dumps(session.session_state["submission"])
        if session.session_state["submission"].job is None:
            return session
        session.run()
    raise AssertionError("the work never ended")


def give(session, *files):
    session.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()
    return settle(session)


def press(session, key):
    session.button(key=key).click().run()
    return settle(session)


def choose(session, start, value):
    """Choose in the select box whose key begins so."""
    (box,) = [each for each in session.selectbox if each.key.startswith(start)]
    return box.set_value(value).run()


def said(session):
    """Every sentence on screen, in one string."""
    kinds = (session.title, session.header, session.subheader, session.markdown, session.caption)
    kinds += (session.info, session.success, session.warning, session.error)
    return "\n".join(each.value for kind in kinds for each in kind)


def submission(session):
    return session.session_state["submission"]


def office(number, agency=None, period="2025-S1", people=6, bad=0, score="80"):
    """The file of one office; of `bad` of its people Excel has ruined the NIP."""
    lines = [HEADINGS]
    for n in range(people):
        nip = "1,98503E+17" if n < bad else f"1980{number + 1:02}012005011{n + 1:03}"
        lines.append(f"{period};{nip};{agency or 'Dinas Kesehatan'};PEL_ADM;KOM;{score};0;100;atasan")
    return "\n".join(lines).encode()


def states(session):
    """Per file of the table, what holds it; nothing where it is ready."""
    return [[problem.code for problem in one.held] for one in submission(session).several.standings]


def in_region(session):
    choose(session, "ask_region", REGION)
    return press(session, "upload_go_on")


def answered(session):
    """The region, then every name as a new agency: what the files of these tests ask."""
    in_region(session)
    for key in [each.key for each in session.selectbox if each.key.startswith("name_")]:
        session.selectbox(key=key).set_value("+").run()
    for key in [each.key for each in session.selectbox if each.key.startswith("sector_")]:
        session.selectbox(key=key).set_value("KES").run()
    return press(session, "upload_go_on")
