package io.keyfold.session.mcp;

import io.keyfold.platform.log.signal.SignalLog;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.signals.McpRequestCancelled;
import io.keyfold.session.signals.McpResourceSubscribed;
import io.keyfold.session.signals.McpResourceUnsubscribed;
import io.keyfold.session.signals.SessionSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.specific.SpecificRecord;

/**
 * Tells the other instances what a client wants of its requests and streams there. This instance acts at once, also while
 * the log does not answer.
 */
final class McpSignals {

  /** An older cancellation is one that is read again; its client may have used the request's id again. */
  private static final Duration CANCELLATION = Duration.ofSeconds(30);

  /** Longer URIs are known to the instance that received the request only. */
  private static final int MAX_URI = 2_048;

  private final SignalLog log;
  private final InFlight running;
  private final Subscriptions subscriptions;
  private final Clock clock;

  McpSignals(SignalLog log, InFlight running, Subscriptions subscriptions, Clock clock) {
    this.log = log;
    this.running = running;
    this.subscriptions = subscriptions;
    this.clock = clock;
    log.listen(this::received);
  }

  /** Cancels the client's request, here or at another instance. */
  void cancel(McpCaller caller, Dialect dialect, RawJson id) {
    String request = ClientId.of(caller, dialect).request(id);
    if (!running.cancel(request)) {
      String tenant = caller.tenant().value();
      Instant now = now();
      send(new McpRequestCancelled(tenant, caller.session().id(), now, request));
    }
  }

  /** Starts the client's subscription at all instances. */
  void subscribed(McpCaller caller, Dialect dialect, String uri) {
    ClientId client = ClientId.of(caller, dialect);
    Instant now = now();
    subscriptions.begin(client, uri, now);
    if (uri.length() <= MAX_URI) {
      String tenant = caller.tenant().value();
      send(new McpResourceSubscribed(tenant, caller.session().id(), now, client.digest(), uri));
    }
  }

  /** Ends the client's subscription at all instances. */
  void unsubscribed(McpCaller caller, Dialect dialect, String uri) {
    ClientId client = ClientId.of(caller, dialect);
    Instant now = now();
    subscriptions.end(client, uri, now);
    if (uri.length() <= MAX_URI) {
      String tenant = caller.tenant().value();
      send(new McpResourceUnsubscribed(tenant, caller.session().id(), now, client.digest(), uri));
    }
  }

  /** Keeps the subscriptions of a client that listens. */
  void renew(McpCaller caller, Dialect dialect) {
    subscriptions.due(ClientId.of(caller, dialect)).forEach(uri -> subscribed(caller, dialect, uri));
  }

  private void send(SessionSignal signal) {
    log.send(signal.getTenantId(), signal.getSessionId(), signal.getAt(), signal);
  }

  private void received(SpecificRecord signal) {
    switch ((SessionSignal) signal) {
      case McpRequestCancelled cancelled -> {
        if (cancelled.getAt().isAfter(clock.instant().minus(CANCELLATION))) {
          running.cancel(cancelled.getRequest());
        }
      }
      case McpResourceSubscribed begun -> subscriptions.begin(
        new ClientId(begun.getClient()),
        begun.getUri(),
        begun.getAt()
      );
      case McpResourceUnsubscribed ended -> subscriptions.end(
        new ClientId(ended.getClient()),
        ended.getUri(),
        ended.getAt()
      );
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
