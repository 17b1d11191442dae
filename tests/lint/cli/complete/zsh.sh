# zsh -f zsh.sh SCRIPT LINE: prints what the script in the file SCRIPT makes of the end of the line, one
# completion a line. Zsh completes only in a terminal, so one is made.
zmodload zsh/zpty
setup=$(mktemp)
cat > $setup <<END
PROMPT= RPROMPT=
autoload -U compinit && compinit -D -u
source ${(q)1}
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "\$@"
    return
  fi
  local -a hits
  builtin compadd -A hits "\$@"
  (( \$#hits )) && print -rl -- MATCH:\${^hits}
  builtin compadd "\$@"
}
finish() { print -r -- END-OF-COMPLETION }
comppostfuncs=(finish)
bindkey '^I' complete-word
END
zpty terminal zsh -f -i
zpty -w terminal "source $setup; print -r -- READ''Y"
local line
while zpty -r terminal line; do [[ $line == *READY* ]] && break; done
zpty -w -n terminal "$2"$'\t'
while zpty -r terminal line; do
  [[ $line == *END-OF-COMPLETION* ]] && break
  [[ $line == *MATCH:* ]] && print -r -- ${${line##*MATCH:}%%$'\r'*}
done
zpty -d terminal
rm -f $setup
