# welfsim in a container: an ordinary user, compiled at the build, nothing written outside /results and /tmp.
#   docker build -t welfsim .
#   docker run --rm --read-only --tmpfs /tmp -v "$PWD/results:/results" welfsim
# The folder on the host must be writable for user 10001. Other commands follow the name of the image. A processor of another
# kind than that of the build compiles again; add -v welfsim-cache:/opt/welfsim/cache to keep that from run to run.
FROM python:3.12.12-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 WELFSIM_CACHE=/opt/welfsim/cache

WORKDIR /opt/welfsim
COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY data data
COPY scenarios scenarios
RUN pip install --no-cache-dir --disable-pip-version-check . \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin welfsim \
    && mkdir -p "$WELFSIM_CACHE" /results \
    && chown -R welfsim:welfsim "$WELFSIM_CACHE" /results

# By number, so that a cluster which refuses root can see that it is not.
USER 10001:10001
RUN python -c 'from welfsim.cli.compiling import compile_month; compile_month()' \
    && welfsim compare redeploy_1000_coaches --no-resume --out /tmp/warm \
    && rm -rf /tmp/warm

WORKDIR /results
VOLUME /results
ENTRYPOINT ["welfsim"]
CMD ["compare", "redeploy_1000_coaches", "--no-resume", "--out", "/results/redeploy_1000_coaches_against_baseline"]
