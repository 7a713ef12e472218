# syntax=docker/dockerfile:1
# Lintel as a container image.
#
#   docker build -t lintel .                       the service with its native engine
#   docker build -t lintel --target sqlfluff .     the same with Python and SQLFluff beside it
#
# BASE is any Debian 12 or newer; DENO is an image with the deno executable at /deno.
ARG BASE=docker.io/library/debian:12.12-slim
ARG DENO=docker.io/denoland/deno:bin-2.9.6

FROM ${DENO} AS deno

# The packages of deno.lock, and everything that is run, checked once.
FROM ${BASE} AS program
COPY --from=deno /deno /usr/local/bin/deno
WORKDIR /opt/lintel
ENV DENO_DIR=/opt/lintel/.deno DENO_NO_UPDATE_CHECK=1
COPY deno.json deno.lock LICENSE NOTICE ./
COPY LICENSES LICENSES
COPY src src
COPY scripts scripts
RUN deno install --quiet --frozen --entrypoint src/main.ts scripts/permissions.ts \
  && deno run --quiet --cached-only --no-prompt src/main.ts version

FROM ${BASE} AS service
# A user without a shell, whose number a shared volume can be given to.
RUN groupadd --gid 10001 lintel \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin lintel \
  && install -d -o lintel -g lintel -m 0750 /data
COPY --from=deno /deno /usr/local/bin/deno
COPY --from=program /opt/lintel /opt/lintel
WORKDIR /opt/lintel
# In a container 0.0.0.0 is what can be published; without API_TOKENS the start is refused.
ENV DENO_DIR=/opt/lintel/.deno \
  DENO_NO_UPDATE_CHECK=1 \
  MODE=all \
  HOST=0.0.0.0 \
  PORT=8000 \
  METRICS_PORT=8001 \
  DATABASE_URL=sqlite:/data/lintel.db \
  QUEUE_URL=kv:/data/queue.kv \
  STORAGE_ROOT=/data/files
USER 10001:10001
VOLUME /data
EXPOSE 8000 8001
# The service drains on SIGTERM for SHUTDOWN_SECONDS; `docker stop` gives it 10 s unless told more.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 \
  CMD ["/opt/lintel/scripts/container.sh", "health"]
ENTRYPOINT ["/opt/lintel/scripts/container.sh"]

# SQLFluff in an environment of its own, for jobs that ask for the engine `sqlfluff`.
FROM service AS sqlfluff
USER 0:0
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 python3-venv \
  && rm -rf /var/lib/apt/lists/* \
  && python3 -m venv /opt/sqlfluff \
  && /opt/sqlfluff/bin/pip install --no-cache-dir sqlfluff==4.5.0
ENV SQLFLUFF_PYTHON=/opt/sqlfluff/bin/python
USER 10001:10001

# What `docker build` makes where no target is named.
FROM service
