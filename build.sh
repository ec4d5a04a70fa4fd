#!/usr/bin/env bash
# The one entry to the project. ./build.sh run and ./build.sh test are all that a user needs; the other verbs are
# for maintainers. Each installs what it needs (Debian 12) and nothing that is there already.
set -eu
cd "$(dirname "$0")"

usage() {
  cat <<'END'
usage: ./build.sh VERB

  run            build, make the quiz sets of the sample page under quizzes/ and show five items
  test           build with gcc and clang, run lint and all quick suites

For maintainers:
  build          build build/kaodian
  readers        read the outputs back with other people's programs: LibreOffice, Chromium, xmllint, npm's readers
  asan           every suite under clang's address and undefined-behaviour sanitizers
  valgrind       every suite under valgrind
  fuzz SECONDS   each fuzz target for so many seconds
  eval           score text repair, key points and items against ../shared
  bench [PART…]  throughput, growth, memory: speed, growth, programs, pathological; all without one
  coverage       lines and branches that the suites reach
  bless          rewrite the expected files of the data cases, quizzes/ and the examples of the guides; show the difference
  model          count the tables of data/ that are counted, from ../shared/corpus
  fmt            format the sources
  lint           only the checks on the sources
END
}

say() { printf '%s\n' "$*" >&2; }

# --- packages ----------------------------------------------------------------------------------------------------

PACKAGES_BUILD="gcc libc6-dev meson ninja-build pkg-config libglib2.0-dev libcjson-dev libcsv-dev gettext \
  libarchive-dev libxml2-dev libxlsxwriter-dev libsqlite3-dev libpango1.0-dev libcairo2-dev fonts-noto-cjk"
PACKAGES_READERS="libreoffice-writer-nogui libreoffice-calc-nogui chromium poppler-utils libxml2-utils pandoc unzip sqlite3"
PACKAGES_BENCH="libpcre2-dev libicu-dev"
PACKAGES_TEST="$PACKAGES_BUILD clang clang-format libcunit1-dev locales man-db g++ binutils parallel"

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    say "cannot install packages: neither root nor sudo. As root: $*"
    return 1
  fi
}

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Installs those of the packages that are missing.
need() {
  local missing=() package
  if ! command -v dpkg-query >/dev/null; then
    say "no Debian: these packages are taken to be there: $*"
    return
  fi
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing: ${missing[*]}"
  as_root apt-get update -qq </dev/null >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
    </dev/null >&2
}

# Installs the package when the command is not there, however it came.
need_command() {
  command -v "$1" >/dev/null || need "$2"
}

# --- building ----------------------------------------------------------------------------------------------------

# Shows what a command says only when it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  [ $status = 0 ] || cat "$log" >&2
  rm -f "$log"
  return $status
}

# build_in FOLDER [meson option…]: CC from the environment.
build_in() {
  local folder=$1
  shift
  [ -f "$folder/build.ninja" ] || quietly meson setup "$folder" "$@"
  quietly ninja -C "$folder"
}

build_program() {
  # shellcheck disable=SC2086
  need $PACKAGES_BUILD
  CC=gcc build_in build
}

build_tests() {
  # shellcheck disable=SC2086
  need $PACKAGES_TEST
  # A build folder from before CUnit was there has no test runner: ask meson again.
  if [ -f build/build.ninja ] && ! grep -q run-tests build/build.ninja; then
    rm -rf build
  fi
  CC=gcc build_in build
}

SANITIZERS="-Db_sanitize=address,undefined -Db_lundef=false -Dc_args=-fno-sanitize-recover=all"

# --- verbs -------------------------------------------------------------------------------------------------------

verb_build() { build_program; }

verb_run() {
  build_program
  tests/tools/make-quizzes.sh build/kaodian quizzes
  printf '\nQuiz sets of data/articles, in JSON, CSV and readable text:\n'
  printf '  %s\n' quizzes/*
  printf '\nFive items of them:\n\n'
  tests/tools/show-items.sh quizzes/theory-page-2024-06.txt
}

# run_part NAME COMMAND…: runs one part of the tests and adds its figures to the total. A part prints a line
# "NAME: N passed, N failed" as its last; a part without that line has failed.
TOTAL_PASSED=0
TOTAL_FAILED=0
run_part() {
  local name=$1 log status=0 passed failed
  shift
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  passed=$(sed -n 's/^[a-z ]*: \([0-9]*\) passed, [0-9]* failed$/\1/p' "$log" | tail -n 1)
  failed=$(sed -n 's/^[a-z ]*: [0-9]* passed, \([0-9]*\) failed$/\1/p' "$log" | tail -n 1)
  if [ -z "$passed" ] || { [ "$status" != 0 ] && [ "$failed" = 0 ]; }; then
    failed=$((${failed:-0} + 1))
  fi
  [ "$failed" = 0 ] || cat "$log"
  grep '^skipped' "$log" || true
  rm -f "$log"
  printf '%-12s %s passed, %s failed\n' "$name" "${passed:-0}" "$failed"
  TOTAL_PASSED=$((TOTAL_PASSED + ${passed:-0}))
  TOTAL_FAILED=$((TOTAL_FAILED + failed))
}

# The closing line of all tests; fails where one failed or none ran.
report_total() {
  printf '%s passed, %s failed\n' "$TOTAL_PASSED" "$TOTAL_FAILED"
  [ "$TOTAL_FAILED" = 0 ] && [ "$TOTAL_PASSED" -gt 0 ]
}

verb_test() {
  build_tests
  CC=clang build_in build-clang
  run_part lint tests/checks/lint.sh
  run_part suites build/tests/run-tests
  local check
  for check in tests/checks/*.sh; do
    case $check in
      */lint.sh | */check.sh) ;;
      *) run_part "$(basename "$check" .sh)" "$check" ;;
    esac
  done
  report_total
}

