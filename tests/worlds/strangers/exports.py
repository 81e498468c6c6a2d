# ruff: noqa: E501  one row of a file a line
# fmt: off
"""What systems and offices hand over beside scores: e-Kinerja exports, rosters, SKM recaps, training lists, outcomes."""

import datetime

from tests.worlds.strangers.made import NAMES, A, B, C, Case, D, sheet, text

PREDICATE = ("period", "nip", "agency", "work_result", "work_behavior", "predicate")
ROSTER = ("period", "nip", "agency", "employee_type")
SKM = ("period", "agency", "indicator", "raw", "scale_max", "respondents")
SKM_SCORES = {"DUKCAPIL": (3.25, 3.1, 3.05, 3.9, 3.2, 3.3, 3.4, 3.15, 3.0), "WONOSARI": (3.4, 3.3, 3.2, 4, 3.35, 3.45, 3.5, 3.2, 3.1)}
RATED = {"BKPPD": "Badan Kepegawaian, Pendidikan dan Pelatihan Daerah", "DUKCAPIL": "Dinas Kependudukan dan Pencatatan Sipil", "WONOSARI": "Kapanewon Wonosari"}


def skm(period="2025-Q3", respondents=(150, 60), codes=tuple(f"U{n}" for n in range(1, 10))):
    return frozenset((period, agency, code, float(value), 4.0, count) for (agency, row), count in zip(SKM_SCORES.items(), respondents, strict=True)
                     for code, value in zip(codes, row, strict=True))


