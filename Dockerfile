# gongbao as a worker or a command: the locked packages, the package itself, a user who is not root.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    GONGBAO_HOME=/data DO_NOT_TRACK=1 PREFECT_SERVER_ANALYTICS_ENABLED=false

RUN useradd --uid 10001 --create-home gongbao && install -d -o gongbao -g gongbao /data
WORKDIR /app
COPY requirements.lock ./
RUN pip install --require-hashes --no-deps -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY flows ./flows
COPY warehouse ./warehouse
COPY sql ./sql
COPY seeds ./seeds
RUN pip install --no-deps --no-build-isolation --no-index .

USER gongbao
WORKDIR /data
VOLUME /data
ENTRYPOINT ["gongbao"]
CMD ["--help"]
