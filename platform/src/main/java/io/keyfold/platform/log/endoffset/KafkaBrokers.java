package io.keyfold.platform.log.endoffset;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;

/**
 * Accesses brokers through Kafka's internal network client, which also provides connections, security and API versions
 * to Kafka's public clients. It is not a public API, but no public client lets the caller choose the broker.
 */
final class KafkaBrokers implements Brokers {

  private static final String NAME = "keyfold-end-offsets";
  private static final int MAX_IN_FLIGHT = 5;

  /** Poll timeout while a connection is being established. */
  private static final long CONNECTING_POLL_MS = 10;

  /** Interval at which metadata is requested again while a response is missing, since the leader may have changed. */
  private static final long METADATA_MS = 250;

  private final Map<Integer, Node> nodes = new HashMap<>();
  private final Metrics metrics;
  private final NetworkClient client;
  private final int requestTimeoutMs;
  private long slowestMs;

  private KafkaBrokers(List<InetSocketAddress> servers, NetworkClient client, int requestTimeoutMs, Metrics metrics) {
    this.client = client;
    this.requestTimeoutMs = requestTimeoutMs;
    this.metrics = metrics;
    for (InetSocketAddress server : servers) {
      int id = -1 - nodes.size();
      nodes.put(id, new Node(id, server.getHostString(), server.getPort()));
    }
  }

  static KafkaBrokers of(Map<String, Object> kafka, Duration requestTimeout) {
    int requestTimeoutMs = Math.toIntExact(requestTimeout.toMillis());
    AdminClientConfig config = new AdminClientConfig(kafka);
    Metrics metrics = new Metrics();
    NetworkClient client = ClientUtils.createNetworkClient(
      config,
      NAME,
      metrics,
      NAME,
      new LogContext("[" + NAME + "] "),
      new ApiVersions(),
      Time.SYSTEM,
      MAX_IN_FLIGHT,
      requestTimeoutMs,
      new ManualMetadataUpdater(),
      new DefaultHostResolver()
    );
    return new KafkaBrokers(ClientUtils.parseAndValidateAddresses(config), client, requestTimeoutMs, metrics);
  }

  @Override
  public Set<Integer> ids() {
    return Set.copyOf(nodes.keySet());
  }

  @Override
  public Duration ask(Round round, Predicate<BrokerResponse> enough, Duration timeout) {
    slowestMs = 0;
    Timer timer = Time.SYSTEM.timer(timeout);
    Timer metadataTimer = Time.SYSTEM.timer(METADATA_MS);
    RoundInProgress inProgress = new RoundInProgress(enough);
    round.endOffsets().forEach((leader, epochs) -> inProgress.add(leader, EndRequests.endOffsets(epochs)));
    inProgress.addMetadata(reachable(round));
    boolean expired = false;
    while (!inProgress.isFinished() && !expired) {
      // Poll once more without waiting: on a busy machine, responses may have arrived while this thread was not
      // running.
      expired = timer.isExpired();
      inProgress.send();
      long wait = inProgress.isAllSent()
        ? Math.min(timer.remainingMs(), metadataTimer.remainingMs())
        : CONNECTING_POLL_MS;
      client.poll(wait, timer.currentTimeMs());
      timer.update();
      metadataTimer.update();
      if (metadataTimer.isExpired()) {
        inProgress.addMetadata(round.metadata());
        metadataTimer.reset(METADATA_MS);
      }
    }
    inProgress.finish();
    return Duration.ofMillis(slowestMs);
  }

  /**
   * Returns the metadata requests of the reachable brokers, or all if too few are reachable. This avoids a connection
   * attempt to a dead broker in each round.
   */
  private Map<Integer, Set<String>> reachable(Round round) {
    if (round.confirmations() == 0) {
      return Map.of();
    }
    Map<Integer, Set<String>> reachable = new HashMap<>(round.metadata());
    reachable.keySet().removeIf(broker -> !isReachable(broker));
    return reachable.size() < round.confirmations() ? round.metadata() : reachable;
  }

  private boolean isReachable(int broker) {
    Node node = nodes.get(broker);
    return node != null && !client.connectionFailed(node);
  }

  @Override
  public void pause(Duration pause) {
    Timer timer = Time.SYSTEM.timer(pause);
    while (timer.notExpired()) {
      client.poll(timer.remainingMs(), timer.currentTimeMs());
      timer.update();
    }
  }

  @Override
  public void close() {
    client.close();
    metrics.close();
  }

  private record Unsent(Node broker, AbstractRequest.Builder<?> request) {}

  /** A round in progress. */
  private final class RoundInProgress {

    private final Predicate<BrokerResponse> enough;
    private final Deque<Unsent> unsent = new ArrayDeque<>();
    /** Brokers with an outstanding metadata request. */
    private final Set<Integer> awaitingMetadata = new HashSet<>();
    private int unanswered;
    private boolean finished;

    RoundInProgress(Predicate<BrokerResponse> enough) {
      this.enough = enough;
    }

    /** {@return whether the request is queued} A broker whose address is not known yet receives none. */
    boolean add(int broker, AbstractRequest.Builder<?> request) {
      Node node = nodes.get(broker);
      return node != null && unsent.add(new Unsent(node, request));
    }

    void addMetadata(Map<Integer, Set<String>> topics) {
      // A busy broker would have to process repeated metadata requests before the next round, so it receives only one
      // at a time.
      topics.forEach((broker, names) -> {
        if (!awaitingMetadata.contains(broker) && add(broker, EndRequests.metadata(names))) {
          awaitingMetadata.add(broker);
        }
      });
    }

    void send() {
      unsent.removeIf(this::isSent);
    }

    private boolean isSent(Unsent next) {
      long now = Time.SYSTEM.milliseconds();
      if (!client.ready(next.broker(), now)) {
        NetworkClientUtils.maybeThrowAuthFailure(client, next.broker());
        return false;
      }
      ClientRequest request = client.newClientRequest(
        next.broker().idString(),
        next.request(),
        now,
        true,
        requestTimeoutMs,
        response -> onResponse(next, response)
      );
      client.send(request, now);
      unanswered++;
      return true;
    }

    private void onResponse(Unsent sent, ClientResponse response) {
      unanswered--;
      if (!response.hasResponse()) {
        unsent.add(sent);
        return;
      }
      slowestMs = Math.max(slowestMs, response.requestLatencyMs());
      if (finished) {
        return;
      }
      finished = switch (response.responseBody()) {
        case MetadataResponse metadata -> {
          awaitingMetadata.remove(sent.broker().id());
          nodes.putAll(metadata.brokersById());
          yield enough.test(EndRequests.metadata(sent.broker().id(), metadata));
        }
        case ListOffsetsResponse ends -> enough.test(EndRequests.endOffsets(sent.broker().id(), ends));
        default -> throw new IllegalStateException("unexpected response: " + response);
      };
    }

    boolean isAllSent() {
      return unsent.isEmpty();
    }

    boolean isFinished() {
      return finished || (unsent.isEmpty() && unanswered == 0);
    }

    void finish() {
      finished = true;
    }
  }
}