def cases():
    yield Case("e-Kinerja Laporan SKP", "predicate", laporan_skp(), "Laporan SKP 2025.xlsx", ("period", "nip", "agency", "skp_status", "acting"),
               frozenset({("2025", A, "DINKES", "persetujuan", False), ("2025", B, "DINKES", "draft", False), ("2025", B, "DINKES", "pengajuan", True), ("2025", D, "DISDIK", None, False)}))
    yield Case("e-Kinerja Laporan Penilaian SKP", "predicate", penilaian(), "Laporan Penilaian SKP 2024.xlsx", PREDICATE,
               frozenset({("2024", A, "DINKES", "meets", "meets", "good"), ("2024", B, "DINKES", "above", "above", "very_good"), ("2024", C, "DISDIK", "below", "meets", "needs_improvement"), ("2024", D, "DISDIK", None, None, None)}))
    yield Case("predikat ditulis ulang kantor", "predicate", predicate_recap(), "rekap predikat.csv", PREDICATE,
               frozenset({("2025", A, "DINKES", "above", "above", "very_good"), ("2025", B, "DINKES", "meets", "meets", "good"), ("2025", C, "DINKES", "below", "below", "very_poor")}))
    yield Case("penilaian periodik triwulan", "predicate", periodic(), "penilaian periodik.csv", PREDICATE,
               frozenset({("2025-Q1", A, "DINKES", "meets", "meets", "good"), ("2025-Q2", A, "DINKES", "meets", "above", "good")}))
    yield Case("NIP rusak di CSV e-Kinerja", "predicate", text([["nip", "nama", "unor_induk", "tahun_skp", "hasil_kerja", "perilaku_kerja", "hasil_akhir"], ["1,98503E+17", NAMES[A], "Dinas Kesehatan", 2025, "Sesuai Ekspektasi", "Sesuai Ekspektasi", "Baik"], [B, NAMES[B], "Dinas Kesehatan", 2025, "Sesuai Ekspektasi", "Sesuai Ekspektasi", "Baik"]], ";"), "x.csv",
               PREDICATE, frozenset({("2025", B, "DINKES", "meets", "meets", "good")}), places=((2, "nip"),))
    yield Case("jumlah predikat per OPD", "outcome", predicate_counts(), "rekap jumlah predikat.csv", ("agency", "measure", "value"),
               frozenset((a, m, float(v)) for a, row in {"DINKES": (12, 400, 3), "DISDIK": (30, 2100, 9)}.items() for m, v in zip(("Sangat Baik", "Baik", "Butuh Perbaikan"), row, strict=True)),
               mapping={"region": "3403", "kind": "outcome"}, asked=("set:locale",), answers={"locale": "comma"})
    yield Case("SKM U1-U9 per unit", "evaluation", skm_codes(), "rekap skm.xlsx", SKM, skm(), asked=("set:scale",), answers={"scale": [1, 4]})
    yield Case("SKM bernama, U8 dan U9 bertukar", "evaluation", skm_names(), "skm.csv", SKM, skm(codes=("U1", "U2", "U3", "U4", "U5", "U6", "U7", "U9", "U8")), asked=("set:scale", "set:source"), answers={"scale": [1, 4], "source": "citizen"})
    yield Case("SKM nomor bertentangan dengan nama", "evaluation", skm_swapped(), "skm.csv", ("agency", "indicator", "raw"), frozenset({("DUKCAPIL", "U9", 3.15), ("DUKCAPIL", "U8", 3.0)}),
               asked=("set:scale", "set:source", "values.indicator"), answers={"scale": [1, 4], "source": "citizen", "values": {"indicator": {"U8 Sarana dan Prasarana": "U9", "U9 Penanganan Pengaduan": "U8"}}})
    yield Case("SKM unsur ke bawah", "evaluation", skm_down(), "SKM Dukcapil TW IV 2025.xlsx", ("period", "agency", "indicator", "raw"),
               frozenset(("2025-Q4", "DUKCAPIL", f"U{n}", v) for n, v in enumerate(SKM_SCORES["DUKCAPIL"], 1)), asked=("set:scale", "set:source"), answers={"scale": [1, 4], "source": "citizen"})
    yield Case("SKM per responden dengan NRR di bawah", "evaluation", skm_raw(), "olah data skm.csv", asked=("set:period", "column_of", "set:agency", "set:scale"))
    yield Case("aduan per OPD", "outcome", complaints(), "rekap aduan.csv", ("period", "agency", "measure", "value"),
               frozenset({("2025-Q3", "DINKES", "Jumlah Aduan", 42.0), ("2025-Q3", "DINKES", "Aduan Selesai", 40.0), ("2025-Q3", "DINKES", "Rata-rata Hari Penyelesaian", 6.5), ("2025-Q3", "DPUPR", "Jumlah Aduan", 1250.0), ("2025-Q3", "DPUPR", "Aduan Selesai", 1100.0), ("2025-Q3", "DPUPR", "Rata-rata Hari Penyelesaian", 11.25)}),
               mapping={"region": "3403", "kind": "outcome"})
    yield Case("target dan realisasi", "outcome", targets(), "capaian IKU 2025.csv", ("period", "agency", "measure", "value", "target"),
               frozenset({("2025", "DINKES", "Angka Kematian Ibu", 5.0, 4.0), ("2025", "DISDIK", "Angka Partisipasi Sekolah", 96.4, 97.0)}), asked=("set:period", "set:kind"))
    yield Case("daftar nominatif", "roster", nominative(), "DUK 2025.xlsx", ("nip", "agency", "unit", "employee_type"),
               frozenset({(A, "DINKES", "Puskesmas Wonosari I", "pns"), (B, "DINKES", "Sekretariat", "pns"), (D, "DINKES", "Puskesmas Semanu", "pppk")}),
               asked=("set:period", "values.position", "set:kind"), answers={"period": "2025-S2", "kind": "roster", "values": {"position": {"Dokter Ahli Madya": "JF_LAYANAN", "Perencana Ahli Muda": "JF_TEKNIS", "Bidan Terampil": "JF_LAYANAN"}}})
    yield Case("SIASN data utama", "roster", siasn(), "siasn.csv", ("nip", "agency", "unit"), frozenset({(A, "DINKES", "Bidang Pelayanan"), (C, "DISDIK", "Bidang PAUD")}),
               asked=("set:period", "set:kind", "values.position", "set:position"), answers={"period": "2025-S2", "kind": "roster", "values": {"position": {"DOKTER AHLI MADYA": "JF_LAYANAN", "PENGADMINISTRASI": "PEL_ADM"}}})
    yield Case("daftar PPPK", "roster", text([["NO", "NI PPPK", "NAMA", "JABATAN", "UNIT ORGANISASI", "STATUS PEGAWAI"], [1, D, NAMES[D], "Bidan Terampil", "Dinas Kesehatan", "PPPK"]], ";"), "pppk.csv", ("nip", "agency", "employee_type"),
               frozenset({(D, "DINKES", "pppk")}), asked=("set:period", "set:kind", "values.position"), answers={"period": "2025-S2", "kind": "roster", "values": {"position": {"Bidan Terampil": "JF_LAYANAN"}}})
    yield Case("daftar hadir diklat", "attendance", attendance(), "peserta diklat.csv", ("nip", "title", "starts", "ends", "learning_hours"),
               frozenset({(A, "Pelayanan Prima", datetime.date(2025, 3, 3), datetime.date(2025, 3, 5), 24.0), (B, "Pelayanan Prima", datetime.date(2025, 3, 3), datetime.date(2025, 3, 5), 24.0)}),
               asked=("values.programme",), answers={"values": {"programme": {"Pelayanan Prima": "PUB-01"}}})
    yield Case("unggahan diklat BOM dan ;", "attendance", b"\xef\xbb\xbf" + text([["NIP", "NAMA_DIKLAT", "PENYELENGGARA", "TEMPAT", "ANGKATAN", "TAHUN", "TGL_INPUT"], [A, "Literasi Digital ASN", "BKPSDM", "Wonosari", "II", 2025, "12/03/2025"]], ";"), "diklat.csv", ("nip", "title"),
               frozenset({(A, "Literasi Digital ASN")}), asked=("values.programme", "column_of"), answers={"values": {"programme": {"Literasi Digital ASN": "DIG-01"}}})
    yield Case("tanggal diklat dalam satu sel", "attendance", text([["No", "Nama", "NIP", "Nama Pelatihan", "Tanggal Pelaksanaan", "Jumlah JP"], [1, NAMES[A], A, "Pelayanan Prima", "3 s.d. 5 Maret 2025", "24 JP"]]), "pelatihan.csv", ("nip", "starts", "ends", "learning_hours"),
               frozenset({(A, datetime.date(2025, 3, 3), datetime.date(2025, 3, 5), 24.0)}), asked=("values.programme",), answers={"values": {"programme": {"Pelayanan Prima": "PUB-01"}}})
    yield Case("diklat, tanggal Excel 1904", "attendance", sheet([["NIP", "Nama Diklat", "Tanggal Mulai", "Tanggal Selesai", "JP"], [A, "Pelayanan Prima", datetime.date(2025, 3, 3), datetime.date(2025, 3, 5), 24]], epoch_1904=True), "diklat.xlsx", ("nip", "starts", "ends", "learning_hours"),
               frozenset({(A, datetime.date(2025, 3, 3), datetime.date(2025, 3, 5), 24.0)}), asked=("values.programme",), answers={"values": {"programme": {"Pelayanan Prima": "PUB-01"}}})


