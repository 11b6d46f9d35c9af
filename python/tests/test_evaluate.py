"""The table of methods, and the command that came with the package."""

import json
import subprocess
import sys

import pytest

import tidings

ITEMS = [
    {
        "id": str(n),
        "documents": [
            {"text": f"The ferry sank on day {n}. Nine people died in the sound. Divers searched the wreck all night."},
            {"text": f"A ferry capsized off Skerrin on day {n}. Officials said nine people were dead."},
        ],
        "references": ["The ferry sank and nine people died in the sound."],
    }
    for n in range(4)
]


def test_methods_over_items_as_the_command_measures_them(command, tmp_path):
    pytest.importorskip("pandas")
    frame = tidings.evaluate(ITEMS, ["coverage", "lead", "oracle"], length="12w")
    assert set(frame["method"]) == {"coverage", "lead", "oracle"}
    path = tmp_path / "items.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in ITEMS), encoding="utf-8")
    said = json.loads(command("evaluate", path, "-m", "coverage,lead,oracle", "-l", "12w", "--json"))
    for standing in said["datasets"][0]["standings"]:
        row = frame[frame["method"] == standing["name"]].iloc[0]
        assert row["rouge2"] == standing["cells"][1]["avg"] and row["words"] == standing["words"]
    assert frame.attrs["report"]["datasets"][0]["signature"] == said["datasets"][0]["signature"]
    items = tidings.evaluate(path, "lead", length="12w", per_item=True)
    assert len(items) == 4 and items.loc[0, "summary"] and 0 <= items.loc[0, "rouge1_fmeasure"] <= 1


def test_what_the_command_says_is_raised():
    pytest.importorskip("pandas")
    with pytest.raises(tidings.TidingsError, match="magic"):
        tidings.evaluate(ITEMS, ["magic"], length="12w")


def test_the_command_is_the_package_s():
    done = subprocess.run(
        [sys.executable, "-m", "tidings", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"tidings {tidings.__version__}"
