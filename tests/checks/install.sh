#!/usr/bin/env bash
# Installs into an empty folder and uses what is there: the program, the library from C and C++, the manual, the completion,
# the schemas.
. tests/checks/check.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

install_tree() {
  [ -f build-install/build.ninja ] || meson setup build-install --prefix /usr --libdir lib -Dbuildtype=release || return 1
  ninja -C build-install && DESTDIR=$root meson install -C build-install --no-rebuild
}
has_files() {
  local file status=0
  for file in bin/kaodian include/kaodian.h lib/libkaodian.so.0 lib/libkaodian.a lib/pkgconfig/kaodian.pc \
    share/man/man1/kaodian.1 share/man/zh_CN/man1/kaodian.1 share/bash-completion/completions/kaodian \
    share/locale/zh_CN/LC_MESSAGES/kaodian.mo share/kaodian/schema/kaodian-{text,points,quiz}-1.schema.json; do
    [ -e "$root/usr/$file" ] || { echo "$file is missing"; status=1; }
  done
  return $status
}
# The .pc file as installed, but for where the tree stands now.
flags() {
  sed "s|^prefix=.*|prefix=$root/usr|" "$root/usr/lib/pkgconfig/kaodian.pc" >"$work/kaodian.pc"
  PKG_CONFIG_PATH=$work pkg-config "$@" kaodian
}
compile_shared() { gcc -Wall -Wextra -Werror tests/install/user.c -o "$work/shared" $(flags --cflags --libs); }
compile_static() {
  gcc -Wall -Wextra -Werror tests/install/user.c -o "$work/static" $(flags --cflags) "$root/usr/lib/libkaodian.a" \
    $(pkg-config --libs glib-2.0 gio-2.0 libcjson libarchive libxml-2.0 xlsxwriter sqlite3 pangocairo pangoft2) -lcsv -lm
}
compile_cxx() { g++ -std=c++17 -Wall -Wextra -Werror tests/install/user.cc -o "$work/cxx" $(flags --cflags --libs); }
compile_strict_c() {
  printf '#include <kaodian.h>\nint main(void) { return 0; }\n' |
    gcc -std=c11 -pedantic -Wall -Wextra -Werror $(flags --cflags) -fsyntax-only -x c -
}
runs() { [ "$(LD_LIBRARY_PATH=$root/usr/lib "$@")" = "$("$root/usr/bin/kaodian" generate -f json data/articles/theory-page-2024-06.txt 2>/dev/null)" ]; }
# Exported symbols that the header does not declare; the marks of the linker, which it exports where a library
# below refers to them, are nobody's interface.
list_strangers() {
  local name
  nm -D --defined-only "$root/usr/lib/libkaodian.so.0" | awk '{ print $3 }' |
    grep -vxE '__bss_start|_edata|_end' | while read -r name; do
    grep -qw "$name" src/kaodian.h || echo "$name is exported and not in the header"
  done
}
list_unexported() {
  local name
  grep -oE '\bkd_[a-z0-9_]+\(|\bkaodian_[a-z0-9_]+\(' src/kaodian.h | tr -d '(' | sort -u | while read -r name; do
    nm -D --defined-only "$root/usr/lib/libkaodian.so.0" | grep -qw "$name" || echo "$name is declared and not exported"
  done
}
speaks_chinese() {
  local locales=$work/locales
  mkdir -p "$locales" && localedef --no-archive -i zh_CN -f UTF-8 "$locales/zh_CN.UTF-8" >/dev/null 2>&1
  LOCPATH=$locales LC_ALL=zh_CN.UTF-8 build/kaodian --help | grep -q '用法'
}
find_build_paths() { strings -a "$root/usr/lib/libkaodian.so.0" "$root/usr/bin/kaodian" | grep -F "$PWD/" | grep -vF "..$PWD/" | head -n 3; }

check "install" install_tree
check "all files are there" has_files
check "a C program, shared library" compile_shared
check "a C program, static library" compile_static
check "a C++ program" compile_cxx
check "the header alone, strict C11" compile_strict_c
check "the C program (shared) does what the program does" runs "$work/shared" data/articles/theory-page-2024-06.txt
check "the C program (static) does what the program does" runs "$work/static" data/articles/theory-page-2024-06.txt
check "the C++ program does what the program does" runs "$work/cxx" data/articles/theory-page-2024-06.txt
check_none "only the interface is exported" list_strangers
check_none "the whole interface is exported" list_unexported
check "messages in Chinese" speaks_chinese
check_none "no path of this machine in what is installed" find_build_paths
finish
