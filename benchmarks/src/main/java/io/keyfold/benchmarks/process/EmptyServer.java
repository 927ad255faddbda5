package io.keyfold.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link io.keyfold.benchmarks.endpoint.EndpointMain} in a process of its own. */
public final class EmptyServer extends Server {

  private static final String MAIN = "io.keyfold.benchmarks.endpoint.EndpointMain";
  private static final String READY = "ready ";

  private EmptyServer(Process process, String url) {
    super(process, url);
  }

  /** {@return one that is ready, on a free port} */
  public static EmptyServer start() throws IOException {
    Process process = ChildJava.start(MAIN, List.of());
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IllegalStateException("the empty endpoint does not start; what is wrong stands above");
    }
    return new EmptyServer(process, line.substring(READY.length()));
  }
}
