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
 * Brokers over Kafka's own network client, which is what its Admin and consumers are made of: connections, security and versions
 * are theirs. It is not part of Kafka's public interface; but that lets nobody choose the broker who is asked.
 */
final class KafkaBrokers implements Brokers {

  private static final String NAME = "keyfold-log-ends";
  private static final int MAX_IN_FLIGHT = 5;

  /** How soon a connection that is not there yet is looked at again. */
  private static final long CONNECTING_MS = 10;

  /** How often those who have told who leads are asked again while an answer is missing: there may be another leader by now. */
  private static final long LAYOUT_MS = 250;

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
  public Duration ask(Round round, Predicate<BrokerResponse> enough, Duration bound) {
    slowestMs = 0;
    Timer timer = Time.SYSTEM.timer(bound);
    Timer layouts = Time.SYSTEM.timer(LAYOUT_MS);
    Asking asking = new Asking(enough);
    round.ends().forEach((leader, epochs) -> asking.add(leader, EndRequests.ends(epochs)));
    asking.addLayouts(present(round));
    boolean expired = false;
    while (!asking.isOver() && !expired) {
      // Once more after that, without waiting: where the machine is busy, answers may have come while this thread could not look.
      expired = timer.isExpired();
      asking.send();
      long wait = asking.isAllSent() ? Math.min(timer.remainingMs(), layouts.remainingMs()) : CONNECTING_MS;
      client.poll(wait, timer.currentTimeMs());
      timer.update();
      layouts.update();
      if (layouts.isExpired()) {
        asking.addLayouts(round.layouts());
        layouts.reset(LAYOUT_MS);
      }
    }
    asking.end();
    return Duration.ofMillis(slowestMs);
  }

  /** Of the brokers who are asked who leads those that are there, or all if they are too few: a dead one is not called for each question. */
  private Map<Integer, Set<String>> present(Round round) {
    if (round.confirmations() == 0) {
      return Map.of();
    }
    Map<Integer, Set<String>> present = new HashMap<>(round.layouts());
    present.keySet().removeIf(broker -> !isThere(broker));
    return present.size() < round.confirmations() ? round.layouts() : present;
  }

  private boolean isThere(int broker) {
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

  /** One round while it is under way. */
  private final class Asking {

    private final Predicate<BrokerResponse> enough;
    private final Deque<Unsent> unsent = new ArrayDeque<>();
    /** Who has not answered yet who leads. */
    private final Set<Integer> owing = new HashSet<>();
    private int unanswered;
    private boolean over;

    Asking(Predicate<BrokerResponse> enough) {
      this.enough = enough;
    }

    /** {@return whether it is asked} A broker that was down whenever anybody was asked has no address that we know of: it does not answer. */
    boolean add(int broker, AbstractRequest.Builder<?> request) {
      Node node = nodes.get(broker);
      return node != null && unsent.add(new Unsent(node, request));
    }

    void addLayouts(Map<Integer, Set<String>> topics) {
      // Who has not answered is not asked once more: a busy broker would have to go through all of that before the next question.
      topics.forEach((broker, names) -> {
        if (!owing.contains(broker) && add(broker, EndRequests.layout(names))) {
          owing.add(broker);
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
        response -> take(next, response)
      );
      client.send(request, now);
      unanswered++;
      return true;
    }

    private void take(Unsent asked, ClientResponse response) {
      unanswered--;
      if (!response.hasResponse()) {
        unsent.add(asked);
        return;
      }
      slowestMs = Math.max(slowestMs, response.requestLatencyMs());
      if (over) {
        return;
      }
      over = switch (response.responseBody()) {
        case MetadataResponse layout -> {
          owing.remove(asked.broker().id());
          nodes.putAll(layout.brokersById());
          yield enough.test(EndRequests.layout(asked.broker().id(), layout));
        }
        case ListOffsetsResponse ends -> enough.test(EndRequests.ends(asked.broker().id(), ends));
        default -> throw new IllegalStateException("not asked for: " + response);
      };
    }

    boolean isAllSent() {
      return unsent.isEmpty();
    }

    boolean isOver() {
      return over || (unsent.isEmpty() && unanswered == 0);
    }

    void end() {
      over = true;
    }
  }
}
