package io.keyfold.acceptance.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/** An MCP server that nobody here wrote: the protocol's own test server, from npm, over streamable HTTP. */
public final class EverythingServer implements AutoCloseable {

  private static final String NAME = "@modelcontextprotocol/server-everything";
  private static final String VERSION = "2026.8.31";
  private static final Path FOLDER = Path.of("target", "server-everything");
  private static final Duration INSTALL = Duration.ofMinutes(3);
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final int port;
  private final Thread atExit;

  private EverythingServer(Process process, int port) {
    this.process = process;
    this.port = port;
    this.atExit = new Thread(process::destroyForcibly, "end-server-everything");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** {@return one that answers} The test is skipped, and says so, where there is no npm. */
  public static EverythingServer start() {
    Path npm = onPath("npm");
    Path node = onPath("node");
    Path script = FOLDER.resolve("node_modules").resolve(NAME).resolve("dist").resolve("index.js");
    try {
      if (!Files.exists(script)) {
        install(npm);
      }
      int port = freePort();
      ProcessBuilder builder = new ProcessBuilder(node.toString(), script.toString(), "streamableHttp");
      builder.environment().put("PORT", Integer.toString(port));
      File output = FOLDER.resolve("server.out").toFile();
      EverythingServer server = new EverythingServer(
        builder.redirectErrorStream(true).redirectOutput(output).start(),
        port
      );
      server.awaitPort();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return its endpoint} */
  public String url() {
    return "http://" + ThisMachine.name() + ":" + port + "/mcp";
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private static void install(Path npm) throws IOException {
    Files.createDirectories(FOLDER);
    Path output = FOLDER.resolve("npm.out");
    Process install = new ProcessBuilder(
      List.of(npm.toString(), "install", "--no-audit", "--no-fund", "--prefix", FOLDER.toString(), NAME + "@" + VERSION)
    )
      .redirectErrorStream(true)
      .redirectOutput(output.toFile())
      .start();
    try {
      boolean ended = install.waitFor(INSTALL.toSeconds(), TimeUnit.SECONDS);
      assertThat(ended && install.exitValue() == 0)
        .as("npm install: %s", Files.readString(output))
        .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      install.destroyForcibly();
    }
  }

  private void awaitPort() {
    try {
      Awaitility.await()
        .atMost(START)
        .until(() -> !process.isAlive() || answers());
      assertThat(process.isAlive()).as("see %s", FOLDER.resolve("server.out")).isTrue();
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path onPath(String program) {
    Optional<Path> found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
      .map(folder -> Path.of(folder, program))
      .filter(Files::isExecutable)
      .findFirst();
    return found.orElseThrow(() -> {
      String why = "SKIPPED: no " + program + " on the path, so the MCP server that nobody here wrote cannot run";
      System.err.println(why);
      return new TestAbortedException(why);
    });
  }
}