get_readers() {
  # shellcheck disable=SC2086
  need $PACKAGES_READERS
  need_command node nodejs
  need_command npm npm
  [ tests/readers/node_modules/.package-lock.json -nt tests/readers/package-lock.json ] ||
    (cd tests/readers && quietly npm ci --no-audit --no-fund --ignore-scripts && touch node_modules/.package-lock.json)
}

verb_lint() {
  build_tests
  CC=clang build_in build-clang
  tests/checks/lint.sh
}

verb_fmt() {
  need clang-format
  find src tests \( -name '*.[ch]' -o -name '*.cc' \) -not -path '*/node_modules/*' -exec clang-format -i {} +
}

verb_asan() {
  # shellcheck disable=SC2086
  need $PACKAGES_TEST libclang-rt-14-dev
  # shellcheck disable=SC2086
  CC=clang build_in build-asan $SANITIZERS
  export ASAN_OPTIONS=exitcode=99:detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1 KAODIAN_TEST_SLOW=4
  export LSAN_OPTIONS=suppressions=$PWD/tests/tools/libraries.lsan:print_suppressions=0
  run_part suites build-asan/tests/run-tests "$@"
  run_part replay env BUILD=build-asan tests/checks/replay.sh
  report_total
}

verb_valgrind() {
  build_tests
  need valgrind
  export KAODIAN_TEST_SLOW=40 G_SLICE=always-malloc
  export WRAPPER="valgrind --quiet --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
    --suppressions=tests/tools/libraries.supp --error-exitcode=99"
  # shellcheck disable=SC2086
  run_part suites $WRAPPER build/tests/run-tests "$@"
  run_part replay env VARIANTS=1 tests/checks/replay.sh
  report_total
}

# Where libFuzzer stopped at an input, the input is left in build-fuzz/.
verb_fuzz() {
  local seconds=${1:?fuzz needs a number of seconds} target name corpus
  # shellcheck disable=SC2086
  need $PACKAGES_TEST libclang-rt-14-dev
  export LSAN_OPTIONS=suppressions=$PWD/tests/tools/libraries.lsan:print_suppressions=0
  CC=clang build_in build-fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized \
    "-Dc_args=-fsanitize=fuzzer-no-link -fno-sanitize-recover=all"
  for target in build-fuzz/tests/fuzz-*; do
    [ -f "$target" ] || continue
    name=$(basename "$target")
    corpus=build-fuzz/corpus/$name
    mkdir -p "$corpus"
    find tests/cases tests/fuzz/seeds data/articles quizzes -type f \( -name 'input.*' -o -name '*.xlsx' -o -path '*/seeds/*' -o -name '*.txt' -o -name '*.json' -o -name '*.csv' \) |
      while read -r seed; do cp "$seed" "$corpus/$(echo "$seed" | tr '/' '-')"; done
    "$target" -max_total_time="$seconds" -max_len=65536 -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="build-fuzz/$name-" "$corpus" >"build-fuzz/$name.log" 2>&1 ||
      { tail -n 40 "build-fuzz/$name.log"; say "$name stopped"; return 1; }
    printf '%s: %s executions, none stopped\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "build-fuzz/$name.log")"
  done
}

verb_eval() {
  build_program
  if [ ! -d ../shared/eval ]; then
    say "../shared is not there: its texts and scoring scripts are needed, nothing is scored"
    return
  fi
  need_command python3 python3
  tests/tools/eval.sh build/kaodian ../shared
}

