"""The command line's import: one file, or several and ZIPs of them in one go; what became of each."""

import argparse
import tempfile
from pathlib import Path

from data.batches import batches, conflicts, kinds, mapping_file, reports, together
from data.batches.comparing import REPLACED
from data.batches.together import Standing
from data.catalog import catalog
from data.publishing import waiting
from data.reading import several
from data.reading import upload as reading
from data.reading.form.archive import File
from data.reading.form.table.table import Question
from data.reading.form.text import sniff
from data.reading.upload import Upload
from data.store.store import Store, office_time
from data.terms.problems import Problem, words

_NOTHING_LOST = frozenset({"file_twice", "rows_twice"})  # what the file holds is stored all the same


def run(store: Store, args: argparse.Namespace) -> tuple[dict, int]:
    """Import what the command line names; the report and the exit code."""
    known = catalog.known(store, args.actor)
    mapping = _mapping(args, known)
    sectors = known.sectors["code"].tolist()
    if args.add_unknown and args.add_unknown not in sectors:  # else each agency of the file would say so
        refused = Problem("sector_unknown", found=args.add_unknown, expected=", ".join(sectors))
        return {"problems": [reports.problem(refused)]}, 2
    with tempfile.TemporaryDirectory(dir=store.home / "incoming") as folder:
        if len(args.file) == 1 and sniff.kind_of(args.file[0]) != "zip":
            return _one(store, args, known, mapping, Path(folder))
        return _several(store, args, known, mapping, Path(folder))


def _one(
    store: Store, args: argparse.Namespace, known: catalog.Known, mapping: dict, folder: Path
) -> tuple[dict, int]:  # fmt: skip
    (path,) = args.file
    upload = reading.read(path, path.name, known, mapping or None, folder)
    if args.add_unknown and upload.questions:
        mapping = reading.add_unknown(upload, args.add_unknown, known)
        upload = reading.read(path, path.name, known, mapping, folder)
    report = _understood(upload) | {
        "published": [],
        "corrections": [],
        "waiting": reports.still_waiting(store, args.actor),
    }
    blocked = any(question.blocking for question in upload.questions) or not upload.rows_kept
    if not blocked:
        comparison = batches.compare(store, upload, args.actor)
        report |= reports.counts(comparison)
        report["problems"] += [reports.problem(problem) for problem in comparison.conflicts]
        weighed = [*conflicts.mostly_refused(upload), *comparison.weighed]
        if unsaid := [problem for problem in weighed if problem.code not in _agreed(args)]:
            report["problems"] += [reports.problem(problem) for problem in unsaid]
            blocked = True
    if args.confirm and not blocked:
        report["batch"] = batches.accept(
            store, upload, args.actor, office_time(), reason=args.reason, partial=args.accept_partial,
            unpublished=args.accept_unpublished,
        )  # fmt: skip
        _publish(store, args, [upload], report)
    return report, 1 if blocked else 0


def _several(
    store: Store, args: argparse.Namespace, known: catalog.Known, mapping: dict, folder: Path
) -> tuple[dict, int]:  # fmt: skip
    """Each file a batch of its own, all of one go; a file that is held back does not hold the others."""
    parts, problems = several.parts([File(path, path.name) for path in args.file], mapping, folder)
    uploads = [several.read(part, known) for part in parts]
    if args.add_unknown and any(upload.questions for upload in uploads):
        for place, given in several.add_unknown(uploads, args.add_unknown, known).items():
            parts[place].given = given
            uploads[place] = several.read(parts[place], known)
    standings = together.look(store, uploads, args.actor)
    report: dict = {"files": [_stands(one) for one in standings]}
    report |= {"problems": [reports.problem(problem) for problem in problems], "published": [], "corrections": []}
    going = [place for place, one in enumerate(standings) if _goes(one, args)]
    if args.confirm and going:
        chosen = [standings[place] for place in going]
        stored = together.accept(store, chosen, args.actor, office_time(), args.reason)
        for place, number in stored.batches.items():
            report["files"][going[place]]["batch"] = number
        for place, refused in stored.refused.items():
            report["files"][going[place]]["held"] += [reports.problem(problem) for problem in refused]
        _publish(store, args, [chosen[place].upload for place in stored.batches], report)
    report["waiting"] = reports.still_waiting(store, args.actor)
    whole = not any(problem.blocking for problem in problems) and bool(standings)
    whole = whole and all(_goes(one, args) or _harmless(one.held) for one in standings)
    return report, 0 if whole else 1


def _goes(standing: Standing, args: argparse.Namespace) -> bool:
    """Whether nothing holds a file but what the command line says yes to."""
    return all(problem.code in _agreed(args) for problem in standing.held)


def _agreed(args: argparse.Namespace) -> set[str]:
    """The codes of what the command line says a second yes to."""
    said = {"mostly_refused": args.accept_partial, kinds.OTHER_KIND: args.accept_unpublished}
    said |= {REPLACED: args.accept_replacing}
    return {code for code, yes in said.items() if yes}


def _harmless(held: list[Problem]) -> bool:
    return any(problem.code in _NOTHING_LOST for problem in held)


def _stands(standing: Standing) -> dict:
    """One file of several, as the report says it."""
    report = _understood(standing.upload)
    if standing.comparison is not None:
        report |= reports.counts(standing.comparison)
    return report | {"held": [reports.problem(problem) for problem in standing.held]}


def _understood(upload: Upload) -> dict:
    return {
        "file": upload.file_name, "kind": upload.kind, "rows_read": upload.rows_read, "rows_kept": upload.rows_kept,
        "rows_refused": upload.rows_refused, "rows_left_out": upload.rows_left_out, "mapping": upload.mapping,
        "questions": [_question(question) for question in upload.questions],
        "problems": [reports.problem(problem) for problem in upload.problems], "counts": upload.problem_counts,
        "batch": None,
    }  # fmt: skip


def _question(question: Question) -> dict:
    """A question as the report has it, in words; one about the scale of a part of the file with its rules for
    `scales`."""
    said = words(Problem(question.code, found=question.subject, detail=question.detail))
    asked = {"code": question.code, "subject": question.subject, "choices": list(question.choices)}
    asked |= {"what": said["what"].replace(" .", ".").replace(" ?", "?"), "fix": said["fix"]}
    return asked | {part: question.detail[part] for part in ("rules", "restored", "lines") if part in question.detail}


def _publish(store: Store, args: argparse.Namespace, uploads: list[Upload], report: dict) -> None:
    """Publish what the stored files change, each subject once, where that is asked for; and what waits then."""
    if args.publish:
        told = {
            subject for upload in uploads for subject in waiting.of_file(store, upload.kind, upload.rows, args.actor)
        }
        outcomes = waiting.publish_each(store, sorted(told), args.actor, office_time())
        report["published"] = [reports.outcome(done) for done in outcomes]
        report["corrections"] = reports.corrections(store, args.actor, [(one.region, one.period) for one in told])
    report["waiting"] = reports.still_waiting(store, args.actor)


def _mapping(args: argparse.Namespace, known: catalog.Known) -> dict:
    """The mapping file, with what the command line says on top. A region named there is taken at its word."""
    mapping = mapping_file.parsed(args.mapping.read_bytes()) if args.mapping else {}
    mapping |= {field: getattr(args, field) for field in ("region", "period", "kind", "source") if getattr(args, field)}
    if args.region and not ({args.region} & {*known.regions["code"], *known.regions["name"]}):
        regions = mapping.setdefault("values", {}).setdefault("region", {})
        regions.setdefault(args.region, {"add": {"code": args.region, "name": args.region}})
    return mapping
