"""Reads types of Go from tokens."""

from __future__ import annotations

from collections.abc import Callable

from blistui.repo.go.tokens import Tokens, is_name
from blistui.repo.go.type_syntax import Field, Interface, Made, Name, Signature, Struct, TypeSyntax

_DEEPEST = 60
_KEYWORDS = frozenset(["struct", "interface", "func", "map", "chan"])


class NotAType(Exception):
    """The tokens are no type, or one nested deeper than any that people write."""


class TypeReader:
    """Reads types from tokens, from the position `at` on."""

    def __init__(self, given: Tokens, at: int = 0) -> None:
        self.tokens, self.at = given, at
        self._texts = given.texts
        self._depth = 0

    @property
    def current(self) -> str:
        """The token at the position; empty at the end."""
        return self._texts[self.at] if self.at < len(self._texts) else ""

    def next(self, ahead: int = 1) -> str:
        """The token after the current one."""
        return self._texts[self.at + ahead] if self.at + ahead < len(self._texts) else ""

    def take(self, text: str) -> bool:
        """Go past the current token when it is this one."""
        if self.current != text:
            return False
        self.at += 1
        return True

    def expect(self, text: str) -> None:
        """Go past a token that must be this one."""
        if not self.take(text):
            raise NotAType

    def name(self) -> str:
        """Go past an identifier."""
        if not is_name(self.current):
            raise NotAType
        self.at += 1
        return self._texts[self.at - 1]

    def type(self) -> TypeSyntax:
        """One type; raises NotAType."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotAType
        found = self._type()
        self._depth -= 1
        return found

    def _type(self) -> TypeSyntax:
        token = self.current
        if token == "*":
            self.at += 1
            return Made("*", (self.type(),))
        if token == "(":
            self.at += 1
            inner = self.type()
            self.expect(")")
            return inner
        if token == "[":
            return self._array()
        if token == "<-":
            self.at += 1
            self.expect("chan")
            return Made("<-chan", (self.type(),))
        reader = self._by_keyword.get(token)
        if reader is not None:
            self.at += 1
            return reader(self)
        return self._named()

    def _named(self) -> Name:
        package, name = "", self.name()
        if self.take("."):
            package, name = name, self.name()
        arguments: tuple[TypeSyntax, ...] = ()
        if self.current == "[" and self.next() != "]":
            self.at += 1
            arguments = self._list("]")
        return Name(package, name, arguments)

    def _list(self, closing: str) -> tuple[TypeSyntax, ...]:
        found = []
        while not self.take(closing):
            found.append(self.type())
            if not self.take(","):
                self.expect(closing)
                break
        return tuple(found)

    def _array(self) -> TypeSyntax:
        end = self.tokens.after(self.at)
        length = "".join(self._texts[self.at + 1 : end - 1])
        self.at = end
        return Made(f"[{_number(length)}]", (self.type(),))

    def _map(self) -> TypeSyntax:
        self.expect("[")
        key = self.type()
        self.expect("]")
        return Made("map", (key, self.type()))

    def _chan(self) -> TypeSyntax:
        return Made("chan<-" if self.take("<-") else "chan", (self.type(),))

    def _func(self) -> TypeSyntax:
        return self.signature()

    def signature(self) -> Signature:
        """Type parameters, parameters and results, as they follow `func` or a name."""
        is_generic = self.current == "["
        if is_generic:
            self.at = self.tokens.after(self.at)
        parameters, is_variadic = self._parameters()
        results: tuple[TypeSyntax, ...] = ()
        if self.current == "(":
            results, _ = self._parameters()
        elif is_name(self.current) or self.current in ("*", "[", "<-"):
            results = (self.type(),)
        return Signature(parameters, results, is_variadic, is_generic)

    def _parameters(self) -> tuple[tuple[TypeSyntax, ...], bool]:
        """Types of a list in brackets, one for each name, and whether the last takes many."""
        self.expect("(")
        entries: list[tuple[str, TypeSyntax | None]] = []
        is_variadic = False
        while not self.take(")"):
            self.take(";")
            name, of_type = "", None
            if self._is_lone_or_named():
                name = self.name()
            if self.current not in (",", ")", ";"):
                is_variadic = self.take("...") or is_variadic
                of_type = self.type()
            entries.append((name, of_type))
            self.take(";")
            if not self.take(","):
                self.take(";")
                self.expect(")")
                break
        return _types_of(entries), is_variadic

    def _is_lone_or_named(self) -> bool:
        """Whether the name here is a parameter's, or a type that stands alone, as far as one can see yet."""
        if not is_name(self.current) or self.current in _KEYWORDS:
            return False
        after = self.next()
        if after == "[":
            if self.next(2) == "]":
                return True
            # Type arguments end the parameter, the length of an array does not.
            end = self.tokens.after(self.at + 1)
            return end < len(self._texts) and self._texts[end] not in (",", ")", ";")
        return after != "."

    def _struct(self) -> TypeSyntax:
        self.expect("{")
        fields: list[Field] = []
        while not self.take("}"):
            if self.take(";"):
                continue
            fields += self._fields()
            if self.current != "}":
                self.expect(";")
        return Struct(tuple(fields))

    def _fields(self) -> list[Field]:
        after = self.next()
        embedded = self.current in ("*", "(") or after in (".", ";", "}") or after[:1] in ('"', "`")
        if not embedded and after == "[" and self.next(2) != "]":
            end = self.tokens.after(self.at + 1)
            following = self._texts[end] if end < len(self._texts) else ""
            embedded = following in (";", "}") or following[:1] in ('"', "`")
        if embedded:
            of_type = self.type()
            return [Field(_own_name(of_type), of_type, True, self._tag())]
        names = [self.name()]
        while self.take(","):
            names.append(self.name())
        of_type, tag = self.type(), self._tag()
        return [Field(name, of_type, False, tag) for name in names]

    def _tag(self) -> str:
        if self.current[:1] not in ('"', "`") or not self.current:
            return ""
        self.at += 1
        return self._texts[self.at - 1]

    def _interface(self) -> TypeSyntax:
        self.expect("{")
        methods: list[tuple[str, Signature]] = []
        embedded: list[TypeSyntax] = []
        is_constraint = False
        while not self.take("}"):
            if self.take(";"):
                continue
            if is_name(self.current) and self.current not in _KEYWORDS and self.next() == "(":
                name = self.name()
                methods.append((name, self.signature()))
            else:
                one = self._element()
                is_constraint = is_constraint or one is None
                embedded += [one] if one is not None else []
            if self.current != "}":
                self.expect(";")
        return Interface(tuple(methods), tuple(embedded), is_constraint)

    def _element(self) -> TypeSyntax | None:
        """The one type that is embedded here; None for a union and for what no type of methods can be."""
        single: TypeSyntax | None = None
        count, tilde = 0, False
        while True:
            tilde = self.take("~") or tilde
            single = self.type()
            count += 1
            if not self.take("|"):
                return single if count == 1 and not tilde and isinstance(single, Name | Interface) else None

    _by_keyword: dict[str, Callable[[TypeReader], TypeSyntax]] = {
        "map": _map,
        "chan": _chan,
        "func": _func,
        "struct": _struct,
        "interface": _interface,
    }


def _types_of(entries: list[tuple[str, TypeSyntax | None]]) -> tuple[TypeSyntax, ...]:
    """When one entry has a name and a type, those that look like a lone type are names of the next type."""
    if not any(name and of_type is not None for name, of_type in entries):
        return tuple(of_type or Name("", name, ()) for name, of_type in entries)
    types: list[TypeSyntax] = []
    following: TypeSyntax | None = None
    for _, of_type in reversed(entries):
        following = of_type or following
        if following is None:
            raise NotAType
        types.append(following)
    return tuple(reversed(types))


def _own_name(of_type: TypeSyntax) -> str:
    while isinstance(of_type, Made):
        of_type = of_type.parts[0]
    if not isinstance(of_type, Name):
        raise NotAType
    return of_type.name


def _number(length: str) -> str:
    """The length of an array in one spelling where it is a number; as written where it is not."""
    try:
        return str(int(length.replace("_", ""), 0)) if length else ""
    except ValueError:
        return length
