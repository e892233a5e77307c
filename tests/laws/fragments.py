"""The lives of pages, fragments and macros: who shows, includes and extends whom."""

from collections.abc import Iterator

from jinja2 import nodes

from tests.laws.source import ROOMS, Source, in_template, room_of
from tests.laws.templates import LAYOUT, is_fragment, references, syntax


def _named(source: Source) -> Iterator[tuple[str, str, str]]:
    """List every naming of a template: its place, the room it is in, and the template's name."""
    for module in source.modules.values():
        for node, other in module.template_names():
            yield module.at(node, ""), module.room, other
    for name in source.templates:
        for line, other in references(source, name):
            yield in_template(name, line, ""), room_of(name), other


def none_missing_none_dead(source: Source) -> Iterator[str]:
    for place, _, name in _named(source):
        if name not in source.templates:
            yield f"{place}there is no template {name}: name one."
    waiting = [name for module in source.modules.values() for _, name in module.template_names()]
    alive: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in source.templates and name not in alive:
            alive.add(name)
            waiting += [other for _, other in references(source, name)]
    for name in sorted(source.templates.keys() - alive):
        yield in_template(name, 1, "no page shows it: include it, show it, or delete it.")


def upstream(source: Source) -> Iterator[str]:
    """A template of a room is named in its room or further down, and by no kit or layout."""
    for place, room, name in _named(source):
        owner = room_of(name)
        if owner and (not room or ROOMS.index(owner) > ROOMS.index(room)):
            yield f"{place}{room or 'kit and layout'} may not know {name}: leave a hole with a URL."


def pages_fragments_macros(source: Source) -> Iterator[str]:
    """A page extends the layout, a fragment's name has an underscore, any other file has macros."""
    for name in source.templates.keys() - {LAYOUT}:
        extended = [other for _, other in references(source, name, nodes.Extends)]
        if is_fragment(name) and extended:
            yield in_template(name, 1, "a fragment never extends the layout.")
        elif extended and extended != [LAYOUT]:
            yield in_template(name, 1, f"a page extends {LAYOUT}.")
        elif not is_fragment(name) and not extended and not syntax(source, name).find(nodes.Macro):
            complaint = "extend the layout, begin the name with an underscore, or hold macros."
            yield in_template(name, 1, complaint)
