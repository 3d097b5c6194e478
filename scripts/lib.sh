# shellcheck shell=bash
# Shared by scripts/run and scripts/test: packages, configure, build. Sourced, never run.
# Everything said here goes to stderr, so that the program's own output stays clean.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
readonly root

say() { printf '%s\n' "sepscope: $*" >&2; }
die() { say "$*"; exit 1; }

# Lines of a step on stdin: all of them to the log; those that match to the screen, on a terminal as one line that changes.
follow() {  # LOG PATTERN
  local terminal=0 width=80
  if [[ -t 2 ]]; then
    terminal=1
    width=$(tput cols 2>/dev/null) || width=80
  fi
  tee -- "$1" | awk -v terminal="$terminal" -v width="$width" -v pattern="$2" '
    $0 !~ pattern { next }
    terminal { printf "\r\033[K%s", substr($0, 1, width - 1); fflush(); next }
    { print; fflush() }
    END { if (terminal) printf "\r\033[K" }' >&2
}

# Runs one step of the work and says what it is, how long it took, or in one sentence that it failed and where its log is.
step() {  # NAME LOG PATTERN COMMAND...
  local name=$1 log=$root/build/logs/$2 pattern=$3 start=$SECONDS
  shift 3
  mkdir -p -- "$root/build/logs"
  say "$name …"
  if ! "$@" 2>&1 </dev/null | follow "$log" "$pattern"; then
    tail -n 30 -- "$log" >&2
    die "$name failed; the whole log is in $log"
  fi
  say "$name: done in $((SECONDS - start)) s"
}

missing_packages() {  # KIND... ; prints the names that are not installed
  local kinds=" $* " kind name rest installed
  installed=" $(dpkg-query -W -f='${db:Status-Status}=${Package} ' 2>/dev/null | tr ' ' '\n' |
    sed -n 's/^installed=//p' | tr '\n' ' ') "
  while read -r kind name rest; do
    [[ -n $name && $kind != \#* && $kinds == *" $kind "* && $installed != *" $name "* ]] && printf '%s\n' "$name"
  done <"$root/scripts/packages"
  return 0
}

apt_install() {  # NAME...
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q -o DPkg::Lock::Timeout=120 update &&
    apt-get -q -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 install -y --no-install-recommends "$@"
}

# Installs what scripts/packages names and this machine lacks; SEPSCOPE_PACKAGES=skip leaves the machine as it is.
need_packages() {  # KIND...
  [[ ${SEPSCOPE_PACKAGES:-} != skip ]] || return 0
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "this is neither Debian nor Ubuntu, so packages are not checked; scripts/packages lists what is needed"
    return 0
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    printf '%s\n' "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    die "packages are missing (${#missing[@]}) and only root can install them: run the command above, then this script again"
  fi
  step "installing missing packages (${#missing[@]})" packages.log '^(Get:|Setting up )' apt_install "${missing[@]}"
}

# Configures a preset of CMakePresets.json. A build folder that was copied from another place starts afresh.
configure() {  # PRESET BUILD_DIR OPTION...
  local preset=$1 dir=$root/$2 cache=$root/$2/CMakeCache.txt options=()
  shift 2
  if command -v ccache >/dev/null; then
    options+=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  fi
  if command -v ld.lld >/dev/null; then
    options+=("-DCMAKE_EXE_LINKER_FLAGS=${LDFLAGS:-} -fuse-ld=lld")
  fi
  if [[ -f $cache ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
    options+=(--fresh)
  fi
  step "configuring ($preset)" "configure-$preset.log" '^-- (Configuring|Generating) done' \
    env -C "$root" cmake --preset "$preset" "${options[@]}" "$@"
}

build() {  # PRESET BUILD_DIR [TARGET...]
  local preset=$1 dir=$root/$2
  shift 2
  local targets=("$@")
  step "building ($preset)" "build-$preset.log" '^\[[0-9]+/' \
    cmake --build "$dir" -j "$(nproc)" ${targets[@]:+--target "${targets[@]}"}
}
