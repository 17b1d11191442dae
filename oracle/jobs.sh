#!/bin/sh
# Lints the same folders with one, two and eight threads, and compares the output byte for byte in
# every format: oracle/jobs.sh FOLDER... Prints a line per folder, and fails if anything differs.
set -eu
program=${EXECLINT:-$(dirname "$0")/../build/execlint}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
failed=0
for folder in "$@"; do
  said=same sizes=
  for format in text json sarif; do
    for jobs in 1 2 8; do
      status=0
      "$program" --jobs "$jobs" --format "$format" --min-confidence low --show-unknown \
        --fail-on never --output "$out/$jobs" "$folder" 2>"$out/$jobs.err" || status=$?
      echo "status $status" >>"$out/$jobs.err"
      cmp -s "$out/1" "$out/$jobs" && cmp -s "$out/1.err" "$out/$jobs.err" && continue
      said="DIFFERS ($format, --jobs $jobs)"
      failed=1
    done
    sizes="$sizes, $(wc -c <"$out/1") bytes of $format"
  done
  echo "$said: $folder ($(tail -1 "$out/1.err")$sizes)"
done
exit $failed
