# Sourced by the launcher and by bin/*: finds a JDK 25 or newer and exports JAVA_HOME, or says what to install.
# Nothing is run: the `release` file of a JDK tells its version, so the search costs a few milliseconds.

# jdk_is_new_enough HOME
jdk_is_new_enough() {
  local line version
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        version=${line#*\"}
        version=${version%%[!0-9]*}
        [ "${version:-0}" -ge 25 ]
        return
        ;;
    esac
  done <"$1/release"
  return 1
}

# jdk_of_path prints the home of the java on PATH, which is usually a chain of links.
jdk_of_path() {
  local java
  java=$(command -v java) || return 1
  java=$(readlink -f "$java" 2>/dev/null) || return 1
  echo "${java%/bin/java}"
}

find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" "$(jdk_of_path || true)" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nowhere}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$home" ] && jdk_is_new_enough "$home"; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  cat >&2 <<'END'
Plugipay needs a JDK 25 or newer, and none was found (looked at JAVA_HOME, java on PATH, /usr/lib/jvm, ~/.sdkman, ~/.jdks, /Library/Java).
Install one and start again:
  Eclipse Temurin 25    https://adoptium.net/temurin/releases/?version=25
  Debian, Ubuntu        sudo apt-get install openjdk-25-jdk-headless   (where that release has it)
  macOS                 brew install openjdk@25
  SDKMAN!               sdk install java 25-tem
If there is one already, say where: JAVA_HOME=/path/to/jdk ./plugipay start
END
  return 1
}