# The weights for lost marks are fitted on the official documents and samples of the rest of the corpus, with a table and a
# network that were not made from those; then the network that is shipped is made from all.
fit_marks() { # HELD-BACK CORPUS-FILE…
  local held_back=$1 work official=(../shared/corpus/official/*.txt)
  shift
  work=$(mktemp -d)
  mkdir "$work/held" "$work/samples"
  awk 'int(NR / 60) % 16 == 0' ../shared/corpus/news.txt >"$work/news"
  split -n l/10 -d "$work/news" "$work/samples/news-"
  awk 'int(NR / 40) % 6 == 0' ../shared/corpus/reports.txt >"$work/reports"
  split -n l/4 -d "$work/reports" "$work/samples/reports-"
  cp "$held_back"/*.txt "${official[@]}" "$work"/samples/* "$work/held"
  build/count-ngrams "$work/table.bin" "$work/held" "$@"
  build/fit-gaps marks "$work/gaps.bin" "$work/held" "$@"
  build/fit-marks data/marks.bin "$work/table.bin" "$work/gaps.bin" "${official[@]}" "$work"/samples/*
  build/fit-gaps marks data/gaps.bin "$held_back" "$@"
  build/fit-gaps seams data/seams.bin "$held_back" "$@"
  rm -rf "$work"
}

verb_model() {
  build_program
  if [ ! -d ../shared/corpus ]; then
    say "../shared is not there: its corpus is needed, nothing is counted"
    return
  fi
  local corpus=(../shared/corpus/official/*.txt ../shared/corpus/reports.txt ../shared/corpus/news.txt)
  build/count-lists data/cues ../shared/texts "${corpus[@]}"
  build/fit-kin data/kin.bin ../shared/texts "${corpus[@]}"
  quietly ninja -C build
  build/count-sides data/cues ../shared/texts "${corpus[@]}"
  build/count-stock data/stock.txt ../shared/texts "${corpus[@]}"
  fit_marks ../shared/texts "${corpus[@]}"
  build/count-ngrams data/ngrams.bin ../shared/texts "${corpus[@]}"
  quietly ninja -C build
  build/fit-edges data/cues/edge-weights.txt data/ngrams.bin ../shared/gold ../shared/texts src/tools/rows-read.tsv \
    ../shared/corpus/official
  git --no-pager diff --stat -- data
}

verb_bench() {
  # shellcheck disable=SC2086
  need $PACKAGES_BUILD $PACKAGES_BENCH
  CC=gcc build_in build-bench -Dbuildtype=release
  quietly ninja -C build-bench kaodian tests/bench
  build-bench/tests/bench build-bench/kaodian ../shared/corpus "$@"
}

verb_coverage() {
  # shellcheck disable=SC2086
  need $PACKAGES_TEST llvm libclang-rt-14-dev
  export LLVM_PROFILE_FILE=$PWD/build-coverage/profiles/%m.profraw
  CC=clang build_in build-coverage -Dbuildtype=debug "-Dc_args=-fprofile-instr-generate -fcoverage-mapping" \
    "-Dc_link_args=-fprofile-instr-generate"
  rm -rf build-coverage/profiles
  build-coverage/tests/run-tests
  BUILD=build-coverage tests/checks/replay.sh
  llvm-profdata merge -o build-coverage/all.profdata build-coverage/profiles/*.profraw
  local objects=() target
  for target in build-coverage/tests/replay-*; do
    [ -f "$target" ] && objects+=(-object "$target")
  done
  llvm-cov report build-coverage/tests/run-tests "${objects[@]}" -instr-profile=build-coverage/all.profdata \
    --show-region-summary=false -ignore-filename-regex='tests/|/usr/|kd-data'
}

verb_readers() {
  build_program
  get_readers
  run_part readers tests/readers/readers.sh build/kaodian
  run_part formats tests/readers/formats.sh build/kaodian "$@"
  run_part pdf tests/readers/pdf.sh build/kaodian
  run_part papers tests/readers/papers.sh build/kaodian
  report_total
}

# The outputs in the consoles of the guides, as they come out now.
bless_guides() {
  local guide
  tests/tools/make-quizzes.sh build/kaodian quizzes
  for guide in README.md README.zh-CN.md; do
    tests/tools/guides.sh $guide >build/guide
    cmp -s build/guide $guide || cp build/guide $guide
  done
}

verb_bless() {
  build_tests
  build/tests/run-tests --bless "$@" || true
  [ $# -gt 0 ] || bless_guides
  git add --intent-to-add tests/cases
  git --no-pager diff --stat -- tests/cases quizzes README.md README.zh-CN.md
  git --no-pager diff -- tests/cases
}

main() {
  local verb=${1:-help}
  [ $# = 0 ] || shift
  case $verb in
    help | --help | -h) usage ;;
    *)
      if ! declare -F "verb_$verb" >/dev/null; then
        usage >&2
        exit 2
      fi
      "verb_$verb" "$@"
      ;;
  esac
}

main "$@"
