#!/usr/bin/env bash
# What start_web.sh and start_worker.sh share: start.sh web|worker|all
set -euo pipefail
mode=${1:?usage: start.sh web|worker|all}
cd "$(dirname "$0")/.."

# Deno reads .env itself, and what the environment says wins over it. Sourcing it here would turn
# that round, and run whatever stands in it.
is_set() {
  [[ -n ${!1:-} ]] && return
  [[ -f .env ]] && grep -Eq "^[[:space:]]*(export[[:space:]]+)?$1=." .env
}

# Each may be given under the name that the Python service used.
missing=0
need() {
  local name=$1 old=${2:-}
  if ! is_set "$name" && ! is_set "${name}_FILE" && ! { [[ -n $old ]] && is_set "$old"; }; then
    echo "lintel: $name is not set${old:+ (nor $old)}" >&2
    missing=1
  fi
}
need DATABASE_URL
need QUEUE_URL CELERY_BROKER_URL
need STORAGE_ROOT NFS_SHARE_ROOT_PATH
((missing == 0)) || exit 2

# The real executable: a signal must reach the service itself, and npx would swallow it.
deno=${DENO:-}
if [[ -z $deno ]]; then
  if command -v deno >/dev/null; then deno=$(command -v deno)
  elif command -v npx >/dev/null; then deno=$(npx --yes deno@2.9.6 eval 'console.log(Deno.execPath())')
  else
    echo 'lintel: neither deno nor npx is on the PATH; set DENO to the deno executable' >&2
    exit 2
  fi
fi

flags() { "$deno" run --quiet --no-prompt --allow-env --allow-read --allow-sys scripts/permissions.ts "$1"; }
# Paths with spaces are refused by permissions.ts, so that splitting on them is right.
migrate=$(flags migrate)
serve=$(flags "$mode")
# Standard output is the service's log, whose lines are JSON.
# shellcheck disable=SC2086
"$deno" run --quiet $migrate src/main.ts migrate >&2
# shellcheck disable=SC2086
exec "$deno" run --quiet $serve src/main.ts "$mode"