def laporan_skp():
    head = ["skp_id", "nip", "nama", "jabatan", "unit", "jenis_pegawai", "skp_status", "skp_model", "skp_unor", "skp_unor_atasan", "skp_unor_induk", "skp_jabatan", "skp_jenis_jabatan", "periode_awal", "periode_akhir", "is_plt_plh", "created_at"]
    def row(nip, agency, status, kind="pns", acting=0):
        return ["8a1e", nip, NAMES[nip], "Analis", "UPT", kind, status, "kuantitatif", "Bidang A", agency, agency, "Analis", 2, "2025-01-01", "2025-12-31", acting, "2025-01-15 08:11:02"]
    return sheet([["LAPORAN SKP TAHUN 2025"], ["Instansi: Pemerintah Kabupaten Gunungkidul"], [], [], [], ["Dicetak pada 2026-01-05 10:22:11"], [], head,
                  row(A, "Dinas Kesehatan", "persetujuan"), row(B, "Dinas Kesehatan", "draft"), row(B, "Dinas Kesehatan", "pengajuan", acting=1), row(D, "Dinas Pendidikan", "-", "pppk")])


def penilaian():
    head = ["id", "jenis", "nip", "nama", "periode_awal_skp", "periode_akhir_skp", "skp_unor_id", "skp_unor", "skp_unor_induk", "skp_jabatan", "skp_jenis_jabatan", "is_skp_plt_plh_pjb", "hasil_kerja", "perilaku_kerja", "hasil_akhir", "pegawai_atasan_id", "pegawai_atasan_nip", "pegawai_atasan_nama", "waktu_dinilai", "tahun_skp", "golru", "jenis_pegawai"]
    def row(nip, agency, result, behaviour, final, kind="pns"):
        return ["x", 1, nip, NAMES[nip], "2024-01-01", "2024-12-31", "u1", "Bidang A", agency, "Analis", 2, 0, result, behaviour, final, "p1", C, NAMES[C], "2025-01-10 09:00:00", 2024, "III/c", kind]
    return sheet([["LAPORAN PENILAIAN SKP TAHUN 2024"], ["Instansi: Pemerintah Kabupaten Gunungkidul"], [], [], [], ["2025-02-01 10:22:11"], [], head,
                  row(A, "Dinas Kesehatan", "SESUAI EKSPEKTASI", "SESUAI EKSPEKTASI", "BAIK"), row(B, "Dinas Kesehatan", "DI ATAS EKSPEKTASI", "DIATAS EKSPEKTASI", "SANGAT BAIK"),
                  row(C, "Dinas Pendidikan", "DIBAWAH EKSPEKTASI", "SESUAI EKSPEKTASI", "BUTUH PERBAIKAN/CUKUP"), row(D, "Dinas Pendidikan", "-", "-", "-", "pppk")])


