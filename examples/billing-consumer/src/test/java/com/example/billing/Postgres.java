package com.example.billing;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL server for a test: in a container where an engine answers, otherwise the machine's own. */
sealed interface Postgres permits Postgres.Contained, PostgresProcess {
  /** User of the database; needs no password outside of a container. */
  String USER = "billing";

  /** {@return a new server; empty if this machine has neither an engine nor PostgreSQL} */
  static Optional<Postgres> start() throws Exception {
    if (DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of(Contained.start());
    }
    Optional<PostgresPrograms> programs = PostgresPrograms.find();
    return programs.isPresent() ? Optional.of(PostgresProcess.start(programs.get())) : Optional.empty();
  }

  /** {@return URL of the database for JDBC} */
  String url();

  /** Stops the server and deletes its data. */
  void stop() throws Exception;

  /** A server in a container. */
  record Contained(PostgreSQLContainer container) implements Postgres {
    private static final String IMAGE = "postgres:18-alpine";

    @SuppressWarnings("resource")
    private static Contained start() {
      PostgreSQLContainer container = new PostgreSQLContainer(IMAGE)
        .withUsername(USER)
        .withDatabaseName("postgres")
        .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust");
      container.start();
      return new Contained(container);
    }

    @Override
    public String url() {
      return container.getJdbcUrl();
    }

    @Override
    public void stop() {
      container.stop();
    }
  }
}
