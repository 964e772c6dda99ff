"""The rules as data: each finds its own examples, can be explained, and is named once."""

from __future__ import annotations

import shutil

import pytest

from reader.actions import rules
from reader.actions.book import rule_book
from reader.actions.find import find_actions
from reader.actions.lines import lines_of
from reader.actions.plain import lower
from reader.actions.reading import read
from reader.actions.weighing import weights
from reader.actions.zones import Stretch
from reader.message import Block, Body, Message, MessageRef

BOOK = rule_book()


def _held(text, family):
    """The numbers of those of a family that a sentence holds."""
    plain = lower(text)
    lines = lines_of(text, plain, "", [Stretch(0, len(text), "text", 0, -1)], BOOK.lexicon)
    near, bits = BOOK.patterns.near(lines), BOOK.patterns.among(family)
    return {
        owner
        for number, row in enumerate(lines.rows[:-1])
        for owner in BOOK.patterns.held(row, near[number] & bits)
    }


def _message(text):
    return Message("1-x", MessageRef("x"), body=Body(text, (Block(0, len(text), "text", 0, 0),)))


@pytest.mark.parametrize("number", range(len(BOOK.rules)), ids=[rule.id for rule in BOOK.rules])
def test_a_rule_finds_its_examples_and_no_veto_takes_them_back(number):
    rule = BOOK.rules[number]
    assert rule.examples
    for example in rule.examples:
        if rule.place == "weighed":
            assert rule.id in {action.rule for action in find_actions(_message(example)).actions}
        elif rule.place == "list":
            assert example.endswith("?")
        else:
            assert number in _held(example, "item" if rule.place == "section" else "rule"), example
        vetoes = [BOOK.vetoes[of].id for of in _held(example, "veto") if not BOOK.vetoes[of].quoted]
        assert set(vetoes) <= rule.despite, (example, vetoes)


@pytest.mark.parametrize("number", range(len(BOOK.vetoes)), ids=[veto.id for veto in BOOK.vetoes])
def test_a_veto_holds_for_its_examples(number):
    for example in BOOK.vetoes[number].examples:
        assert number in _held(example, "veto"), example


def test_rules_are_named_once_and_after_their_kind():
    ids = [rule.id for rule in BOOK.rules]
    assert len(ids) == len(set(ids))
    for rule in BOOK.rules:
        assert rule.id.startswith(rule.kind.split("_")[0]), rule.id


def test_each_rule_is_explained_in_both_languages():
    for rule in BOOK.rules:
        assert rules.explanation(rule.id, "nl"), rule.id
        assert rules.explanation(rule.id, "en"), rule.id
    assert not rules.explanation("a-rule-of-an-older-version")


def test_despite_names_vetoes_that_exist():
    vetoes = {veto.id for veto in BOOK.vetoes}
    assert all(rule.despite <= vetoes for rule in BOOK.rules)


def test_the_hash_changes_with_any_rule_file(tmp_path, monkeypatch):
    before = rules.rules_hash()
    folder = shutil.copytree(rules.RESOURCES / "rules", tmp_path / "rules")
    monkeypatch.setattr(rules, "_FOLDER", folder)
    rules.rules_hash.cache_clear()
    assert rules.rules_hash() == before
    (folder / "vetoes.toml").write_bytes((folder / "vetoes.toml").read_bytes() + b"\n")
    rules.rules_hash.cache_clear()
    assert rules.rules_hash() != before
    monkeypatch.undo()
    rules.rules_hash.cache_clear()


def test_the_most_telling_rule_comes_first():
    order = [rule.kind for rule in BOOK.rules]
    assert order == sorted(order, key=rules.TELLING.index)


def test_weights_are_of_rules_vetoes_and_words_that_there_are():
    known = {f"rule:{rule.id}" for rule in BOOK.rules} | {f"veto:{veto.id}" for veto in BOOK.vetoes}
    found = weights()
    assert len(found) > 500
    assert {name for name in found if name.startswith(("rule:", "veto:"))} == known


def test_nearly_all_examples_are_found_and_nearly_all_of_vetoes_are_left():
    """The weights have a say in it: one that labelled mail speaks against may be lost, no more."""
    of_rules = [example for rule in BOOK.rules for example in rule.examples]
    of_vetoes = [example for veto in BOOK.vetoes for example in veto.examples]
    assert sum(bool(find_actions(_message(one)).actions) for one in of_rules) >= 0.9 * len(of_rules)
    assert sum(not find_actions(_message(one)).actions for one in of_vetoes) >= 0.9 * len(of_vetoes)


def test_no_pattern_that_holds_is_passed_over_for_its_words():
    """What a sentence is searched for follows from its words, alone and beside each other; a pattern left out would be lost in silence."""
    patterns = BOOK.patterns._patterns
    for owner in (*BOOK.rules, *BOOK.vetoes):
        for example in owner.examples:
            lines = read(_message(example), BOOK).lines
            near = BOOK.patterns.near(lines)
            for number in range(len(lines.spans)):
                holds = sum(1 << at for at, one in enumerate(patterns) if one.search(lines.rows[number]))
                assert holds & ~near[number] == 0, example
