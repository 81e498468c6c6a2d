"""The papers of a small plan, with cells a spreadsheet would run."""

from datetime import datetime

import pandas as pd

from data.export.training_plan import Papers

EVIL = '=HYPERLINK("http://x","y")'


def papers() -> Papers:
    plan = pd.DataFrame(
        {
            "year": [2026, 2026],
            "month": [3, 5],
            "competency": ["Manajerial", "Teknis"],
            "form": ["teknis", "bimtek"],
            "path": ["klasikal", "klasikal"],
            "programme": ["Komunikasi efektif", EVIL],
            "organiser": ["BPSDM", "+62 811"],
            "hours": [20.0, 16.0],
            "batches": [1, 2],
            "seats": [30, 55],
            "pns": [20, 40],
            "pppk": [10, 15],
            "selection": ["menurut nilai", "(belum dicatat)"],
            "course": [54_000_000.0, 66_000_000.5],
            "travel": [4_500_000.0, 8_250_000.0],
            "allowance": [9_900_000.0, 12_100_000.0],
            "batch_cost": [0.0, 0.0],
            "cost": [68_400_000.0, 86_350_000.5],
            "price_note": ["harga perkiraan", ""],
            "fund": ["APBD", "APBD"],
            "activity": ["5.04.02.2.01", "-"],
            "account": ["5.1.02.02.12", "@x"],
        }
    )
    people = pd.DataFrame(
        {
            "name": ["Siti\x01 & Rekan", EVIL],
            "nip": ["198001012005012001", "199001012015011002"],
            "position": ["Perawat", "Analis"],
            "agency": ["Dinas Kesehatan", "BKD"],
            "unit": ["Puskesmas", None],
            "employee_type": ["PNS", "PPPK"],
            "competency": ["Manajerial"] * 2,
            "indicator": ["Komunikasi"] * 2,
            "gap": [6.25, 3.14],
            "form": ["teknis"] * 2,
            "path": ["klasikal"] * 2,
            "programme": ["Komunikasi efektif"] * 2,
            "organiser": ["BPSDM"] * 2,
            "month": [3, 3],
            "batch": [1, 1],
            "hours": [20.0] * 2,
            "course": [1_800_000.0] * 2,
            "travel": [150_000.0] * 2,
            "allowance": [330_000.0] * 2,
            "cost": [2_280_000.0] * 2,
            "fund": ["APBD"] * 2,
            "activity": [""] * 2,
            "account": [""] * 2,
        }
    )
    evidence = pd.DataFrame(
        {
            "name": ["Siti"],
            "nip": ["198001012005012001"],
            "agency": ["Dinas Kesehatan"],
            "indicator": ["Komunikasi"],
            "score": [61.0],
            "shrunken": [68.75],
            "reliability": [0.59],
            "standard": [75.0],
            "gap": [6.25],
            "sources_below": [2],
            "periods_below": [1],
            "status": ["terkonfirmasi"],
            "standard_note": ["perkiraan"],
        }
    )
    agencies = pd.DataFrame(
        {
            "agency": ["Dinas Kesehatan", "BKD"],
            "people": [200, 40],
            "below": [60, 4],
            "need": [12.34, 0.51],
            "closed": [3.2, 0.1],
            "seats": [80, 5],
            "seats_pns": [58, 2],
            "seats_pppk": [22, 3],
            "floor": [6, 1],
            "cost": [150_000_000.0, 4_750_000.0],
        }
    )
    taken = datetime(2025, 12, 31, 9, 5)
    notes = [("Standar", "perkiraan 100 %"), ("=1+1", "x")]
    about = "Daerah: Kabupaten Gunungkidul · Periode: Semester 2 2025"
    return Papers("Kabupaten Gunungkidul", 2026, plan, people, evidence, agencies, notes, "perencana-1", taken, about)
