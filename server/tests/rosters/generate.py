#!/usr/bin/env python3
"""Writes the roster files of the tests: good and bad, as French offices make them.

Needs `openpyxl` (PyPI) and LibreOffice (`libreoffice-calc-nogui` in Debian) on the path:

    python3 server/tests/rosters/generate.py

The people are invented and visibly so; the telephone numbers are of the ranges that the French
regulator keeps for fiction (01 99 00 xx xx, 06 39 98 xx xx). Files written by Python come out the
same each time; those that LibreOffice writes differ in dates and identifiers it puts inside.
"""

import csv
import datetime
import io
import os
import pathlib
import shutil
import subprocess
import tempfile
import zipfile

import openpyxl
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.properties import CalcProperties

HERE = pathlib.Path(__file__).resolve().parent
MOMENT = datetime.datetime(2026, 1, 1)

HEADERS = ["Nom", "Prénom", "Date de naissance", "Téléphone", "Courriel", "Niveau", "Fin de formation"]
PEOPLE = [
    ["EXEMPLE-TRAORÉ", "Aïssata", "07/03/1990", "06.39.98.00.01", "aissata@exemple.invalid", "A2", "27/03/2026"],
    ["FICTIF", "Zoé", "1988", "+33 6 39 98 00 02", "", "A1", "27/03/2026"],
    ["DÉMO D'ŒUVRE", "Noël", "01/01/1979", "01 99 00 00 03", "noel@exemple.invalid", "B1", "27/03/2026"],
    ["N'EXEMPLE", "Gülşen", "29/02/1996", "0033639980004", "", "infra-A1", ""],
    ["EL FICTIF", "Fatima Zahra", "", "", "fatima.zahra@exemple.invalid", "", "27/03/2026"],
]
# The same people with nothing that Windows-1252 cannot write.
WESTERN = [[cell.replace("ş", "s") for cell in row] for row in PEOPLE]
SCRIPTS = [
    ["مثال", "محمد", "12/11/1985", "٠٦٣٩٩٨٠٠١١", "", "A1", "27/03/2026"],
    ["ПРИКЛАД", "Олена", "05/06/1992", "+33 6 39 98 00 12", "olena@exemple.invalid", "B1", "27/03/2026"],
    ["ምሳሌ", "ተስፋይ", "1994", "06 39 98 00 13", "", "A2", "27/03/2026"],
]


def text(name, rows, encoding="utf-8", delimiter=";", end="\r\n"):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(rows)
    (HERE / name).write_bytes(buffer.getvalue().encode(encoding))


def day(cell):
    return datetime.datetime.strptime(cell, "%d/%m/%Y") if "/" in cell else None


def workbook(name, rows, **kept):
    """A workbook as openpyxl writes it, without the hour of writing."""
    book = openpyxl.Workbook()
    book.properties.creator = "Démo"
    book.properties.created = book.properties.modified = MOMENT
    book.calculation = CalcProperties(fullCalcOnLoad=False)
    if kept.get("epoch_1904"):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Liste"
    for row in rows:
        sheet.append(row)
    if kept.get("first_sheet"):
        cover = book.create_sheet("Page de garde", 0)
        cover.append(["Centre Démo"])
        book.active = 0
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, datetime.datetime):
                cell.number_format = "dd/mm/yyyy"
    buffer = io.BytesIO()
    book.save(buffer)
    settle(buffer.getvalue(), HERE / name)