def predicate_recap():
    return text([["REKAPITULASI PREDIKAT KINERJA PEGAWAI DINAS KESEHATAN TAHUN 2025"] + [""] * 6, [""] * 7, ["No.", "Nama", "NIP", "Jabatan", "Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat Kinerja Pegawai"],
                 [1, NAMES[A], A, "Dokter", "Diatas Ekspektasi", "Di atas ekspektasi", "Sangat baik"], [2, NAMES[B], B, "Analis", "Sesuai ekspektasi", "Sesuai", "Baik"], [3, NAMES[C], C, "Perawat", "Di bawah ekspektasi", "Dibawah Ekspektasi", "Sangat Kurang"]], ";")


def periodic():
    return text([["nip", "nama", "skp_unor_induk", "periode_awal", "periode_akhir", "hasil_kerja", "perilaku_kerja", "hasil_akhir"], [A, NAMES[A], "Dinas Kesehatan", "2025-01-01", "2025-03-31", "Sesuai Ekspektasi", "Sesuai Ekspektasi", "Baik"],
                 [A, NAMES[A], "Dinas Kesehatan", "2025-04-01", "2025-06-30", "Sesuai Ekspektasi", "Diatas Ekspektasi", "Baik"]])


def predicate_counts():
    return text([["Jumlah pegawai menurut predikat tahun 2025", "", "", "", "", ""], ["No", "Perangkat Daerah", "Sangat Baik", "Baik", "Butuh Perbaikan", "Jumlah"], [1, "Dinas Kesehatan", 12, 400, 3, 415], [2, "Dinas Pendidikan", 30, "2.100", 9, "2.139"], ["", "JUMLAH TOTAL", 42, "2.500", 12, "2.554"]], ";")


def skm_codes():
    rows = [["REKAPITULASI HASIL SURVEI KEPUASAN MASYARAKAT (SKM)"], ["PEMERINTAH KABUPATEN GUNUNGKIDUL"], ["TRIWULAN III TAHUN 2025"], [],
            ["No", "Unit Pelayanan Publik", "Jumlah Responden", "Nilai Rata-rata Unsur", *[None] * 8, "Nilai IKM", "Mutu Pelayanan"], [None, None, None, *(f"U{n}" for n in range(1, 10)), None, None]]
    for n, (code, scores) in enumerate(SKM_SCORES.items(), 1):
        rows.append([n, RATED[code], (150, 60)[n - 1], *scores, round(sum(scores) / 9 * 25, 2), "B"])
    rows += [["Rata-rata Kabupaten", None, None, *(3.3,) * 9, 82.5, "B"], [], ["Keterangan: U1 Persyaratan; U2 Prosedur; U3 Waktu; U4 Biaya; U5 Produk; U6 Kompetensi; U7 Perilaku; U8 Penanganan Pengaduan; U9 Sarana"]]
    return sheet(rows, merged=("A5:A6", "B5:B6", "C5:C6", "D5:L5", "M5:M6", "N5:N6"))


def skm_names():
    head = ["OPD", "Periode", "Responden", "Persyaratan", "Sistem, Mekanisme dan Prosedur", "Waktu Penyelesaian", "Biaya / Tarif", "Produk Spesifikasi Jenis Pelayanan", "Kompetensi Pelaksana", "Perilaku Pelaksana", "Sarana dan Prasarana", "Penanganan Pengaduan, Saran dan Masukan", "IKM", "Mutu"]
    return text([head, *([RATED[code], "TW III 2025", count, *(str(v).replace(".", ",") for v in scores), "80,5", "B"] for (code, scores), count in zip(SKM_SCORES.items(), (150, 60), strict=True))], ";")


def skm_swapped():
    return text([["Perangkat Daerah", "Periode", "U8 Sarana dan Prasarana", "U9 Penanganan Pengaduan"], [RATED["DUKCAPIL"], "TW III 2025", 3.15, 3.0]])


