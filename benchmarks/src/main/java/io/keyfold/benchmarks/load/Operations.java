package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.http.Connections;
import io.keyfold.benchmarks.http.PreparedRequest;
import io.keyfold.benchmarks.kafka.BareWrite;
import io.keyfold.benchmarks.kafka.CommittedAppend;
import io.keyfold.benchmarks.process.CpuMeter;
import io.keyfold.benchmarks.process.EndpointProcess;
import io.keyfold.benchmarks.process.ServerProcess;
import io.keyfold.benchmarks.process.StandaloneProcess;
import io.keyfold.benchmarks.report.Row;
import java.util.List;
import java.util.Set;

/**
 * The measured operations.
 *
 * @param standalone the standalone under load
 * @param empty the process with the reference endpoint and the MCP server
 * @param api client of the standalone
 * @param tools client of the MCP server
 * @param append reference append to the standalone's broker
 * @param write reference write through the standalone's broker
 * @param fixture the objects that the operations use
 */
record Operations(
  StandaloneProcess standalone,
  EndpointProcess empty,
  Api api,
  Api tools,
  CommittedAppend append,
  BareWrite write,
  BenchmarkFixture fixture
) {
  private static final int INITIAL_CREATES = 500;
  private static final int WARM_CONNECTIONS = 16;

  /** {@return creates in a process that has just started, one at a time} */
  Row initialCreates() throws Exception {
    return row("create, first " + INITIAL_CREATES, standalone, fixture.createDeployment(api), 1, INITIAL_CREATES);
  }

  /** Runs the operations so that the JIT compiles them. */
  void warmUp(Set<OperationGroup> groups, int times) throws Exception {
    if (groups.contains(OperationGroup.RESOLVE) || groups.contains(OperationGroup.USAGE)) {
      empty(WARM_CONNECTIONS, times);
      ping(WARM_CONNECTIONS, times);
      resolve(WARM_CONNECTIONS, times);
    }
    if (groups.contains(OperationGroup.TOOL_CALL)) {
      direct(WARM_CONNECTIONS, times);
      call(WARM_CONNECTIONS, times);
    }
    if (groups.contains(OperationGroup.CREATE)) {
      create(WARM_CONNECTIONS, times);
      // Single creates take another path through Kafka: one transaction each instead of one for all.
      create(1, Math.max(1, times / 2));
      append(1, times);
      write(1, Math.max(1, times / 2));
    }
  }

  Row empty(int connections, int times) throws Exception {
    return row("empty endpoint", empty, tools.prepare("/empty"), connections, times);
  }

  Row direct(int connections, int times) throws Exception {
    return row("tool call, direct", empty, BenchmarkFixture.directCall(tools), connections, times);
  }

  Row append(int concurrency, int times) throws Exception {
    return CpuMeter.measure("committed append", concurrency, standalone, () -> append.run(times, concurrency));
  }

  Row write(int concurrency, int times) throws Exception {
    return CpuMeter.measure("bare write", concurrency, standalone, () -> write.run(times, concurrency));
  }

  Row ping(int connections, int times) throws Exception {
    return row("GET /ping", standalone, api.prepare("/ping"), connections, times);
  }

  Row resolve(int connections, int times) throws Exception {
    return row("resolve", standalone, fixture.resolve(api), connections, times);
  }

  Row call(int connections, int times) throws Exception {
    return row("tool call", standalone, fixture.call(api), connections, times);
  }

  Row create(int connections, int times) throws Exception {
    return row("create", standalone, fixture.createDeployment(api), connections, times);
  }

  private static Row row(String name, ServerProcess server, PreparedRequest request, int connections, int times)
    throws Exception {
    try (Connections open = Connections.open(server.url(), connections)) {
      return CpuMeter.measure(name, connections, server, () -> open.closedLoop(List.of(request), times));
    }
  }
}
