package com.example.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of the machine's own PostgreSQL, with a temporary folder and a free port on loopback. */
final class PostgresProcess implements Postgres {

  private static final Duration START = Duration.ofMinutes(2);

  /** The user "nobody", since PostgreSQL refuses to run as root. */
  private static final Integer UNPRIVILEGED = 65_534;

  private final Path folder;
  private final int port;
  private final Process server;

  private PostgresProcess(Path folder, int port, Process server) {
    this.folder = folder;
    this.port = port;
    this.server = server;
  }

  /** {@return a server that accepts connections} */
  static PostgresProcess start(PostgresPrograms programs) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("billing-postgres");
    List<String> user = user(folder);
    String data = folder.resolve("data").toString();
    Process initdb = run(
      folder,
      user,
      List.of(
        programs.program("initdb"),
        "-D",
        data,
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync"
      )
    );
    assertThat(initdb.waitFor()).as("initdb, see its output").isZero();
    int port = freePort();
    List<String> postgres = List.of(
      programs.program("postgres"),
      "-D",
      data,
      "-F",
      "-h",
      "127.0.0.1",
      "-p",
      Integer.toString(port),
      "-k",
      folder.toString()
    );
    PostgresProcess process = new PostgresProcess(folder, port, run(folder, user, postgres));
    await().atMost(START).ignoreExceptions().until(process::answers);
    return process;
  }

  private static List<String> user(Path folder) throws IOException {
    if (!Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"))) {
      return List.of();
    }
    Files.setAttribute(folder, "unix:uid", UNPRIVILEGED);
    return List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=" + UNPRIVILEGED, "--clear-groups");
  }

  private static Process run(Path folder, List<String> user, List<String> program) throws IOException {
    List<String> command = new ArrayList<>(user);
    command.addAll(program);
    return new ProcessBuilder(command)
      .directory(folder.toFile())
      .redirectErrorStream(true)
      .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/postgres.log").getAbsoluteFile()))
      .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() throws Exception {
    assertThat(server.isAlive()).as("server runs, see target/postgres.log").isTrue();
    try (Connection connection = DriverManager.getConnection(url(), USER, "")) {
      return connection.isValid(1);
    }
  }

  @Override
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    server.destroy();
    if (!server.waitFor(30, TimeUnit.SECONDS)) {
      server.destroyForcibly().waitFor();
    }
    Files.walkFileTree(
      folder,
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
          Files.delete(file);
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
          Files.delete(visited);
          return FileVisitResult.CONTINUE;
        }
      }
    );
  }
}