def skm_down():
    names = ("Persyaratan", "Sistem, mekanisme, dan prosedur", "Waktu penyelesaian", "Biaya/tarif", "Produk spesifikasi jenis pelayanan", "Kompetensi pelaksana", "Perilaku pelaksana", "Penanganan pengaduan, saran, dan masukan", "Sarana dan prasarana")
    rows = [["HASIL SKM DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"], ["TRIWULAN IV TAHUN 2025"], [], ["No", "Unsur Pelayanan", "Nilai Rata-rata", "Mutu"]]
    rows += [[f"U{n}", name, value, "B"] for n, (name, value) in enumerate(zip(names, SKM_SCORES["DUKCAPIL"], strict=True), 1)]
    return sheet([*rows, ["", "Nilai IKM", 81.53, "B"]])


def skm_raw():
    return text([["No Responden", *(f"U{n}" for n in range(1, 10))], *([n, *(3 + (n + k) % 2 for k in range(9))] for n in range(1, 11)), ["Jumlah Nilai", *[35] * 9], ["NRR per Unsur", *["3,5"] * 9], ["NRR Tertimbang", *["0,389"] * 9], ["IKM Unit Pelayanan", "87,5", *[""] * 8]], ";")


def complaints():
    return text([["REKAP ADUAN SP4N-LAPOR! TRIWULAN III 2025", "", "", "", ""], ["No", "Perangkat Daerah", "Jumlah Aduan", "Aduan Selesai", "Rata-rata Hari Penyelesaian"], [1, "Dinas Kesehatan", 42, 40, "6,5"], [2, "DPUPRKP", "1.250", "1.100", "11,25"]], ";")


def targets():
    return text([["No", "Perangkat Daerah", "Indikator Kinerja Utama", "Satuan", "Target 2025", "Realisasi 2025", "Capaian (%)"], [1, "Dinas Kesehatan", "Angka Kematian Ibu", "kasus", 4, 5, "75,00"], [2, "Dinas Pendidikan", "Angka Partisipasi Sekolah", "persen", 97, "96,4", "99,38"]], ";")


def nominative():
    head = ["NO", "NAMA", "NIP", "PANGKAT / GOL. RUANG", "TMT PANGKAT", "JABATAN", "ESELON", "UNIT KERJA", "STATUS", "KET"]
    return sheet([["DAFTAR NOMINATIF APARATUR SIPIL NEGARA"], ["DINAS KESEHATAN"], ["KEADAAN PER 31 DESEMBER 2025"], [], head, list(range(1, 11)),
                  [1, NAMES[A], A, "Pembina, IV/a", "01-04-2021", "Dokter Ahli Madya", "-", "Puskesmas Wonosari I", "PNS", None], [2, NAMES[B], B, "Penata, III/c", "01-10-2020", "Perencana Ahli Muda", "-", "Sekretariat", "PNS", None],
                  [3, NAMES[D], D, "VII", "-", "Bidan Terampil", "-", "Puskesmas Semanu", "PPPK", None], [], [None] * 7 + ["Kepala Dinas Kesehatan"], [None] * 7 + ["NIP 196702271996032001"]])


def siasn():
    head = ["PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BLK", "NIK", "AGAMA NAMA", "GOL AKHIR NAMA", "JENIS JABATAN NAMA", "JABATAN NAMA", "UNOR NAMA", "UNOR INDUK NAMA", "NPWP NOMOR", "BPJS", "ALAMAT"]
    return text([head, ["a1", f"'{A}", "", "SRI WAHYUNI", "dr.", "M.Kes.", "3403011503850001", "ISLAM", "IV/a", "FUNGSIONAL", "DOKTER AHLI MADYA", "Bidang Pelayanan", "Dinas Kesehatan", "1", "2", "Jl. X"],
                 ["a2", f"'{C}", "", "RATNA DEWI", "", "", "3403013112790001", "ISLAM", "III/d", "PELAKSANA", "PENGADMINISTRASI", "Bidang PAUD", "Dinas Pendidikan", "1", "2", "Jl. Y"]])


def attendance():
    head = ["No", "NIP", "Nama Peserta", "Instansi", "Nama Diklat", "Angkatan", "Penyelenggara", "Tanggal Mulai", "Tanggal Selesai", "Jumlah JP", "No. Sertifikat"]
    return text([head, *([n, nip, NAMES[nip], "Dinas Kesehatan", "Pelayanan Prima", "I", "BKPSDM", "3 Maret 2025", "5 Maret 2025", 24, f"800/{n}/2025"] for n, nip in enumerate((A, B), 1))], ";")
