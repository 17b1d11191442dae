"""The table and the plot of what was measured."""
import dataclasses
import html
import math
import statistics


@dataclasses.dataclass
class Row:
    seconds: list  # CPU time of each run
    memory: float  # megabytes

    @property
    def median(self):
        return statistics.median(self.seconds)


def figure(ratio):
    """Two digits that count: 0.10, 1.0, 47, 1,300."""
    if ratio < 9.95:
        return f"{ratio:.2f}" if ratio < 0.995 else f"{ratio:.1f}"
    step = 10 ** (math.floor(math.log10(ratio)) - 1)
    return f"{round(ratio / step) * step:,}"


def table(results, versions, rounds):
    lines = []
    for title, rows in results:
        base = rows["execlint"]
        lines += [f"**{title}**, {rounds} rounds", "",
                  "| program | CPU time, times execlint's | fastest to slowest run | peak memory, times execlint's |",
                  "|---|---|---|---|"]
        for name, row in sorted(rows.items(), key=lambda item: item[1].median):
            low, high = (figure(f(row.seconds) / base.median) for f in (min, max))
            program = f"{name} {versions[name]}".strip()
            lines.append(f"| {program} | {figure(row.median / base.median)} | {low} to {high} | "
                         f"{figure(row.memory / base.memory)} |")
        lines.append("")
    return "\n".join(lines)


BAR, GAP, LEFT, WIDTH, RIGHT = 20, 6, 110, 520, 90


def plot(results):
    """Bars of CPU time as a multiple of execlint's, on a logarithmic scale; one group for each tree."""
    ratios = [row.median / rows["execlint"].median for _, rows in results for row in rows.values()]
    low = math.floor(math.log10(min(ratios)))
    high = max(math.ceil(math.log10(max(ratios))), low + 1)

    def x(ratio):
        return LEFT + WIDTH * (math.log10(ratio) - low) / (high - low)

    body, y = [], 28
    for title, rows in results:
        body.append(f'<text x="8" y="{y}" font-weight="bold">{html.escape(title)}</text>')
        y += 10
        for name, row in sorted(rows.items(), key=lambda item: item[1].median):
            ratio = row.median / rows["execlint"].median
            color = "#2a6fb0" if name == "execlint" else "#9aa4ae"
            body.append(f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{html.escape(name)}</text>'
                        f'<rect x="{LEFT}" y="{y}" width="{max(x(ratio) - LEFT, 1):.1f}" height="{BAR}" fill="{color}"/>'
                        f'<text x="{x(ratio) + 6:.1f}" y="{y + 15}">{figure(ratio)}</text>')
            y += BAR + GAP
        y += 24
    grid = "".join(f'<line x1="{x(10 ** n):.1f}" x2="{x(10 ** n):.1f}" y1="36" y2="{y - 24}" stroke="#d8dce0"/>'
                   f'<text x="{x(10 ** n):.1f}" y="{y - 8}" text-anchor="middle">{10 ** n:,g}</text>'
                   for n in range(low, high + 1))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + RIGHT}" height="{y + 20}" '
            f'font-family="sans-serif" font-size="12"><title>CPU time, times that of execlint</title>'
            f'<rect width="100%" height="100%" fill="white"/>{grid}{"".join(body)}'
            f'<text x="{LEFT + WIDTH / 2}" y="{y + 10}" text-anchor="middle">CPU time, times that of execlint '
            f'(logarithmic)</text></svg>\n')
