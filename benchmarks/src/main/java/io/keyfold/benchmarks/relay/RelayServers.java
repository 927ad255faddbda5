package io.keyfold.benchmarks.relay;

import java.time.Duration;
import java.util.List;

/** The five MCP servers: a slow one, a flapping one and three good ones, in this order. */
final class RelayServers implements AutoCloseable {

  /** As long as Keyfold does not call a server that closes its connections, so that it is called when it works. */
  private static final Duration FLAPPING = Duration.ofSeconds(5);

  private final List<ToolServer> servers;

  RelayServers(Duration slow) {
    this.servers = List.of(
      new ToolServer(Behaviour.slow(slow)),
      new ToolServer(Behaviour.flapping(FLAPPING)),
      new ToolServer(Behaviour.GOOD),
      new ToolServer(Behaviour.GOOD),
      new ToolServer(Behaviour.GOOD)
    );
  }

  List<String> urls() {
    return servers.stream().map(ToolServer::url).toList();
  }

  @Override
  public void close() {
    servers.forEach(ToolServer::close);
  }
}
