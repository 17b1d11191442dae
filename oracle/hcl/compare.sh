#!/bin/sh
# Compares our HCL parser with HashiCorp's on every .tf, .tfvars and .hcl file below the folders: the
# trees, the decoded text, and begin and end of everything in them. Needs Go (1.25, or one that can
# fetch it) and a configured build folder (BUILD, by default build/).
#
#   oracle/hcl/compare.sh FOLDER...
#
# Exit status: 0 they agree, 1 they do not (the first difference of each file is printed), 2 no answer.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${BUILD:-$root/build}
[ $# -gt 0 ] || { echo "usage: $0 FOLDER..." >&2; exit 2; }
cmake --build "$build" --target hcl_dump >&2 || exit 2
for folder in "$@"; do
  [ -d "$folder" ] || { echo "$0: no folder $folder" >&2; exit 2; }
done
program=$(mktemp -d)
trap 'rm -rf "$program"' EXIT
(cd "$here" && go build -o "$program/compare" .) || exit 2
"$program/compare" -ours "$build/hcl_dump" "$@"
