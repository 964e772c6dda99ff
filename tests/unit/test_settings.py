"""The settings file: what it holds, and what a mistake in it costs."""

import json
from datetime import date

import pytest

from reader.errors import StorageFailed
from reader.settings import Settings, load, save
from reader.words import words


def test_settings_come_back_as_they_were_saved(tmp_path):
    chosen = Settings(language="en", theme="dark", sort="relevance", count_from="2020-11-13", zoom=150)
    save(chosen, tmp_path / "new" / "settings.json")
    assert load(tmp_path / "new" / "settings.json") == (chosen, None)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["settings.json"]


@pytest.mark.parametrize(("chosen", "means"), [("newest", "newest"), ("2020-11-13", date(2020, 11, 13))])
def test_terms_count_from_what_was_chosen(chosen, means):
    assert Settings(count_from=chosen).terms_from == means
    assert Settings().terms_from == "auto"


def test_without_a_file_there_are_defaults(tmp_path):
    assert load(tmp_path / "settings.json") == (Settings(), None)


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ('{"lanugage": "nl"}', "lanugage"),
        ('{"theme": "purple"}', "theme: purple"),
        ('{"sort": ["date"]}', "sort: ['date']"),
        ('{"count_from": "2020-02-31"}', "count_from: 2020-02-31"),
        ('{"count_from": 3}', "count_from: 3"),
        ('{"zoom": 101}', "zoom: 101"),
        ("[]", "list"),
        ("{", "JSONDecodeError"),
        ("", "JSONDecodeError"),
        ("\udcff", "UnicodeDecodeError"),
    ],
)
def test_a_mistake_is_named_and_gives_the_defaults(tmp_path, text, detail):
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    settings, problem = load(path)
    assert settings == Settings()
    assert problem is not None
    assert problem.detail == detail
    assert str(path) in words().sentence(problem)


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed):
        save(Settings(), tmp_path / "file" / "settings.json")


def test_a_save_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "settings.json"
    save(Settings(), path)
    monkeypatch.setattr(json, "dumps", lambda *_args, **_options: "\udcff")  # cannot be written as UTF-8
    with pytest.raises(UnicodeEncodeError):
        save(Settings(theme="dark"), path)
    assert load(path) == (Settings(), None)
    assert [one.name for one in tmp_path.iterdir()] == ["settings.json"]
