package io.keyfold.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link io.keyfold.benchmarks.endpoint.EndpointMain} in its own process. */
public final class EndpointProcess extends ServerProcess {

  private static final String MAIN = "io.keyfold.benchmarks.endpoint.EndpointMain";
  private static final String READY = "ready ";

  private EndpointProcess(Process process, String url) {
    super(process, url);
  }

  /** {@return a server that is ready, on a free port} */
  public static EndpointProcess start() throws IOException {
    Process process = ChildJava.start(MAIN, List.of());
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IllegalStateException("the reference server did not start; see its messages above");
    }
    return new EndpointProcess(process, line.substring(READY.length()));
  }
}
