"""What other programs make of the files that Passerelle gives away.

`cargo xtask readers` has the server's tests write calendars and workbooks into a folder and runs
this with that folder. Calendars are read by `icalendar`, workbooks by `openpyxl` and, with the
folder into which LibreOffice wrote its own CSV of each, by LibreOffice. A workbook must hold the
same text as the CSV file beside it, and no formula.
"""

import csv
import datetime
import io
import pathlib
import sys

import icalendar
import openpyxl


def rows_of(text: str) -> list[list[str]]:
    """The lines of a CSV file as French offices write them."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def without_guard(cell: str) -> str:
    """A text as it is meant: CSV has a quote before what a program might take for a formula."""
    return cell[1:] if cell.startswith("'") else cell


def shown(value: object) -> str:
    """A cell of a workbook as its format shows it."""
    match value:
        case None:
            return ""
        case datetime.datetime() if value.time() != datetime.time():
            return value.strftime("%d/%m/%Y %H:%M")
        case datetime.datetime():
            return value.strftime("%d/%m/%Y")
        case _:
            return str(value)


def read_calendar(path: pathlib.Path) -> int:
    """Reads a calendar, gives how many events it has."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert calendar["version"] == "2.0" and calendar["prodid"], path.name
    events = calendar.walk("VEVENT")
    for part in calendar.walk():
        assert not part.errors, f"{path.name}: {part.errors}"
    for event in events:
        start, end = event["dtstart"].dt, event["dtend"].dt
        assert start.tzinfo is not None and start < end, f"{path.name}: {start} to {end}"
        assert event["dtstamp"].dt.tzinfo is not None and event["uid"], path.name
        assert int(event["sequence"]) >= 0 and event["summary"], path.name
    # Written anew by the other program, it says the same.
    again = icalendar.Calendar.from_ical(calendar.to_ical())
    assert [event["uid"] for event in again.walk("VEVENT")] == [event["uid"] for event in events]
    return len(events)


def same(path: pathlib.Path, who: str, found: list[list[str]], wanted: list[list[str]]) -> None:
    assert len(found) == len(wanted), f"{path.name}, {who}: {len(found)} of {len(wanted)} lines"
    for line, (got, meant) in enumerate(zip(found, wanted, strict=True), start=1):
        assert got == meant, f"{path.name}, {who}, line {line}: {got} instead of {meant}"


def read_workbook(path: pathlib.Path, converted: pathlib.Path | None) -> int:
    """Reads a workbook, gives how many cells were compared."""
    text = path.with_suffix(".csv").read_text(encoding="utf-8")
    wanted = [[without_guard(cell) for cell in line] for line in rows_of(text)]
    book = openpyxl.load_workbook(path, data_only=False)
    cells = [list(line) for line in book.active.iter_rows()]
    formulas = [cell.coordinate for line in cells for cell in line if cell.data_type == "f"]
    assert not formulas, f"{path.name}: formulas in {formulas}"
    same(path, "openpyxl", [[shown(cell.value) for cell in line] for line in cells], wanted)
    if converted is not None:
        text = (converted / path.with_suffix(".csv").name).read_text(encoding="utf-8")
        found = rows_of(text)
        width = len(wanted[0])
        same(path, "LibreOffice", [line + [""] * (width - len(line)) for line in found], wanted)
    return sum(len(line) for line in wanted)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    converted = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    calendars = sorted(folder.glob("*.ics"))
    workbooks = sorted(folder.glob("*.xlsx"))
    events = sum(read_calendar(path) for path in calendars)
    cells = sum(read_workbook(path, converted) for path in workbooks)
    assert calendars and events and workbooks and cells, "the tests wrote nothing to read"
    print(f"  icalendar {icalendar.__version__}: {len(calendars)} calendars, {events} events")
    readers = f"openpyxl {openpyxl.__version__}" + (" and LibreOffice" if converted else "")
    print(f"  {readers}: {len(workbooks)} workbooks, {cells} cells as in the CSV, 0 formulas")


if __name__ == "__main__":
    main()
