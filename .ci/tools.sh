# For the scripts of this folder: installs what a bare Debian lacks, from the package sources of Debian.
# shellcheck shell=bash

install() {
  echo "== installing: $*"
  apt-get -q update
  DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$@"
}

# A JDK of 21 or newer in one of the folders where the build looks for it.
has_jdk() {
  local release major
  for release in "${JAVA_HOME:-/nonexistent}/release" /usr/lib/jvm/*/release; do
    [ -x "${release%/release}/bin/javac" ] || continue
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
    if [ "${major:-0}" -ge 21 ]; then
      return 0
    fi
  done
  return 1
}

# What it takes to build.
install_build_tools() {
  if ! has_jdk; then
    install openjdk-25-jdk-headless || install openjdk-21-jdk-headless
  fi
  command -v mvn >/dev/null || install maven
}

# What it takes to run the programs of bench beside the peers.
install_bench_tools() {
  command -v python3 >/dev/null || install python3
  command -v taskset >/dev/null || install util-linux
  [ -x /usr/bin/time ] || install time
  command -v sec >/dev/null || install sec
}
