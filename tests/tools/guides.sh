#!/usr/bin/env bash
# Runs every "$ command" of the console blocks of a guide and prints the guide with the outputs as they come out now:
# guides.sh GUIDE. What is printed equals the guide when its examples are true. Messages (standard error) are not shown in
# guides unless the command says 2>&1.
set -u
guide=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$PWD/build" "$PWD/data" "$PWD/quizzes" "$work"
cd "$work" || exit 1
export LC_ALL=C.UTF-8

block=""
while IFS= read -r line; do
  case $block$line in
    '```console') block=console ;;
    'console```') block="" ;;
    'console$ '*)
      printf '%s\n' "$line"
      bash -c "${line#\$ }" 2>/dev/null </dev/null
      continue
      ;;
    console*) continue ;;
  esac
  printf '%s\n' "$line"
done <"$guide"
