from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.mentors import SENIORITIES, MentorProfile
from assistant.errors import InvalidFile
from assistant.program.mentor_files import MentorFormat, mentors_in, read_mentors, write_mentors

HEADER = (
    "id,name,headline,bio,skills,topics,industries,seniority,languages,timezone,weekly_minutes,booked_minutes,accepting"
)
GOOD = (
    "m-1,Ada Brandt,Ward sister,Long nights,rostering;handover,leading,hospitals,senior,en;de,Europe/Berlin,60,15,true"
)
ROW = {
    "id": "m-1",
    "name": "Ada Brandt",
    "headline": "Ward sister",
    "bio": "Long nights",
    "skills": ["rostering"],
    "topics": ["leading"],
    "industries": ["hospitals"],
    "seniority": "senior",
    "languages": ["en"],
    "timezone": "Europe/Berlin",
    "weekly_minutes": 60,
    "accepting": True,
}


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def test_a_csv_row_becomes_a_profile_with_lists(tmp_path: Path) -> None:
    file = read_mentors(write(tmp_path / "m.csv", HEADER, GOOD))
    assert file.problems == ()
    assert file.profiles[0].skills == ("rostering", "handover")
    assert file.profiles[0].languages == ("en", "de")
    assert file.profiles[0].weekly_minutes == 60


def test_a_json_line_becomes_a_profile_with_the_defaults_of_what_is_left_out(tmp_path: Path) -> None:
    file = read_mentors(write(tmp_path / "m.jsonl", json.dumps(ROW)))
    assert file.profiles[0].booked_minutes == 0


def test_every_bad_row_is_listed_with_its_line_and_everything_wrong_with_it(tmp_path: Path) -> None:
    bad = [
        ROW | {"id": "m-2", "timezone": "Mars/Base", "languages": ["english"]},
        ROW | {"id": "m-3", "weekly_minutes": -5},
    ]
    file = read_mentors(write(tmp_path / "m.jsonl", json.dumps(ROW), "", *map(json.dumps, bad), "{nonsense"))
    assert [profile.id for profile in file.profiles] == ["m-1"]
    assert [problem.split(":")[0] for problem in file.problems] == ["line 3", "line 4", "line 5"]
    assert "Mars/Base" in file.problems[0]
    assert "english" in file.problems[0]
    assert "-5" in file.problems[1]


def test_line_numbers_count_the_lines_of_quoted_cells(tmp_path: Path) -> None:
    long_bio = GOOD.replace("Long nights", '"Long nights,\nand longer days"')
    bad = GOOD.replace("m-1", "m-2").replace("senior", "wizard")
    file = read_mentors(write(tmp_path / "m.csv", HEADER, long_bio, bad))
    assert file.profiles[0].bio == "Long nights,\nand longer days"
    assert file.problems[0].startswith("line 4: seniority")


def test_unknown_columns_are_reported_and_left_out(tmp_path: Path) -> None:
    file = read_mentors(write(tmp_path / "m.csv", f"{HEADER},shoe_size", f"{GOOD},41"))
    assert file.unknown_columns == ("shoe_size",)
    assert len(file.profiles) == 1


def test_the_same_id_twice_names_both_lines(tmp_path: Path) -> None:
    file = read_mentors(write(tmp_path / "m.csv", HEADER, GOOD, GOOD))
    assert file.problems == ("line 3: the id 'm-1' stands in line 2 already",)


def test_a_byte_order_mark_and_windows_line_breaks_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes(f"{HEADER}\r\n{GOOD}\r\n".encode("utf-8-sig"))
    assert read_mentors(path).profiles[0].id == "m-1"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.csv", b"", "empty"),
        ("m.csv", b"\xef\xbb\xbf\n", "empty"),
        ("m.csv", b"id\x00name", "binary"),
        ("m.csv", "id,name\nm-1,Zo\xeb".encode("latin-1"), "line 2 is not UTF-8"),
        ("m.csv", b"id,name\nm-1,Ada", "missing: headline"),
        ("m.csv", HEADER.replace(",", ";").encode(), "separated by commas"),
        ("m.csv", f"{HEADER},id\n{GOOD},m-9".encode(), "more than once"),
        ("m.xlsx", b"PK", "expected one of .csv"),
    ],
)
def test_a_file_without_readable_rows_is_refused_in_words(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InvalidFile, match=said):
        read_mentors(path)


def test_a_file_over_ten_megabytes_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes(b"x" * 10_000_001)
    with pytest.raises(InvalidFile, match=r"the limit is 10,000,000 \(10 MB\)"):
        read_mentors(path)


def test_a_row_with_too_few_cells_says_how_many_were_found(tmp_path: Path) -> None:
    file = read_mentors(write(tmp_path / "m.csv", HEADER, "m-1,Ada"))
    assert "found 2 cells, expected 13" in file.problems[0]


@pytest.mark.parametrize("line", ["[1]", "null", "9" * 5000, "[" * 100_000, '{"id": "a\\u0000b"}'])
def test_hostile_json_lines_are_problems_not_crashes(tmp_path: Path, line: str) -> None:
    file = read_mentors(write(tmp_path / "m.jsonl", line))
    assert file.profiles == ()
    assert len(file.problems) == 1


line_of_text = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"), exclude_characters=";"),
    min_size=1,
    max_size=20,
)
lines_of_text = st.lists(line_of_text, max_size=4, unique=True).map(tuple)
profiles = st.builds(
    MentorProfile,
    id=line_of_text,
    name=line_of_text,
    headline=line_of_text,
    bio=line_of_text,
    skills=lines_of_text,
    topics=lines_of_text,
    industries=lines_of_text,
    seniority=st.sampled_from(SENIORITIES),
    languages=st.lists(st.sampled_from(["en", "de", "sw"]), min_size=1, unique=True).map(tuple),
    timezone=st.sampled_from(["Europe/Dublin", "Asia/Tokyo"]),
    weekly_minutes=st.integers(0, 600),
    booked_minutes=st.integers(0, 600),
    accepting=st.booleans(),
)


@pytest.mark.parametrize("file_format", ["csv", "jsonl"])
@given(written=st.lists(profiles, min_size=1, max_size=5, unique_by=lambda profile: profile.id))
def test_what_is_exported_can_be_imported_alike(
    tmp_path_factory: pytest.TempPathFactory, file_format: MentorFormat, written: list[MentorProfile]
) -> None:
    path = tmp_path_factory.mktemp("export") / f"mentors.{file_format}"
    path.write_text(write_mentors(written, file_format), encoding="utf-8", newline="")
    assert read_mentors(path).profiles == tuple(written)


@pytest.mark.parametrize("name", ["m.csv", "m.jsonl"])
def test_a_file_in_memory_is_read_like_a_file(tmp_path: Path, name: str) -> None:
    lines = [HEADER, GOOD, "m-2,Bo"] if name.endswith("csv") else [json.dumps(ROW), "[1]"]
    path = write(tmp_path / name, *lines)
    assert mentors_in(path.read_bytes(), str(path)) == read_mentors(path)
    assert len(read_mentors(path).problems) == 1


def test_a_file_in_memory_that_is_too_large_is_refused() -> None:
    with pytest.raises(InvalidFile, match="10 MB"):
        mentors_in(b"x" * 10_000_001, "m.csv")
