package io.keyfold.acceptance.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/** A third-party MCP server: the protocol's own test server from npm, over streamable HTTP. */
public final class EverythingServer implements AutoCloseable {

  private static final String NAME = "@modelcontextprotocol/server-everything";
  private static final String VERSION = "2026.8.31";
  private static final Path FOLDER = Path.of("target", "server-everything");
  private static final Duration INSTALL = Duration.ofMinutes(3);
  private static final Duration START = Duration.ofSeconds(60);

  /** The server prints the requested port. This preloaded script prints the actual port if 0 was requested. */
  private static final String PRINT_PORT = """
  data:text/javascript,import net from "node:net";
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (...parts) {
    this.once("listening", () => console.log(`bound ${this.address().port}.`));
    return listen.apply(this, parts);
  };""".replace("\n", "");

  private static final Pattern BOUND = Pattern.compile("bound (\\d+)\\.");

  private final Process process;
  private final Path output;
  private final Thread atExit;

  private EverythingServer(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.atExit = new Thread(process::destroyForcibly, "end-server-everything");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** {@return a running server} Skips the test with a message if npm is missing. */
  public static EverythingServer start() {
    Path npm = onPath("npm");
    Path node = onPath("node");
    Path script = FOLDER.resolve("node_modules").resolve(NAME).resolve("dist").resolve("index.js");
    try {
      if (!Files.exists(script)) {
        install(npm);
      }
      ProcessBuilder builder = new ProcessBuilder(
        List.of(node.toString(), "--import", PRINT_PORT, script.toString(), "streamableHttp")
      );
      builder.environment().put("PORT", "0");
      Path output = FOLDER.resolve("server.out");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      EverythingServer server = new EverythingServer(process, output);
      server.awaitPort();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return its endpoint} */
  public String url() {
    return "http://" + ThisMachine.name() + ":" + port().orElseThrow() + "/mcp";
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
      boolean finished = install.waitFor(INSTALL.toSeconds(), TimeUnit.SECONDS);
      assertThat(finished && install.exitValue() == 0)
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
        .until(() -> !process.isAlive() || port().isPresent());
      assertThat(process.isAlive()).as("see %s", output).isTrue();
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private Optional<String> port() {
    try {
      Matcher line = BOUND.matcher(Files.readString(output));
      return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path onPath(String program) {
    Optional<Path> found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
      .map(folder -> Path.of(folder, program))
      .filter(Files::isExecutable)
      .findFirst();
    return found.orElseThrow(() -> {
      String why = "SKIPPED: no " + program + " on the path, so the third-party MCP server cannot run";
      System.err.println(why);
      return new TestAbortedException(why);
    });
  }
}
