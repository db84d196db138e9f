# Sourced by the other scripts: makes .venv once, with what the project declares, and reuses it.
# BOWERBIRD_VENV names another environment to use. Sets $BIN.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
VENV="${BOWERBIRD_VENV:-.venv}"
BIN="$VENV/bin"

setup() { # setup [EXTRA]: installs `.` with the extra, unless this pyproject.toml is installed already
    local extra="${1:+[$1]}" python="" candidate stamp
    stamp="$VENV/.bowerbird-installed${1:+-$1}"
    if [[ -f "$stamp" ]] && cmp -s pyproject.toml "$stamp"; then return; fi
    for candidate in python3.11 python3.12 python3.13 python3; do
        if command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python="$candidate"
            break
        fi
    done
    if [[ -z "$python" ]]; then
        echo "Bowerbird needs Python 3.11 or newer; none was found on PATH." >&2
        exit 1
    fi
    echo "Installing into $VENV (about 7 GB with torch; a few minutes the first time) ..." >&2
    [[ -x "$BIN/python" ]] || "$python" -m venv "$VENV"
    "$BIN/python" -m pip install --quiet --disable-pip-version-check --editable ".$extra" >&2
    cp pyproject.toml "$stamp"
}
