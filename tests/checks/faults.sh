#!/usr/bin/env bash
# What is left behind when calls to the system fail, when the program is killed, and when memory and room are short.
# KILLS: how often each command is killed.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exec "$PWD/build/tests/fault-runs" "$PWD/build/kaodian" "$PWD/build/tests/libfaults.so" "$work" "${KILLS:-35}"
