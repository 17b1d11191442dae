#!/bin/sh
# Lets Microsoft's sarif-multitool judge what execlint writes: oracle/sarif/check.sh [PROJECT...]
# (default: the example and the fixtures). Prints errors and warnings, with NOTES=1 notes too, and
# fails if there is an error or a warning. Needs npm and about 100 MB; the tool is kept in out/.
set -eu
cd "$(dirname "$0")/../.."
tool=out/sarif-multitool/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
if [ ! -x "$tool" ]; then
  mkdir -p out/sarif-multitool
  (cd out/sarif-multitool && npm install --ignore-scripts --no-save --no-package-lock \
    --loglevel=error @microsoft/sarif-multitool@5.7.0)
  chmod +x "$tool"  # its own install script would do so
fi
[ $# -gt 0 ] || set -- examples/broken fixtures
build/execlint --format sarif --fail-on never --output out/execlint.sarif "$@"
rm -f out/verdict.sarif
# Its exit status says nothing: what it found stands in its output.
"$tool" validate out/execlint.sarif --output out/verdict.sarif --log ForceOverwrite \
  --rule-kind "Sarif;Ghas" --level "Error;Warning;Note" >/dev/null
node -e '
  const results = JSON.parse(require("fs").readFileSync("out/verdict.sarif")).runs[0].results;
  for (const r of results) {
    const text = r.message.text || `${r.message.id} ${(r.message.arguments || []).join(" | ")}`;
    if (process.env.NOTES || r.level !== "note") console.log(`${r.level || "warning"}: ${r.ruleId}: ${text}`);
  }
  const bad = results.filter((r) => r.level !== "note").length;
  console.log(`${results.length} remarks, ${bad} of them errors or warnings`);
  process.exit(bad ? 1 : 0);
'
