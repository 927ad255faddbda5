# One image for the three services; the command names which: docker run keyfold deployment-service.
# The jars come from the build: mvn package -DskipTests, then docker compose build.
FROM eclipse-temurin:25-jre AS application
RUN groupadd --gid 10001 keyfold && useradd --uid 10001 --gid keyfold --home-dir /var/lib/keyfold --no-create-home --shell /usr/sbin/nologin keyfold \
 && install --directory --owner keyfold --group keyfold --mode 0700 /var/lib/keyfold /var/lib/keyfold/data /var/lib/keyfold/keys
WORKDIR /app
# From what changes seldom to what changes with every build.
COPY deploy/target/image/native native/
COPY deploy/target/image/lib lib/
COPY deploy/target/image/shared shared/
COPY deploy/target/image/services services/
COPY --chmod=0755 deploy/image/start deploy/image/health bin/
ENV KEYFOLD_STATE_DIRECTORY=/var/lib/keyfold/data/state \
    KEYFOLD_USAGE_SPOOL=/var/lib/keyfold/data/usage-spool \
    KEYFOLD_KEYSET_FILE=/var/lib/keyfold/keys/keyset.json \
    KEYFOLD_DEPLOYMENT_KEYSET_FILE=/var/lib/keyfold/keys/deployment-keyset.json

# Starts a service once, against the broker and registry of standalone, and keeps what the JVM learned: a start takes a third.
# --build-arg AOT_CACHE=off leaves it out, for a quick build; a run that fails leaves it out, too, and says so.
FROM application AS training
ARG AOT_CACHE=on
COPY standalone/target/lib /training/lib/
COPY standalone/target/keyfold-standalone-*.jar /training/
COPY --chmod=0755 deploy/image/train /training/
RUN mkdir cache && { [ "$AOT_CACHE" = off ] || /training/train /app/cache/keyfold.aot || { rm -f cache/* && echo "no cache: starts will be slower"; }; }

FROM application
COPY --from=training /app/cache cache/
USER 10001:10001
EXPOSE 8080 8090
VOLUME ["/var/lib/keyfold/data", "/var/lib/keyfold/keys"]
ENTRYPOINT ["/app/bin/start"]
