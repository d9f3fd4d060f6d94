"""Who may read, what may be written, and where a database is not safe."""

import os
from pathlib import Path

import pytest

from touchbase.cli.checks.disk import file_system, kind_of, modes, read_mounts, writable

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/sam/local\\040disk btrfs rw 0 0
//server/share /mnt/share cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "ok", "said"),
    [
        ("/var/lib/touchbase", True, "ext4"),
        ("/home/sam/.local/share/touchbase", False, "nfs4"),
        ("/home/sam/local disk/touchbase", True, "btrfs"),
        ("/mnt/share/touchbase", False, "cifs"),
        ("/mnt/shared", True, "ext4"),
        ("/var/Dropbox/touchbase", False, "Dropbox"),
        ("/var/OneDrive - Example Ltd/touchbase", False, "OneDrive - Example Ltd"),
    ],
)
def test_a_database_wants_a_disk_of_its_own(folder: str, ok: bool, said: str) -> None:
    check = file_system(Path(folder), MOUNTS)
    assert (check.ok, bool(check.remedy)) == (ok, not ok)
    assert said in check.detail


def test_where_no_mounts_are_told_nothing_is_claimed(tmp_path: Path) -> None:
    assert kind_of(tmp_path, read_mounts(tmp_path / "none")) == ""
    assert file_system(Path("/somewhere"), "").ok


def test_files_that_others_may_read_are_named_with_the_cure(tmp_path: Path) -> None:
    private, wide = tmp_path / "private", tmp_path / "wide"
    for path, mode in ((private, 0o600), (wide, 0o644)):
        path.touch()
        path.chmod(mode)
    assert modes("file modes", [private, tmp_path / "not there"]).ok
    check = modes("file modes", [private, wide])
    assert not check.ok
    assert f"{wide} (0644)" in check.detail
    assert check.remedy == f"chmod go-rwx '{wide}'"


def test_a_folder_yet_to_be_made_is_judged_by_the_one_above(tmp_path: Path) -> None:
    assert writable("calendar folder", tmp_path).detail == str(tmp_path)
    assert "will be made" in writable("calendar folder", tmp_path / "a" / "b").detail


def test_a_file_in_the_way_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "calendar").touch()
    check = writable("calendar folder", tmp_path / "calendar")
    assert (check.ok, "not a folder" in check.detail) == (False, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert not writable("calendar folder", tmp_path).ok
