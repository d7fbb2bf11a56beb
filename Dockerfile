# syntax=docker/dockerfile:1
# Two stages: the first installs, converts the model and indexes the sample articles; the second
# carries only what serves. At run time nothing is fetched and nothing but the volume is written.
#
#   docker build -t groundwire .
#   docker build --secret id=pip,src=$HOME/.config/pip/pip.conf -t groundwire .
#
# The second form lets pip see a configuration of your own, for instance one that names an index of
# CPU builds of torch; it is mounted for the installing step only and stays out of the layers.

FROM python:3.11.14-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /build
COPY requirements requirements
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    python -m venv /opt/groundwire && requirements/install /opt/groundwire/bin/python
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN /opt/groundwire/bin/pip install --no-deps --no-build-isolation .
COPY corpus corpus
ENV GROUNDWIRE_CACHE=/opt/groundwire/models \
    GROUNDWIRE_ENCODER=openvino
RUN /opt/groundwire/bin/groundwire build corpus --index /opt/groundwire/index
# The converted model answers questions: what converted it is two thirds of what was installed and
# not needed any more. Asking once shows that nothing of it is missed.
RUN /opt/groundwire/bin/pip uninstall --yes --quiet \
        torch sentence-transformers transformers scikit-learn scipy sympy mpmath networkx \
    && /opt/groundwire/bin/pip freeze | sed -n 's/^\(nvidia[^=]*\|cuda[^=]*\|triton\)=.*/\1/p' \
        | xargs --no-run-if-empty /opt/groundwire/bin/pip uninstall --yes --quiet \
    && /opt/groundwire/bin/groundwire ask "What happened?" --index /opt/groundwire/index

FROM python:3.11.14-slim-bookworm
LABEL org.opencontainers.image.title="groundwire" \
      org.opencontainers.image.description="Ask your newswire: answers from news articles, every sentence quoted and cited." \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/groundwire /opt/groundwire
# New volumes mounted here start as copies of the sample index and articles and belong to the
# service's user. Articles that are posted are kept in the second.
COPY --from=build --chown=10001:10001 /opt/groundwire/index /data/index
COPY --from=build --chown=10001:10001 /build/corpus /data/corpus
ENV PATH=/opt/groundwire/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    GROUNDWIRE_INDEX=/data/index \
    GROUNDWIRE_CACHE=/opt/groundwire/models \
    GROUNDWIRE_ENCODER=openvino
WORKDIR /data
USER 10001:10001
VOLUME /data/index /data/corpus
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/health', timeout=2)"]
# 0.0.0.0 is the container's own network: docker-compose.yml publishes the port on 127.0.0.1 only.
# `--insecure` says that this is meant. Put a proxy that knows your users in front before you
# publish it any wider.
ENTRYPOINT ["groundwire"]
CMD ["serve", "--host", "0.0.0.0", "--insecure"]
