#!/usr/bin/env bash
# Starts a web process: checks the environment, migrates the database, and becomes the service.
set -euo pipefail
exec "$(dirname "$0")/start.sh" web
