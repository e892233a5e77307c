"""The laws of the house, kept and each seen to fail.

A law is a function of a House that yields its complaints, each naming file, line and what to do;
house_breaks.py breaks every one of them on purpose in a copy of the tree.
"""

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import (
    house_forms,
    house_habits,
    house_imports,
    house_markup,
    house_names,
    house_pages,
    house_plan,
    house_sql,
    house_templates,
    house_transactions,
    house_writes,
)
from tests.house_breaks import BREAKS, Break
from tests.house_tree import LEFT_OUT, ROOT, House

HOUSE = House()
Law = Callable[[House], Iterator[str]]


def kept(law: Law) -> None:
    if complaints := list(law(HOUSE)):
        pytest.fail("\n".join(complaints), pytrace=False)


def test_everything_stands_where_the_plan_puts_it() -> None:
    kept(house_plan.everything_in_its_place)


def test_a_room_holds_pages_stores_and_nouns_of_the_trade() -> None:
    kept(house_plan.kinds_of_module)


def test_inside_a_room_pages_import_stores_and_trade_and_never_the_other_way() -> None:
    kept(house_imports.inside_a_room)


def test_between_rooms_imports_go_upstream_and_never_to_pages() -> None:
    kept(house_imports.between_rooms)


def test_each_kind_of_module_imports_only_its_share_of_the_top_level() -> None:
    kept(house_imports.top_level)


def test_no_import_hides_from_these_laws() -> None:
    kept(house_imports.by_their_names)


def test_the_trade_is_plain_python() -> None:
    kept(house_imports.trade_is_pure)


def test_only_pages_guard_html_errors_and_app_know_litestar() -> None:
    kept(house_imports.who_knows_litestar)


def test_only_stores_db_and_cli_know_the_database() -> None:
    kept(house_imports.who_knows_the_database)


def test_only_stores_speak_to_the_database() -> None:
    kept(house_imports.who_speaks_to_the_database)


def test_sql_stands_in_stores_and_the_schema() -> None:
    kept(house_sql.where_sql_stands)


def test_the_schema_stands_in_corridor_order_and_refers_upstream() -> None:
    kept(house_sql.schema_order)


def test_a_store_writes_only_to_tables_of_its_own_room() -> None:
    kept(house_writes.own_tables)


def test_a_store_reads_only_its_own_and_upstream_tables() -> None:
    kept(house_sql.reads_upstream)


def test_a_join_of_three_tables_that_is_used_twice_is_a_view() -> None:
    kept(house_sql.joined_once)


def test_two_writes_go_in_one_transaction() -> None:
    kept(house_transactions.one_transaction)


def test_the_door_plate_names_the_tables_of_the_room_and_does_nothing() -> None:
    kept(house_plan.door_plates)


def test_the_floor_plan_decides_nothing() -> None:
    kept(house_habits.floor_plan_decides_nothing)


def test_the_command_line_holds_no_rule() -> None:
    kept(house_habits.command_line_holds_no_rule)


def test_db_html_settings_and_errors_know_no_noun_of_the_trade() -> None:
    kept(house_names.no_noun_outside_the_rooms)


def test_kit_and_layout_know_no_noun_of_the_trade() -> None:
    kept(house_names.no_noun_in_the_kit)


def test_a_template_says_on_its_first_line_what_it_needs() -> None:
    kept(house_templates.first_lines)


def test_what_a_template_says_it_needs_is_what_it_uses() -> None:
    kept(house_templates.declared)


def test_pages_give_a_template_what_it_needs_and_nothing_else() -> None:
    kept(house_templates.given)


def test_templates_are_strict_and_escape_everything() -> None:
    kept(house_templates.strict)


def test_every_name_is_known() -> None:
    kept(house_names.names_are_known)


def test_no_name_says_nothing() -> None:
    kept(house_names.names_say_something)


def test_a_template_is_a_page_a_fragment_or_macros() -> None:
    kept(house_pages.pages_fragments_macros)


def test_every_template_is_shown_and_none_is_missing() -> None:
    kept(house_pages.none_missing_none_dead)


def test_templates_know_only_their_own_room_and_upstream() -> None:
    kept(house_pages.upstream)


def test_the_outermost_id_of_a_fragment_is_its_name() -> None:
    kept(house_markup.outermost_ids)


def test_what_htmx_aims_at_is_there() -> None:
    kept(house_markup.targets_are_there)


def test_nothing_is_inline_or_evaluated() -> None:
    kept(house_markup.nothing_inline)


def test_every_form_works_without_htmx() -> None:
    kept(house_forms.forms_work_without_htmx)


def test_what_was_typed_is_there_on_back() -> None:
    kept(house_forms.typed_text_survives_back)


def test_a_hole_for_another_room_holds_a_plain_link() -> None:
    kept(house_forms.holes_hold_a_link)


def test_vendored_files_have_a_version_and_a_licence() -> None:
    kept(house_plan.vendored_with_version_and_licence)


def test_handlers_are_named_verb_and_noun() -> None:
    kept(house_habits.handlers_are_verb_and_noun)


def test_every_test_file_asserts_and_names_its_tests_with_sentences() -> None:
    kept(house_habits.tests_test)


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    kept(house_habits.no_test_is_passed_over)


def test_nothing_is_left_for_later() -> None:
    kept(house_habits.nothing_is_left_for_later)


def test_no_module_knows_a_path_of_a_machine() -> None:
    kept(house_habits.no_path_of_a_machine)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as it is, to break laws in."""

    def left_out(_folder: str, names: list[str]) -> list[str]:
        return [one for one in names if LEFT_OUT.fullmatch(one)]

    return shutil.copytree(ROOT, tmp_path_factory.mktemp("house") / "main", ignore=left_out)


@cache
def complaints_of(law: Law, root: Path) -> set[str]:
    return set(law(House(root)))


@pytest.mark.parametrize("broken", BREAKS, ids=lambda one: f"{one.law.__name__}-{one.path}")
def test_each_law_is_seen_to_fail(broken: Break, copy: Path) -> None:
    before = complaints_of(broken.law, copy)
    path = copy / broken.path
    was = path.read_text(encoding="utf-8") if path.exists() else None
    if isinstance(broken.text, str):
        now = (was or "") + broken.text
    else:
        now = (was or "").replace(*broken.text)
        assert now != was, f"house_breaks.py: {broken.path} no longer holds {broken.text[0]!r}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(now, encoding="utf-8")
    try:
        new = set(broken.law(House(copy))) - before
    finally:
        path.unlink() if was is None else path.write_text(was, encoding="utf-8")
    place = re.compile(rf"{re.escape(broken.path)}:\d+: .*{re.escape(broken.says)}")
    assert any(place.match(one) for one in new), (
        f"{broken.law.__name__} said only {new or 'nothing'}"
    )


def test_every_law_is_kept_here_and_broken_there() -> None:
    calls = [
        node
        for node in ast.walk(ast.parse(Path(__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "kept"
    ]
    assert {ast.unparse(one.args[0]).rpartition(".")[2] for one in calls} == {
        one.law.__name__ for one in BREAKS
    }
