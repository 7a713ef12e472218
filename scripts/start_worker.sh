#!/usr/bin/env bash
# Starts a worker process: checks the environment, migrates the database, and becomes the worker.
set -euo pipefail
exec "$(dirname "$0")/start.sh" worker
