# Sourced by the other scripts of this folder: counts checks. Each script prints what failed and, last, a line
# "NAME: N passed, N failed".
set -u
PASSED=0
FAILED=0
LC_ALL=C.UTF-8
export LC_ALL

# check WHAT COMMAND…: passes when the command succeeds; prints its output when not.
check() {
  local what=$1 output status=0
  shift
  output=$("$@" 2>&1) || status=$?
  if [ $status = 0 ]; then
    PASSED=$((PASSED + 1))
  else
    FAILED=$((FAILED + 1))
    printf 'FAILED %s (status %s)\n%s\n' "$what" $status "$output" | sed '2,$s/^/    /'
  fi
}

# check_none WHAT COMMAND…: passes when the command prints nothing.
check_none() {
  local what=$1 output
  shift
  output=$("$@" 2>&1)
  if [ -z "$output" ]; then
    PASSED=$((PASSED + 1))
  else
    FAILED=$((FAILED + 1))
    printf 'FAILED %s\n%s\n' "$what" "$output" | sed '2,$s/^/    /'
  fi
}

finish() {
  printf '%s: %s passed, %s failed\n' "$(basename "$0" .sh)" "$PASSED" "$FAILED"
  [ "$FAILED" = 0 ] && [ "$PASSED" -gt 0 ]
}
