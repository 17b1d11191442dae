# What the scripts in this folder share. Sourced after `set -euo pipefail`, in the root of the
# repository. Gives $scratch, a folder that is gone in the end, and an environment in which nothing
# of the user's is found: no configuration, no cache of pre-commit, pipx or uv.

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export CCACHE_DIR=${CCACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/ccache} # by content: it may be shared
mkdir "$scratch/home"
export HOME=$scratch/home XDG_CACHE_HOME=$scratch/cache PRE_COMMIT_HOME=$scratch/pre-commit
export PIP_DISABLE_PIP_VERSION_CHECK=1 GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@localhost
export GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@localhost
unset PIP_REQUIRE_VIRTUALENV VIRTUAL_ENV GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

version=$(sed -n 's/^project(execlint VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

now() { date +%s%N; }
since() { # since START: the time from then till now, in words
  printf '%d.%02d s' $((($(now) - $1) / 1000000000)) $((($(now) - $1) / 10000000 % 100))
}

# expect STATUS [PART...] -- COMMAND...: runs a command whose exit status must be STATUS, and whose
# output must have every PART in it. Leaves the output in $output and says how long it took.
expect() {
  local wanted=$1 parts=() status=0 start part
  shift
  while [ "$1" != -- ]; do
    parts+=("$1")
    shift
  done
  shift
  start=$(now)
  output=$("$@" </dev/null 2>&1) || status=$?
  printf '  %s  (exit status %d, %s)\n' "$(printf '%q ' "${@##*/}" | cut -c1-90)" "$status" "$(since "$start")"
  if [ "$status" != "$wanted" ]; then
    printf '%s\n' "$output" >&2
    fail "exit status $status, expected $wanted: $*"
  fi
  for part in "${parts[@]}"; do
    case $output in
      *"$part"*) ;;
      *)
        printf '%s\n' "$output" >&2
        fail "not in the output: $part"
        ;;
    esac
  done
}

# lacks TEXT: the output of the last `expect` does not hold it.
lacks() {
  case $output in
    *"$1"*)
      printf '%s\n' "$output" >&2
      fail "should not be in the output: $1"
      ;;
  esac
}

# tools NAME...: installs the tools into an environment of their own, and puts it on the PATH.
tools() {
  local name wanted=()
  for name in "$@"; do
    wanted+=("$(grep "^$name==" tests/packaging/requirements.txt)")
  done
  python3 -m venv "$scratch/tools"
  "$scratch/tools/bin/pip" install --quiet "${wanted[@]}"
  PATH=$scratch/tools/bin:$PATH
}

# forbid COMMAND...: from now on these commands fail, and nothing_forbidden tells if one was called.
forbid() {
  local command
  mkdir -p "$scratch/forbidden"
  for command in "$@"; do
    printf '#!/bin/sh\necho "%s $*" >>"%s"\nexit 1\n' "$command" "$scratch/called" >"$scratch/forbidden/$command"
    chmod +x "$scratch/forbidden/$command"
  done
  PATH=$scratch/forbidden:${PATH#"$scratch/forbidden:"}
}
nothing_forbidden() {
  [ ! -e "$scratch/called" ] || fail "called: $(cat "$scratch/called")"
}
