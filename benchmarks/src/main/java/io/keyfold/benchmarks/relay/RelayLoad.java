package io.keyfold.benchmarks.relay;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.http.PreparedRequest;
import io.keyfold.benchmarks.load.BenchmarkFixture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The requests of all callers, each with its own one. Callers are spread over the sessions, and those of the good
 * servers over these.
 *
 * @param good calls of the good servers
 * @param slow calls of the slow server
 * @param flapping calls of the flapping server
 * @param lists lists of the tools of each session, which expect those of a good server
 */
record RelayLoad(
  List<PreparedRequest> good,
  List<PreparedRequest> slow,
  List<PreparedRequest> flapping,
  List<PreparedRequest> lists
) {
  private static final int SLOW = 0;
  private static final int FLAPPING = 1;
  private static final int FIRST_GOOD = 2;

  static RelayLoad create(RelayOptions options, Api api, RelayServers servers)
    throws IOException, InterruptedException {
    List<String> deployments = new ArrayList<>();
    for (String url : servers.urls()) {
      deployments.add(BenchmarkFixture.deployment(api, url));
    }
    List<RelaySession> sessions = new ArrayList<>();
    for (int i = 0; i < options.sessions(); i++) {
      sessions.add(RelaySession.create(api, deployments));
    }
    int good = deployments.size() - FIRST_GOOD;
    return new RelayLoad(
      requests(options.callers(), sessions, i -> FIRST_GOOD + ((i / sessions.size()) % good)),
      requests(options.slowCallers(), sessions, i -> SLOW),
      requests(options.flappingCallers(), sessions, i -> FLAPPING),
      sessions
        .stream()
        .map(session -> session.list(FIRST_GOOD))
        .toList()
    );
  }

  private static List<PreparedRequest> requests(int callers, List<RelaySession> sessions, IntUnaryOperator provider) {
    return IntStream.range(0, callers)
      .mapToObj(i -> sessions.get(i % sessions.size()).call(provider.applyAsInt(i)))
      .toList();
  }
}
