package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.http.Connections;
import io.keyfold.benchmarks.http.Request;
import io.keyfold.benchmarks.kafka.BareWrite;
import io.keyfold.benchmarks.kafka.CommittedAppend;
import io.keyfold.benchmarks.process.EmptyServer;
import io.keyfold.benchmarks.process.Meter;
import io.keyfold.benchmarks.process.Server;
import io.keyfold.benchmarks.process.Standalone;
import io.keyfold.benchmarks.report.Row;
import java.util.List;

/**
 * Everything that is measured, by name.
 *
 * @param standalone what is under load
 * @param empty what it is held against
 * @param api the API of the former
 * @param tools the tools of the latter
 * @param append the broker of the former
 * @param write the same broker
 * @param subject what the acts are about
 */
record Operations(
  Standalone standalone,
  EmptyServer empty,
  Api api,
  Api tools,
  CommittedAppend append,
  BareWrite write,
  Subject subject
) {
  private static final int FIRST = 500;
  private static final int WARM_CONNECTIONS = 16;

  /** {@return the creates of a process that has just started, one at a time} */
  Row firstCreates() throws Exception {
    return row("create, first " + FIRST, standalone, subject.create(api), 1, FIRST);
  }

  /** Lets the JIT do most of its work on all of them. */
  void warmUp(int times) throws Exception {
    empty(WARM_CONNECTIONS, times);
    direct(WARM_CONNECTIONS, times);
    ping(WARM_CONNECTIONS, times);
    resolve(WARM_CONNECTIONS, times);
    call(WARM_CONNECTIONS, times);
    create(WARM_CONNECTIONS, times);
    // One at a time each is a transaction of its own, which is another path through Kafka than sixteen in one.
    create(1, Math.max(1, times / 2));
    append(1, times);
    write(1, Math.max(1, times / 2));
  }

  Row empty(int connections, int times) throws Exception {
    return row("empty endpoint", empty, tools.often("/empty"), connections, times);
  }

  Row direct(int connections, int times) throws Exception {
    return row("tool call, direct", empty, Subject.directCall(tools), connections, times);
  }

  Row append(int atOnce, int times) throws Exception {
    return Meter.measure("committed append", atOnce, standalone, () -> append.run(times, atOnce));
  }

  Row write(int atOnce, int times) throws Exception {
    return Meter.measure("bare write", atOnce, standalone, () -> write.run(times, atOnce));
  }

  Row ping(int connections, int times) throws Exception {
    return row("GET /ping", standalone, api.often("/ping"), connections, times);
  }

  Row resolve(int connections, int times) throws Exception {
    return row("resolve", standalone, subject.resolve(api), connections, times);
  }

  Row call(int connections, int times) throws Exception {
    return row("tool call", standalone, subject.call(api), connections, times);
  }

  Row create(int connections, int times) throws Exception {
    return row("create", standalone, subject.create(api), connections, times);
  }

  private static Row row(String what, Server server, Request request, int connections, int times) throws Exception {
    try (Connections open = Connections.open(server.url(), connections)) {
      return Meter.measure(what, connections, server, () -> open.closed(List.of(request), times));
    }
  }
}
