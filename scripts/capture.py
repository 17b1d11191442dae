#!/usr/bin/env python3
"""Draws colored terminal output as SVG.

    build/execlint --color always examples/broken/terraform | scripts/capture.py COMMAND > docs/capture.svg
"""
import html
import re
import sys
import unicodedata

COLORS = {'91': '#f38ba8', '93': '#f9e2af', '94': '#89b4fa', '96': '#89dceb'}
CELL, LINE, MARGIN, COLUMNS = 8.43, 19, 18, 128


def spans(line):
    """Yields (text, codes) of a line with escape sequences."""
    codes = []
    for part in re.split(r'(\x1b\[[0-9;]*m)', line):
        if part.startswith('\x1b['):
            codes = [] if part == '\x1b[0m' else part[2:-1].split(';')
        elif part:
            yield part, codes


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in text)


def wrapped(line):
    """Cuts a line so that COLUMNS columns hold it, at spaces where there are any."""
    row, used = [], 0
    for text, codes in spans(line):
        while used + width(text) > COLUMNS:
            room = text.rfind(' ', 0, COLUMNS - used) + 1 or COLUMNS - used
            row.append((text[:room], codes))
            yield row
            text, row, used = text[room:], [], 0
        row.append((text, codes))
        used += width(text)
    yield row


rows = [row for line in ['$ ' + sys.argv[1]] + sys.stdin.read().splitlines() for row in wrapped(line)]
height = MARGIN * 2 + LINE * len(rows)
print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{COLUMNS * CELL + 2 * MARGIN:.0f}" height="{height}" '
      'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="#cdd6f4">')
print('<rect width="100%" height="100%" rx="8" fill="#1e1e2e"/>')
for number, row in enumerate(rows):
    column = 0
    for text, codes in row:
        style = ''.join(f' fill="{COLORS[c]}"' for c in codes if c in COLORS)
        style += ' font-weight="bold"' if '1' in codes else ''
        style += ' opacity="0.6"' if '2' in codes else ''
        if text.strip():
            lead = len(text) - len(text.lstrip())
            print(f'<text x="{MARGIN + (column + lead) * CELL:.1f}" y="{MARGIN + LINE * number + 14}" '
                  f'xml:space="preserve" textLength="{width(text.strip()) * CELL:.1f}"{style}>'
                  f'{html.escape(text.strip())}</text>')
        column += width(text)
print('</svg>')
