"""Which types, fields and signatures in a Go syntax tree are written as only Go writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blistui.patterns import pattern

if TYPE_CHECKING:
    from tree_sitter import Node


def words(text: str) -> frozenset[str]:
    """The words of `text`, as a set."""
    return frozenset(text.split())


STRONG_TYPES = words(
    "int8 int16 int32 int64 uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128"
)
"""Predeclared types that are no words of any other language people write plans in."""
WORD_TYPES = frozenset(["string", "error", "any", "byte", "rune"])
PREDECLARED = STRONG_TYPES | WORD_TYPES | frozenset(["int", "uint", "bool"])
NAMED = frozenset(["type_identifier", "qualified_type", "generic_type"])
"""Nodes of types that are names."""
COMPOSED = words("slice_type map_type channel_type function_type array_type implicit_length_array_type")

_STRING_ADJECTIVES = words(
    "a an any connection each empty error every format input json literal long no one output plain query"
    " quoted random raw result same search short single some that the this unicode version whole yaml"
)
_NO_NAMES = words(
    "an each every extern long negative nullable optional positive random required short signed single static"
    " the two unsigned volatile"
)
"""What stands before a type in sentences, and in declarations of C."""
_NAMES_OF_ERRORS = words("cause err error failure reason")
_LOWER_NAMES = {"any": {"v", "x", "value"}, "byte": {"b", "c"}, "rune": {"r", "c"}}
_REMARKS = words("a an and as each for from in like not of or per see the to using via with")
_REMARKS_ON_NAMES = words("also but by calls except gives is made needs not now only reads takes then uses")
_TYPE_PACKAGES = words("atomic bufio bytes context http io sync time zap")
_NAME_LIKE = pattern(r"[A-Z_\d]|[a-z][A-Z]")
_TWO_HUMPS = pattern(r"(?=\w*[a-z])[A-Z]\w*[A-Z]")
_TWO_WORDS = pattern(r"[A-Z]\w*[a-z][A-Z]\w*\Z")


def descend(root: Node, wanted: str) -> list[Node]:
    """The outermost nodes of type `wanted`, in the order of the text."""
    found: list[Node] = []
    todo = [root]
    while todo:
        node = todo.pop()
        if node.type == wanted:
            found.append(node)
        else:
            todo.extend(reversed(node.named_children))
    return found


class Types:
    """Looks at types of one tree over `source`. In bare prose (`bare`) two words prove less."""

    def __init__(self, source: bytes, bare: bool) -> None:
        self._source = source
        self.bare = bare

    def text(self, node: Node | None) -> str:
        """The text of `node`."""
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace") if node else ""

    def distinctive(self, of: Node) -> bool:
        """Whether the type is written as only Go writes types."""
        text = self.text(of)
        match of.type:
            case "channel_type":
                return text not in ("chan send", "chan receive")  # states of goroutines in a trace
            case "slice_type":
                return text[2:3] not in (" ", "")  # `[ ] done` is a box to tick
            case "array_type":
                element = self.text(of.child_by_field_name("element"))
                length = self.text(of.child_by_field_name("length"))
                counted = length.isdigit() and (element[:1].isupper() or element[:4] in ("map[", "func"))
                named = element[:1] in "*[" or element in PREDECLARED
                # `[Optional]Name` is of other notations.
                return (counted or named) and f"]{element}" in text
            case "type_identifier":
                return text in STRONG_TYPES or (text in PREDECLARED and not self.bare)
            case "pointer_type":
                pointed = of.named_children[0] if of.named_children else None
                return pointed is not None and (pointed.type in COMPOSED or self.named(pointed))
            case "qualified_type" | "generic_type":
                return self.named(of) and not self.bare
            case _:
                return of.type in COMPOSED or of.type in ("struct_type", "interface_type")

    def named(self, of: Node) -> bool:
        """Whether it is the name of a type: predeclared or exported."""
        text = self.text(of)
        return text in PREDECLARED or text.rpartition(".")[2][:1].isupper()

    def plausible(self, of: Node | None) -> bool:
        """Whether a word in the place of a type could be one: an English word in lower case is not."""
        if of is None:
            return True
        if of.type == "type_identifier":
            text = self.text(of)
            return text in PREDECLARED or bool(_NAME_LIKE.search(text))
        return of.type != "parenthesized_type"

    def distinctive_field(self, field: Node) -> bool:
        """Whether a field of a struct can be nothing else."""
        of = field.child_by_field_name("type")
        names = [self.text(name) for name in field.children_by_field_name("name")]
        if of is None or not names or any(name in PREDECLARED | _NO_NAMES for name in names):
            return False  # `int count`, `string name` and `unsigned int` are of other languages
        if field.child_by_field_name("tag") is not None:
            return True
        if not self.bare and of.type == "type_identifier" and self._belongs_to(names, self.text(of)):
            return True
        if of.type == "type_identifier" and self.text(of) in WORD_TYPES:
            return not self.bare and all(self._names_a_word_type(name, self.text(of)) for name in names)
        return self.distinctive(of)

    def _belongs_to(self, names: list[str], of: str) -> bool:
        """Whether names and a type are a field: `key, rev int`, `From, To GateID`, `Gate GateID`."""
        if len(names) > 1 and (of in PREDECLARED or (of[:1].isupper() and _TWO_HUMPS.match(of))):
            return all(name.isidentifier() for name in names)
        return names[0][:1].isupper() and of.startswith(names[0]) and of != names[0]

    def _names_a_word_type(self, name: str, of: str) -> bool:
        """Whether `name of` is a field, as `model string`, and not two words, as `empty string`."""
        if _NAME_LIKE.search(name[1:]):
            return True
        if of == "string":
            return name.lower() not in _STRING_ADJECTIVES
        if of == "error":
            return name.lower() in _NAMES_OF_ERRORS  # `Parse error` and `Reconciler error` are words
        return name[:1].isupper() or name in _LOWER_NAMES.get(of, ())

    def distinctive_parameter(self, one: Node) -> bool:
        """Whether a parameter or result can be nothing else."""
        of = one.child_by_field_name("type")
        if of is None:
            return False
        name = one.child_by_field_name("name")
        if one.type == "variadic_parameter_declaration" and name is not None:
            return True
        if name is not None:
            if of.type == "qualified_type" and self.named(of):
                known = self.text(of).partition(".")[0] in _TYPE_PACKAGES
                return self.text(name) not in (_REMARKS if known else _REMARKS | _REMARKS_ON_NAMES)
            if self.distinctive(of) or of.type != "type_identifier":
                return self.distinctive(of)
            # In bare prose `(state RouterState)` is a parameter, and `(see Router)` a remark.
            if self.text(name) in _REMARKS:
                return False
            if self.text(of) in PREDECLARED:
                return self._names_a_word_type(self.text(name), self.text(of))
            return bool(_TWO_HUMPS.match(self.text(of))) if self.bare else self.named(of)
        # `Score(Request)` may be a call by name; `Score(*Request)` is no call that makes sense.
        if of.type == "pointer_type":
            return self.distinctive(of)
        if of.type in ("interface_type", "struct_type"):
            return True
        return of.type in COMPOSED or self.text(of) in STRONG_TYPES | {"error"}

    def distinctive_signature(self, method: Node) -> bool:
        """Whether `Name(parameters) result` can only be a signature."""
        result = method.child_by_field_name("result")
        if result is not None and self._distinctive_results(result):
            return True  # whatever the parameters are called: `Admit(req, state) (bool, string)`
        parameters = method.child_by_field_name("parameters")
        given = parameters.named_children if parameters is not None else []
        types = [one.child_by_field_name("type") for one in given]
        if result is not None and result.type != "parameter_list":
            types.append(result)
        if not all(map(self.plausible, types)):
            return False
        return any(map(self.distinctive_parameter, given)) or self._takes_types(method, types)

    def _takes_types(self, method: Node, types: list[Node | None]) -> bool:
        """Whether `RecordScale(ScaleRecord)`: names of two words, of which the inner can only be types.

        `Status(Succeeded)` and `Status(InProgress)` are a value of one word. In code `Set(string)` takes one.
        """
        name = self.text(method.child_by_field_name("name"))
        inner = [self.text(of) for of in types if of is not None]
        if not inner or len(inner) < len(types) or not name[:1].isupper():
            return False
        if not self.bare and all(text in PREDECLARED for text in inner):
            return True
        answers = len(types) > 1 and method.child_by_field_name("result") is not None
        return bool(answers or _TWO_WORDS.match(name)) and all(map(_TWO_WORDS.match, inner))

    def approximate(self, negated: Node) -> bool:
        """Whether `~int64` is a type and its likes, and no rough number of another notation."""
        return self.text(negated).lstrip("~ ") in PREDECLARED

    def _distinctive_results(self, result: Node) -> bool:
        if result.type != "parameter_list":
            as_code = result.type == "qualified_type" or "." in self.text(result) or not self.bare
            return self.distinctive(result) or (as_code and self.named(result))
        types = [one.child_by_field_name("type") for one in result.named_children]
        named = [one for one in result.named_children if one.child_by_field_name("name") is not None]
        if len(named) == len(types) >= 2 and all(self.text(of) in PREDECLARED for of in types):
            return True
        plausible = all(map(self.plausible, types))
        return plausible and any(of is not None and self.distinctive(of) for of in types)

    def distinctive_in_list(self, of: Node) -> bool:
        """Whether a type in `(…, …)` makes it a list of results."""
        return self.distinctive(of) or (self.text(of) == "error" and not self.bare)

    def returns_error(self, types: list[Node | None]) -> bool:
        """Whether a list of types is `(storage.SeriesSet, error)`, names of types and an error at the end."""
        *before, last = (self.text(of) for of in types)
        return last == "error" and any("." in of or _TWO_WORDS.match(of) for of in before)
