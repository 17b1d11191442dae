# bash bash.sh SCRIPT WORD...: prints what the script in the file SCRIPT makes of the last word. Words
# are as bash splits them, so `=` is one of its own.
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
compopt() { :; }  # works only while bash completes
_execlint
printf '%s\n' "${COMPREPLY[@]}"
