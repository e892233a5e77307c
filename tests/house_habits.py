"""Law 6 and habits: who decides nothing, how handlers are called, what is never left behind."""

import ast
import re
from collections.abc import Iterator

from tests.house_tree import House

VERBS = set(
    [
        "add",
        "archive",
        "disable",
        "enable",
        "ask",
        "bring",
        "change",
        "choose",
        "confirm",
        "delete",
        "download",
        "find",
        "import",
        "keep",
        "leave",
        "list",
        "move",
        "open",
        "print",
        "read",
        "record",
        "remove",
        "rename",
        "replace",
        "save",
        "search",
        "select",
        "send",
        "set",
        "show",
        "sign",
        "start",
        "submit",
        "tick",
        "upload",
        "use",
        "withdraw",
        "amend",
        "check",
        "make",
        "refuse",
        "mend",
        "export",
        "merge",
        "undo",
        "hide",
        "correct",
        "take",
        "stop",
    ]
)
DOORS = {"get", "post", "put", "patch", "delete", "head", "route", "asgi", "websocket"}
DECIDES = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.Match,
    ast.Compare,
    ast.BoolOp,
    ast.comprehension,
)
# In two parts, so that this file does not complain of itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")
PASSED_OVER = {
    "skip",
    "skipif",
    "skipunless",
    "skiptest",
    "xfail",
    "importorskip",
    "expectedfailure",
}
SOMEWHERE = re.compile(
    r"(^|[\s'\"=:])(/(home|Users|root|work|tmp|var|etc|opt|usr|srv|mnt|media)/|[A-Z]:\\|~/)"
)
PLACES = {"home", "expanduser", "gettempdir", "mkdtemp", "getcwd", "cwd", "gethostname", "getuser"}


def floor_plan_decides_nothing(house: House) -> Iterator[str]:
    for module in house.modules:
        for node in ast.walk(module.tree) if module.kind == "app" else ():
            if isinstance(node, DECIDES):
                name = type(node).__name__.lower()
                yield module.at(
                    getattr(node, "lineno", 1),
                    f"app decides nothing: take this {name} to html, errors, guard or a room.",
                )


def command_line_holds_no_rule(house: House) -> Iterator[str]:
    """Whether something is None, or a text holds a sign, or this is the program, is no rule."""
    for module in house.modules:
        for node in ast.walk(module.tree) if module.kind == "cli" else ():
            if isinstance(node, ast.Compare):
                plain = all(isinstance(one, ast.Is | ast.IsNot) for one in node.ops) or (
                    isinstance(node.left, ast.Constant) and isinstance(node.ops[0], ast.In)
                )
                if not plain and getattr(node.left, "id", "") != "__name__":
                    yield module.at(
                        node,
                        f"a command parses, calls and prints: move the rule"
                        f" `{ast.unparse(node)}` to the trade.",
                    )


def handlers_are_verb_and_noun(house: House) -> Iterator[str]:
    for module in house.modules:
        for one in module.functions:
            called = [
                node.func if isinstance(node, ast.Call) else node for node in one.decorator_list
            ]
            if not any(isinstance(node, ast.Name) and node.id in DOORS for node in called):
                continue
            verb, _, noun = one.name.partition("_")
            if module.kind not in ("pages", "guard", "errors", "door", "assets"):
                yield module.at(one, f"{one.name} is a handler: move it to a pages module.")
            if verb not in VERBS or not noun:
                yield module.at(
                    one,
                    f"{one.name}: call a handler verb_noun, such as list_candidates; a new"
                    " verb joins VERBS in tests/house_habits.py.",
                )


def tests_test(house: House) -> Iterator[str]:
    for module in house.tests:
        if not module.path.rpartition("/")[2].startswith("test_"):
            continue
        names = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(module.tree)}
        if not any(isinstance(node, ast.Assert) for node in ast.walk(module.tree)) and not names & {
            "raises",
            "expect",
        }:
            yield f"{module.path}:1: a test file asserts something, or goes."
        for one in module.functions:
            if one.name.startswith("test") and len(one.name.split("_")) < 3:
                yield module.at(one, f"{one.name}: name a test with a sentence a user would say.")


def no_test_is_passed_over(house: House) -> Iterator[str]:
    for module in house.tests:
        for node in ast.walk(module.tree):
            name = getattr(node, "id", getattr(node, "attr", getattr(node, "name", "")))
            if isinstance(name, str) and name.lower() in PASSED_OVER:
                yield module.at(
                    node, f"{name}: a test runs or goes; what it needs, script/setup brings."
                )


def nothing_is_left_for_later(house: House) -> Iterator[str]:
    for path in house.written:
        for number, line in enumerate(house.text(path).splitlines(), 1):
            if found := UNFINISHED.search(line):
                yield f"{path}:{number}: {found[0]}: do it now, or write it down as a decision."


def no_path_of_a_machine(house: House) -> Iterator[str]:
    for module in house.modules:
        for node, text in module.strings:
            if SOMEWHERE.search(text):
                yield module.at(
                    node,
                    f"“{text[:40]}” is a place on some machine: let it be given as a"
                    " setting, or find it from __file__.",
                )
        for node in ast.walk(module.tree):
            name = getattr(node, "attr", getattr(node, "id", ""))
            if name in PLACES or (name in ("environ", "getenv") and module.kind != "settings"):
                yield module.at(node, f"{name}: only settings asks the machine where it is.")