def settle(data, path):
    """The same archive with the moment of each part fixed, so that it is the same each time."""
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(
        path, "w", zipfile.ZIP_DEFLATED
    ) as target:
        for part in source.namelist():
            info = zipfile.ZipInfo(part, MOMENT.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(part)
            if part == "docProps/core.xml":
                # openpyxl writes the hour of saving here whatever the properties say.
                start = content.index(b"<dcterms:modified")
                end = content.index(b"</dcterms:modified>")
                fixed = b'<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z'
                content = content[:start] + fixed + content[end:]
            target.writestr(info, content)


# How LibreOffice is told to open our text: semicolons, UTF-8, days as day/month/year.
OPEN_TEXT = "--infilter=CSV:59,34,76,1,1/1/2/1/3/4/4/2/5/2/6/2/7/4,1036,false,true"


def libreoffice(source, target, options=""):
    """Opens a file in LibreOffice, which computes its formulas, and saves it as another."""
    with tempfile.TemporaryDirectory() as folder:
        ending = target.rsplit(".", 1)[1]
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        if source.endswith(".csv"):
            command.append(OPEN_TEXT)
        command += ["--convert-to", ending + options, "--outdir", folder, str(HERE / source)]
        # In French, as in the offices: it decides how days are written in text.
        french = os.environ | {"LC_ALL": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8"}
        subprocess.run(command, check=True, env=french, stdout=subprocess.DEVNULL)
        shutil.copy(pathlib.Path(folder) / f"{pathlib.Path(source).stem}.{ending}", HERE / target)


def good():
    text("bon-point-virgule-utf8-bom.csv", [HEADERS, *PEOPLE], "utf-8-sig")
    text("bon-point-virgule-utf8.csv", [HEADERS, *PEOPLE], end="\n")
    text("bon-point-virgule-windows-1252.csv", [HEADERS, *WESTERN], "cp1252")
    text("bon-tabulation-utf16.txt", [HEADERS, *PEOPLE], "utf-16", "\t")
    text("bon-tabulation.tsv", [HEADERS, *PEOPLE], delimiter="\t")
    text("bon-virgule.csv", [HEADERS, *PEOPLE], delimiter=",")
    order = [5, 3, 1, 2, 0, 6, 4]
    renamed = [
        "CECRL", "N° de tél.", "Prénom(s)", "Né(e) le", "NOM DE FAMILLE", "Date de fin", "Mél",
    ]
    moved = [[row[place] for place in order] for row in PEOPLE]
    text("bon-autre-ordre.csv", [renamed, *moved])
    titles = [["Centre Démo de Ville-Exemple"], ["Fin de cours, mars 2026", "", "5 personnes"], []]
    text("bon-titres-au-dessus.csv", [*titles, HEADERS, *PEOPLE])
    text("bon-ecritures.csv", [HEADERS, *SCRIPTS], "utf-8-sig")

    def typed(row, date=day):
        digits = "".join(c for c in row[3] if c.isdigit()).removeprefix("0033").removeprefix("33")
        birth = date(row[2]) or (int(row[2]) if row[2] else None)
        return [row[0], row[1], birth, int(digits) if digits else None, row[4] or None,
                row[5] or None, date(row[6])]

    def serial(cell):
        return to_excel(day(cell)) if day(cell) else None

    workbook("bon-openpyxl.xlsx", [HEADERS, *[typed(row) for row in PEOPLE]])
    workbook("bon-openpyxl-1904.xlsx", [HEADERS, *[typed(row) for row in PEOPLE]], epoch_1904=True)
    workbook("bon-openpyxl-numeros.xlsx", [HEADERS, *[typed(row, serial) for row in PEOPLE]])
    workbook("bon-openpyxl-ecritures.xlsx", [HEADERS, *SCRIPTS])
    workbook("bon-openpyxl-deuxieme-feuille.xlsx", [HEADERS, *PEOPLE], first_sheet=True)
    libreoffice("bon-point-virgule-utf8.csv", "bon-libreoffice.xlsx")
    # A workbook saved as text by LibreOffice: days as shown, telephones as numbers.
    workbook("texte.xlsx", [HEADERS, *[typed(row) for row in WESTERN]])
    libreoffice("texte.xlsx", "bon-libreoffice-windows-1252.csv",
                ":Text - txt - csv (StarCalc):59,34,1,1,,1036,false,true,false")
    (HERE / "texte.xlsx").unlink()


def bad():
    text("mauvais-sans-nom.csv", [["Date de naissance", "Téléphone"], ["07/03/1990", "06 39 98 00 01"]])
    text("mauvais-sans-titres.csv", PEOPLE)
    (HERE / "mauvais-encodages-melanges.csv").write_bytes(
        "Nom;Prénom\r\nEXEMPLE;Zoé\r\n".encode() + "DÉMO;Noël\r\nFICTIF;Ali\r\n".encode("cp1252")
    )
    (HERE / "mauvais-vide.csv").write_bytes(b"")
    text("mauvais-titres-seuls.csv", [HEADERS])
    formulas = [
        ["=HYPERLINK(\"http://exemple.invalid\";\"EXEMPLE\")", "Ada", "", "", "", "", ""],
        ["=cmd|' /C calc'!A0", "Ada", "", "", "", "", ""],
        ["EXEMPLE", "@SUM(1+1)", "", "", "", "", ""],
        ["DÉMO", "Ali", "=1+1", "=1+1", "=1+1", "=1+1", "=1+1"],
    ]
    text("mauvais-formules.csv", [HEADERS, *formulas])
    libreoffice("bon-point-virgule-utf8.csv", "mauvais-ancien-excel.xls")
    libreoffice("bon-point-virgule-utf8.csv", "mauvais-opendocument.ods")
    whole = (HERE / "bon-openpyxl.xlsx").read_bytes()
    (HERE / "mauvais-tronque.xlsx").write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(HERE / "mauvais-archive.xlsx", "w") as archive:
        archive.writestr(zipfile.ZipInfo("liste.txt", MOMENT.timetuple()[:6]), "EXEMPLE;Ada\n")
    (HERE / "mauvais-page-web.xls").write_text(
        "<html><body><table><tr><td>Nom</td><td>Prénom</td></tr></table></body></html>"
    )
    (HERE / "mauvais-document.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")
    # Formulas with computed values, one of them an error, as a spreadsheet saves them.
    rows = [
        ["Nom", "Prénom", "Téléphone"],
        ['=UPPER("exemple")', "Ada", '=CONCATENATE("06 39 98 ","00 01")'],
        ["DÉMO", "Ali", "=NA()"],
    ]
    workbook("calcul.xlsx", rows)
    libreoffice("calcul.xlsx", "bon-formules-calculees.xlsx")
    (HERE / "calcul.xlsx").unlink()


if __name__ == "__main__":
    good()
    bad()
