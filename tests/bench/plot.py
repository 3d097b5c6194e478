#!/usr/bin/env python3
"""Draws how the engine's time grows with pixels, channels, filters and kernel size, beside what theory says.

    build/sepscope-bench --scaling --format json > scaling.json
    tests/bench/plot.py scaling.json... docs/scaling.svg

Each line is a size that grows while everything else stays. Dots are medians, of several runs the least one (a machine that is shared only adds to them),
bars reach from the least to the most of that run; the straight grey line has the slope that
the count of multiplications has. The exponent beside a name is that of the measured times: 1 is linear.
"""
import json
import math
import sys
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, GAP = 1200, 420, 70, 60, 60, 70
GROUPS = [  # title, axis, lines: name in the bench, words, colour, how multiplications grow with the size
    ("depthwise 3×3, 16 channels", "pixels", [("pixels", "depthwise", "#d9822b", 1)]),
    ("128 × 128 pixels", "channels or filters", [("channels", "depthwise 3×3, C channels", "#d9822b", 1), ("filters", "pointwise 64 → N", "#5b6ee1", 1)]),
    ("1024 × 1024 pixels", "kernel size K", [("separable_K", "K×1 and 1×K at once", "#d9822b", 1), ("direct_K", "K×K", "#5b6ee1", 2)]),
]


def points_of(measured, name):
    out = []
    for w in measured["workloads"]:
        if w["workload"].startswith(f"scale-{name}-"):
            out.append((int(w["workload"].rsplit("-", 1)[1]), w["median_ms"], w["min_ms"], w["max_ms"]))
    return sorted(out)


def quickest(runs):
    """Each workload as the run with its least median has it."""
    by_name = {}
    for run in runs:
        for w in run["workloads"]:
            known = by_name.setdefault(w["workload"], w)
            if w["median_ms"] < known["median_ms"]:
                by_name[w["workload"]] = w
    return {"workloads": list(by_name.values())}


def slope(points):
    """Least squares through the logarithms."""
    x, y = [math.log(p[0]) for p in points], [math.log(p[1]) for p in points]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)


def text(x, y, words, size=15, colour="#333", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'


class Panel:
    def __init__(self, left, width, points):
        xs = [p[0] for p in points]
        self.left, self.width = left, width
        self.x = (math.log(min(xs) / 1.15), math.log(max(xs) * 1.15))
        self.y = (math.floor(math.log10(min(p[2] for p in points))), math.ceil(math.log10(max(p[1] for p in points))))

    def at(self, x, ms):
        px = self.left + self.width * (math.log(x) - self.x[0]) / (self.x[1] - self.x[0])
        py = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (math.log10(ms) - self.y[0]) / (self.y[1] - self.y[0])
        return px, py

    def frame(self, title, axis, xs):
        out = [text(self.left, 30, title, 17)]
        for power in range(self.y[0], self.y[1] + 1):
            _, y = self.at(xs[0], 10**power)
            out.append(f'<line x1="{self.left}" y1="{y:.1f}" x2="{self.left + self.width}" y2="{y:.1f}" stroke="#ddd"/>')
            out.append(text(self.left - 8, y + 5, f"{10**power:g} ms", 13, "#666", "end"))
        for x in xs:
            words = f"{round(x**0.5)}²" if axis == "pixels" else str(x)
            out.append(text(self.at(x, 10 ** self.y[0])[0], HEIGHT - BOTTOM + 20, words, 13, "#666", "middle"))
        out.append(text(self.left + self.width, HEIGHT - 14, axis, 14, "#666", "end"))
        return out

    def line(self, points, colour, growth, words, row):
        middle = points[-1]
        start = max(points[0][0], middle[0] * (10 ** self.y[0] / middle[1]) ** (1 / growth))  # not below the axis
        theory = [self.at(x, middle[1] * (x / middle[0]) ** growth) for x in (start, points[-1][0])]
        out = [f'<line x1="{theory[0][0]:.1f}" y1="{theory[0][1]:.1f}" x2="{theory[1][0]:.1f}" y2="{theory[1][1]:.1f}" stroke="#bbb" stroke-dasharray="5 4"/>']
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in (self.at(p[0], p[1]) for p in points))
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        for x, median, least, most in points:
            px, py = self.at(x, median)
            top = max(self.at(x, most)[1], TOP - 8)
            out.append(f'<line x1="{px:.1f}" y1="{self.at(x, least)[1]:.1f}" x2="{px:.1f}" y2="{top:.1f}" stroke="{colour}"/>')
            out.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="4" fill="{colour}"/>')
        out.append(text(self.left + 10, TOP + 14 + 20 * row, f"{words}: size^{slope(points):.2f}", 14, colour))
        return out


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    runs = []
    for name in sys.argv[1:-1]:
        with open(name) as file:
            runs.append(json.load(file))
    measured = quickest(runs)
    width = (WIDTH - LEFT - 20 - GAP * (len(GROUPS) - 1)) / len(GROUPS)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">', f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for i, (title, axis, lines) in enumerate(GROUPS):
        all_points = [points_of(measured, name) for name, *_ in lines]
        panel = Panel(LEFT + i * (width + GAP), width, sum(all_points, []))
        out += panel.frame(title, axis, sorted({p[0] for points in all_points for p in points}))
        for row, ((_, words, colour, growth), points) in enumerate(zip(lines, all_points)):
            out += panel.line(points, colour, growth, words, row)
            print(f"{title:<28} {words:<28} size^{slope(points):.2f}, multiplications size^{growth}")
    out.append("</svg>")
    with open(sys.argv[-1], "w") as file:
        file.write("\n".join(out) + "\n")


main()
