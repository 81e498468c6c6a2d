"""One runner for uploads, plans and the demo: a stage, a way to stop, a result or an error, an end to wait for."""

import logging
import threading

import pytest

from pages.ui.jobs.background import Job, Jobs, Stopped


def test_a_job_tells_its_stage_and_gives_its_result():
    reached, go_on = threading.Event(), threading.Event()

    def do(job):
        job.tell("rows", 12)
        reached.set()
        go_on.wait()
        return "batch"

    job = Job("upload", do, "survey")
    reached.wait()
    assert (job.stage, job.amount) == ("rows", 12) and job.running and not job.wait(0)
    go_on.set()
    assert job.wait() and not job.failed and job.result() == "batch"


def test_an_error_is_raised_to_who_asks_and_named_by_its_work_without_its_words(caplog):
    def do(job):
        raise ValueError("nama pegawai")

    with caplog.at_level(logging.ERROR, logger="cermin"):
        job = Job("demo", do, "make")
        job.wait()
    assert job.failed and [record.getMessage() for record in caplog.records] == ["demo failed type=ValueError"]
    with pytest.raises(ValueError, match="nama pegawai"):
        job.result()


def test_a_stopped_job_ends_at_its_next_word_and_only_then_is_swept_up(caplog):
    go_on, order = threading.Event(), []

    def do(job):
        go_on.wait()
        order.append("file closed")
        job.tell("rows", 1)
        order.append("never")

    jobs = Jobs()
    number = jobs.start("upload", do, "survey")
    job = jobs.get(number)
    jobs.forget(number, afterwards=lambda: order.append("folder deleted"))
    assert jobs.get(number) is None and not order
    go_on.set()
    job.wait()
    assert order == ["file closed", "folder deleted"] and not job.failed and not caplog.records
    with pytest.raises(Stopped):
        job.result()


def test_what_has_ended_or_is_not_known_is_swept_up_at_once():
    jobs, order = Jobs(), []
    number = jobs.start("upload", lambda job: None, "survey")
    jobs.get(number).wait()
    jobs.forget(number, afterwards=lambda: order.append("ended"))
    jobs.forget(number, afterwards=lambda: order.append("unknown"))
    assert order == ["ended", "unknown"]


def test_a_job_without_words_is_ended_by_what_it_named():
    waits, ended = threading.Event(), threading.Event()

    def do(job):
        job.ends_by(ended.set)
        waits.set()
        ended.wait()
        raise EOFError  # as reading from a process that was killed does

    job = Job("plan", do, "waiting")
    waits.wait()
    job.stop()
    assert job.wait() and not job.failed


def test_who_is_stopped_before_it_has_begun_waits_for_nothing():
    go_on = threading.Event()

    def do(job):
        go_on.wait()
        job.ends_by(lambda: None)
        raise AssertionError("it went on")

    job = Job("plan", do, "waiting")
    job.stop()
    go_on.set()
    job.wait()
    with pytest.raises(Stopped):
        job.result()


def test_under_one_number_one_job_runs_at_a_time():
    jobs, go_on, begun = Jobs(), threading.Event(), []

    def do(job):
        begun.append(job)
        go_on.wait()

    assert jobs.start("demo", do, "make", "demo") == jobs.start("demo", do, "make", "demo") == "demo"
    first = jobs.get("demo")
    go_on.set()
    first.wait()
    assert begun == [first]
    jobs.start("demo", do, "make", "demo")
    jobs.get("demo").wait()
    assert len(begun) == 2
