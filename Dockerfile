# One image for the server, the worker and every command. It holds no secret and runs as nobody in particular.
FROM python:3.13-slim AS build
WORKDIR /kith
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY . .
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e .

FROM python:3.13-slim
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data kith && install -d -o kith -g kith -m 700 /data
COPY --from=build /venv /venv
COPY --from=build /kith /kith
WORKDIR /kith
ENV PATH=/venv/bin:$PATH KITH_DATA=/data HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1
USER kith
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
STOPSIGNAL SIGINT
CMD ["sh", "-c", "kith setup --no-steward && exec kith serve"]
