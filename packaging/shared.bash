# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by packaging/run and packaging/test; expects `top` to be the checkout.

# Only the result of a command goes to standard output; what we tell people does not.
say() { printf '%s\n' "$*" >&2; }

# fail STATUS SENTENCE...: 2 wrong use, 3 something that is needed is missing
fail() {
  local status=$1
  shift
  say "$@"
  exit "$status"
}

# A command whose output is of interest only when it fails.
quietly() {
  local output status=0
  output=$("$@" 2>&1) || status=$?
  [[ $status -eq 0 ]] || printf '%s\n' "$output" >&2
  return "$status"
}

# Prints the lines of packaging/packages of the named groups of which no alternative is installed.
missing_packages() {
  local group alternatives installed
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')
  while read -r group alternatives; do
    [[ " $* " == *" $group "* ]] || continue
    grep -qxE "${alternatives//+/\\+}" <<<"$installed" || printf '%s\n' "$alternatives"
  done < <(grep -E '^[a-z]+ ' "$top/packaging/packages")
}

# Installs what is missing of the named groups; asks the package sources only when something is.
install_packages() {
  command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
    fail 3 "This script installs packages with apt (Debian 12 or newer, Ubuntu 24.04 or newer), which is not here. packaging/packages lists what is needed."
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0

  local as_root=()
  if [[ $EUID -ne 0 ]]; then
    as_root=(sudo)
    command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; } ||
      fail 3 "Packages are missing and need root to install. Run this once as root:
  apt-get update && apt-get install --no-install-recommends ${missing[*]%%|*}"
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300)

  say "Packages: reading the system's package lists"
  quietly "${as_root[@]}" update || fail 3 "The package lists could not be read; the messages above say why."
  local names=() alternatives
  for alternatives in "${missing[@]}"; do
    names+=("$(first_known "$alternatives")") ||
      fail 3 "No package source of this system has ${alternatives//|/ or }. Debian 12 or newer, or Ubuntu 24.04 or newer, is needed."
  done
  say "Packages: installing ${#names[@]} (${names[*]})"
  quietly "${as_root[@]}" install --no-install-recommends "${names[@]}" ||
    fail 3 "The packages could not be installed; the messages above say why."
}

# Prints the first of ALTERNATIVE|ALTERNATIVE that can be installed here.
first_known() {
  local name
  for name in ${1//|/ }; do
    [[ -z $(apt-cache --quiet=0 policy "$name" 2>/dev/null | grep -E 'Candidate: [^(]') ]] && continue
    printf '%s\n' "$name"
    return 0
  done
  return 1
}

# Called through sudo, only the packages need root: what is built belongs to the owner of the checkout,
# and the console keeps its store and its keys in that user's home.
continue_as_owner() {
  [[ $EUID -eq 0 && ${SUDO_UID:-0} -ne 0 && $(stat -c %u "$top") -eq ${SUDO_UID:-0} ]] || return 0
  local home
  home=$(getent passwd "$SUDO_UID" | cut -d: -f6)
  export HOME=$home USER=$SUDO_USER LOGNAME=$SUDO_USER
  [[ -d /run/user/$SUDO_UID ]] && export XDG_RUNTIME_DIR=/run/user/$SUDO_UID
  exec runuser -u "$SUDO_USER" -- "$@"
}

# Lets ccache find what it compiled in another checkout or folder.
export CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=1

# configure_and_build PRESET [CMAKE OPTION...]
configure_and_build() {
  local preset=$1
  shift
  say "Build: build/$preset"
  (cd "$top" && quietly cmake --preset "$preset" "$@") ||
    fail 1 "The build could not be configured; the messages above say why."
  (cd "$top" && cmake --build --preset "$preset" --parallel "$(nproc)" >&2) ||
    fail 1 "The build failed; the messages above say where."
}

# Servers and parsers written by others, from the npm registry, that the tests set beside ours. Without
# them the tests that need one say so and are skipped.
install_peers() {
  local from=$top/tests/peers to=$top/build/peers
  cmp -s "$from/package-lock.json" "$to/installed" && return 0
  say "Tests: installing the packages of tests/peers"
  mkdir -p "$to"
  cp "$from/package.json" "$from/package-lock.json" "$to"
  if quietly npm ci --prefix "$to" --no-audit --no-fund --ignore-scripts; then
    cp "$from/package-lock.json" "$to/installed"
  else
    say "Tests: the npm registry gave no packages; tests beside other people's programs are skipped"
  fi
}
