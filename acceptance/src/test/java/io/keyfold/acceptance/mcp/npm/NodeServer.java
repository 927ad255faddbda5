package io.keyfold.acceptance.mcp.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.mcp.ThisMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A server in a process of its own, on a free port. It stops on close, and with the tests' JVM otherwise. */
public final class NodeServer implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Pattern BOUND = Pattern.compile("bound (\\d+)\\.");

  private final Process process;
  private final Path output;
  private final Thread atExit;

  private NodeServer(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.atExit = new Thread(process::destroyForcibly, "end-node-server");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static NodeServer start(List<String> command, Path folder, Path output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("PORT", "0");
    builder.environment().put("HOST", ThisMachine.anyPort().getHostString());
    NodeServer server = new NodeServer(
      builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(),
      output
    );
    server.awaitPort();
    return server;
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
}
