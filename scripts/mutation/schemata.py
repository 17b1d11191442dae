"""Writes all mutants of a file into its text, and finds out which of them do not compile."""

import bisect
import os

import points as finding

HEADER = '#include "execlint_mutant.h"\n'


class Node:
    def __init__(self, start, end):
        self.start, self.end = start, end
        self.points, self.children = [], []


def nested(points):
    """The places as a tree; one that overlaps another halfway is left out."""
    root = Node(-1, 1 << 60)
    stack = [root]
    for point in sorted(points, key=lambda p: (p.start, -p.end)):
        while point.start >= stack[-1].end:
            stack.pop()
        top = stack[-1]
        if (top.start, top.end) == (point.start, point.end):
            top.points.append(point)
        elif point.end <= top.end:
            node = Node(point.start, point.end)
            node.points.append(point)
            top.children.append(node)
            stack.append(node)
    return root


class Rendered:
    """The mutated text, and where in it which mutant is."""

    def __init__(self, data, points):
        self.data = data
        self.pieces, self.length, self.places = [], 0, []
        self.put(HEADER.encode())
        root = nested(points)
        self.inside(root, 0, len(data))
        self.text = b"".join(self.pieces)

    def put(self, piece):
        self.pieces.append(piece)
        self.length += len(piece)

    def inside(self, node, start, end):
        at = start
        for child in node.children:
            self.put(self.data[at:child.start])
            self.node(child)
            at = child.end
        self.put(self.data[at:end])

    def node(self, node):
        opened = []
        # Last in, outermost: a choice between texts stays next to the text it is about.
        order = {"alt": 0, "flip": 1, "flipvar": 1, "drop": 2}
        for point in sorted(node.points, key=lambda p: (-order[p.form], p.number)):
            place = [self.length, None, point]
            self.places.append(place)
            before, after = {
                "alt": (f"(execlint_mutant({point.number}) ? ({point.alternative}) : (", "))"),
                "flip": (f"(execlint_mutant({point.number}) != static_cast<bool>(", "))"),
                "flipvar": ("", f"; execlint_mutant({point.number}) != "
                                f"static_cast<bool>({point.alternative})"),
                "drop": (f"{{ if (!execlint_mutant({point.number})) {{ ", " } }"),
            }[point.form]
            self.put(before.encode("latin-1"))
            opened.append((after, place))
        self.inside(node, node.start, node.end)
        for after, place in reversed(opened):
            self.put(after.encode("latin-1"))
            place[1] = self.length

    def to_blame(self, offset):
        """The mutants of the innermost place that holds an offset, or of the nearest after it on
        the same line."""
        holding = [p for p in self.places if p[0] <= offset < p[1]]
        narrow = [p for p in holding if p[2].form != "drop"]
        if narrow:
            width = min(p[1] - p[0] for p in narrow)
            return [p[2] for p in narrow if p[1] - p[0] == width]
        line_end = self.text.find(b"\n", offset)
        following = [p for p in self.places if offset <= p[0] < line_end and p[2].form != "drop"]
        if following:
            first = min(p[0] for p in following)
            return [p[2] for p in following if p[0] == first]
        if holding:
            width = min(p[1] - p[0] for p in holding)
            return [p[2] for p in holding if p[1] - p[0] == width]
        line_start = self.text.rfind(b"\n", 0, offset) + 1
        return [p[2] for p in self.places if line_start <= p[0] < line_end]

    def offset(self, line, column):
        starts = [0]
        for i, byte in enumerate(self.text):
            if byte == 10:
                starts.append(i + 1)
        return starts[min(line, len(starts)) - 1] + column - 1

    def of_the_same_function(self, offset):
        """All that are near, when nothing better is known."""
        starts = sorted((p[0], p[2].function) for p in self.places)
        if not starts:
            return []
        nearest = max(0, bisect.bisect(starts, (offset, "\x7f")) - 1)
        return [p[2] for p in self.places if p[2].function == starts[nearest][1]]


def compiling(path, name, arguments, points):
    """The points that compile, all together, and those that do not."""
    cindex = finding.load_clang()
    with open(path, "rb") as file:
        data = file.read()
    here = os.path.dirname(os.path.abspath(__file__))
    kept, dropped = list(points), []
    for attempt in range(30):
        rendered = Rendered(data, kept)
        unit = cindex.Index.create().parse(path, arguments + ["-I" + here, "-ferror-limit=0"],
                                           unsaved_files=[(path, rendered.text.decode())])
        errors = [d for d in unit.diagnostics if d.severity >= 3]
        if not errors or not kept:
            break
        blamed = set()
        for error in errors:
            location = error.location
            if location.file is None or location.file.name != path:
                # In a template of a header: a note says from where.
                notes = [n.location for n in error.children
                         if n.location.file is not None and n.location.file.name == path]
                if not notes:
                    continue
                location = notes[0]
            chosen = rendered.to_blame(location.offset)
            if not chosen or attempt > 15:
                chosen = rendered.of_the_same_function(location.offset)
            blamed.update(p.number for p in chosen)
        if not blamed:
            blamed = {p.number for p in kept}
        dropped += [p for p in kept if p.number in blamed]
        kept = [p for p in kept if p.number not in blamed]
    return kept, dropped
