"""Names planners give to clusters: each is a decision, undoable and in the journal, read by `groups.given_names`."""

import json
from datetime import datetime

import pandas as pd

from analytics.clusters import Clusters
from data.batches.decisions import cluster_subject, decide
from pages.answers.choice import Choice
from pages.ui.page import cached, guard

LONGEST = 60


def give(choice: Choice, own: Clusters, cluster: int, identity: int, name: str, now: datetime) -> None:
    """Record that the members of `cluster` are called `name` from now on."""
    members = [list(key) for key in own.rows.index[own.rows["cluster"] == cluster]]
    detail = json.dumps({"name": name.strip()[:LONGEST], "members": members}, ensure_ascii=False)
    row = {"region": choice.region, "period": choice.period, "subject": cluster_subject(identity)}
    rows = pd.DataFrame([{**row, "decision": "name", "reason": "", "detail": detail}])
    decide(cached.store(), rows, guard.actor(), now)
