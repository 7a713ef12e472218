#!/bin/sh
# What a container runs: container.sh [web|worker|all|migrate|health], MODE where nothing is named.
# Deno gets the permissions that follow from the settings, and becomes the container's process.
set -eu
cd "$(dirname "$0")/.."
mode=${1:-${MODE:-all}}
case $mode in
web | worker | all) MODE=$mode && export MODE ;;
migrate | health) ;;
*)
  echo "lintel: there is no mode '$mode'; web, worker, all, migrate and health are" >&2
  exit 2
  ;;
esac
# Paths with spaces are refused by permissions.ts, so that splitting on them is right.
flags=$(deno run --quiet --no-prompt --allow-env --allow-read --allow-sys scripts/permissions.ts "$mode")
# shellcheck disable=SC2086
exec deno run --quiet --cached-only $flags src/main.ts "$mode"
