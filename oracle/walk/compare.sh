#!/bin/sh
# Compares the files that execlint reads with those that rg lists: oracle/walk/compare.sh REPOSITORY...
# Each is the root of a repository. Needs build/list_files and rg; prints the differences and fails if
# there is one. What git tracks though it is ignored, which rg does not list, is added. node_modules is left out on both sides, and so are the two hidden folders that only
# execlint reads.
set -eu
export LC_ALL=C
program=$(cd "$(dirname "$0")/../.." && pwd)/build/list_files
[ -x "$program" ] || { echo "build it first: cmake --build build --target list_files" >&2; exit 2; }
status=0
for repository in "$@"; do
  "$program" "$repository" | grep -vE '(^|/)\.(aws|github)/' | sort >/tmp/execlint-walk.ours
  (cd "$repository" && {
    rg --files --no-ignore-global -g '!node_modules'
    git ls-files -ci --exclude-standard | grep -vE '(^|/)(\.|node_modules/)'
  } | grep -E '[^/](\.tf|\.json|\.ya?ml|\.tfvars|\.template)$' | sort -u) >/tmp/execlint-walk.theirs || true
  if diff /tmp/execlint-walk.ours /tmp/execlint-walk.theirs; then
    echo "$repository: $(wc -l </tmp/execlint-walk.ours) files, the same"
  else
    status=1
  fi
done
exit $status
