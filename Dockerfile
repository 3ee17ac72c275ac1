# gongbao: one image for the Prefect server, the worker and the explorer. Nothing in it runs as root.
FROM node:22-bookworm-slim AS chart
WORKDIR /chart/script
COPY warehouse/explorer/script ./
RUN npm ci --ignore-scripts --no-audit --no-fund && npm run build

FROM python:3.11-slim-bookworm AS compiled
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev
WORKDIR /srv/gongbao
COPY requirements.lock pyproject.toml ./
RUN pip install --require-hashes --no-deps -r requirements.lock
COPY flows flows
COPY warehouse warehouse
RUN python -m flows.compiled.build

FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --create-home --uid 10001 gongbao && mkdir /data && chown gongbao:gongbao /data

WORKDIR /srv/gongbao
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN pip install --require-hashes --no-deps -r requirements.lock
COPY flows flows
COPY warehouse warehouse
COPY --from=chart /chart/static/chart.js warehouse/explorer/static/chart.js
COPY --from=compiled /srv/gongbao/flows/compiled/built flows/compiled/built
COPY sql sql
COPY seeds seeds
RUN pip install --no-deps --no-build-isolation .

USER gongbao
ENV GONGBAO_HOME=/data
VOLUME /data
CMD ["gongbao", "--help"]
