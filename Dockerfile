# One image for the four services; the command selects one: docker run keyfold deployment-service.
# Build the jars first: mvn package -DskipTests, then docker compose build.
FROM eclipse-temurin:25-jre AS application
RUN groupadd --gid 10001 keyfold && useradd --uid 10001 --gid keyfold --home-dir /var/lib/keyfold --no-create-home --shell /usr/sbin/nologin keyfold \
 && install --directory --owner keyfold --group keyfold --mode 0700 /var/lib/keyfold /var/lib/keyfold/data /var/lib/keyfold/keys
WORKDIR /app
# Layers are ordered from rarely changed to changed with every build.
COPY deploy/target/image/native native/
COPY deploy/target/image/lib lib/
COPY deploy/target/image/shared shared/
COPY deploy/target/image/services services/
COPY --chmod=0755 deploy/image/start deploy/image/health bin/
ENV KEYFOLD_STATE_DIRECTORY=/var/lib/keyfold/data/state \
    KEYFOLD_USAGE_SPOOL=/var/lib/keyfold/data/usage-spool \
    KEYFOLD_KEYSET_FILE=/var/lib/keyfold/keys/keyset.json \
    KEYFOLD_DEPLOYMENT_KEYSET_FILE=/var/lib/keyfold/keys/deployment-keyset.json

# Starts a service once, with the broker and registry of standalone, and stores an AOT cache: a start takes a third of
# the time. --build-arg AOT_CACHE=off skips this. If it fails, the image is built without the cache and a message is
# printed.
FROM application AS training
ARG AOT_CACHE=on
COPY standalone/target/lib /training/lib/
COPY standalone/target/keyfold-standalone-*.jar /training/
COPY --chmod=0755 deploy/image/train /training/
RUN mkdir cache && { [ "$AOT_CACHE" = off ] || /training/train /app/cache/keyfold.aot || { rm -f cache/* && echo "no AOT cache: starts will be slower"; }; }

FROM application
COPY --from=training /app/cache cache/
USER 10001:10001
EXPOSE 8080 8090
VOLUME ["/var/lib/keyfold/data", "/var/lib/keyfold/keys"]
ENTRYPOINT ["/app/bin/start"]
