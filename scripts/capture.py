#!/usr/bin/env python3
"""Draws what a command prints on a terminal as SVG.

    scripts/capture.py [--columns N] [--light] [--path FOLDER] COMMAND > picture.svg
    scripts/capture.py --path build 'execlint examples/broken/terraform' > docs/capture.svg

The command runs on a terminal of that width (by default 100 columns), in the current folder; what is
in FOLDER is found first.
"""
import argparse
import fcntl
import html
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata

DARK = {'back': '#1e1e2e', 'text': '#cdd6f4', '91': '#f38ba8', '92': '#a6e3a1', '93': '#f9e2af', '94': '#89b4fa',
        '96': '#89dceb'}
LIGHT = {'back': '#ffffff', 'text': '#24292f', '91': '#cf222e', '92': '#1a7f37', '93': '#9a6700', '94': '#0969da',
         '96': '#1b7c83'}
CELL, LINE, MARGIN = 8.43, 19, 18


def output_of(command, columns, path):
    """What the command writes on a terminal of that many columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 50, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ('COLUMNS', 'NO_COLOR', 'FORCE_COLOR')}
    environment |= {'TERM': 'xterm-256color', 'LC_ALL': 'C.UTF-8'}
    if path:
        environment['PATH'] = os.path.abspath(path) + ':' + environment['PATH']
    process = subprocess.Popen(command, shell=True, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave,
                               env=environment)
    os.close(slave)
    blocks = []
    while True:
        try:
            block = os.read(master, 65536)
        except OSError:  # the terminal was closed
            break
        if not block:
            break
        blocks.append(block)
    process.wait()
    return b''.join(blocks).decode()


def spans(line):
    """Yields (text, codes) of a line with escape sequences; hyperlinks are left out."""
    codes = []
    for part in re.split(r'(\x1b\[[0-9;]*m)', re.sub(r'\x1b\]8;;.*?\x1b\\', '', line)):
        if part.startswith('\x1b['):
            codes = [] if part == '\x1b[0m' else part[2:-1].split(';')
        elif part:
            yield part, codes


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in text)


def draw(lines, columns, colors):
    height = MARGIN * 2 + LINE * len(lines)
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" width="{columns * CELL + 2 * MARGIN:.0f}" height="{height}" '
           f'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="{colors["text"]}">')
    yield f'<rect width="100%" height="100%" rx="8" fill="{colors["back"]}"/>'
    for number, line in enumerate(lines):
        column = 0
        for text, codes in spans(line):
            style = ''.join(f' fill="{colors[c]}"' for c in codes if c in colors)
            style += ' font-weight="bold"' if '1' in codes else ''
            style += ' opacity="0.6"' if '2' in codes else ''
            if text.strip():
                lead = len(text) - len(text.lstrip())
                yield (f'<text x="{MARGIN + (column + lead) * CELL:.1f}" y="{MARGIN + LINE * number + 14}" '
                       f'xml:space="preserve" textLength="{width(text.strip()) * CELL:.1f}"{style}>'
                       f'{html.escape(text.strip())}</text>')
            column += width(text)
    yield '</svg>'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--columns', type=int, default=100)
    parser.add_argument('--light', action='store_true')
    parser.add_argument('--path', help='a folder in which commands are looked for first')
    parser.add_argument('--lines', type=int, help='only the first so many')
    parser.add_argument('command')
    options = parser.parse_args()
    lines = output_of(options.command, options.columns, options.path).replace('\r', '').splitlines()
    lines = ['$ ' + options.command] + lines
    if options.lines:
        lines = lines[:options.lines]
    print('\n'.join(draw(lines, options.columns, LIGHT if options.light else DARK)))


main()
