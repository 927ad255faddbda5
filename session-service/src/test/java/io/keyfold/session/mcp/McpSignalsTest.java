package io.keyfold.session.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.signals.McpRequestCancelled;
import io.keyfold.session.signals.McpResourceSubscribed;
import io.keyfold.session.signals.McpResourceUnsubscribed;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.HastyClock;
import io.keyfold.session.testing.MemorySignals;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.session.upstream.Conversation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class McpSignalsTest {

  private static final Dialect CLASSIC = classic("scn_1");
  private static final RawJson ID = RawJson.number(7);

  private final HastyClock clock = new HastyClock();
  private final MemorySignals log = new MemorySignals();
  private final Instance here = new Instance();
  private final Instance there = new Instance();

  @Test
  void aRequestThatRunsHereNeedsNoSignal() {
    AtomicBoolean cancelled = here.answers(caller(), CLASSIC);

    here.signals.cancel(caller(), CLASSIC, ID);

    assertThat(cancelled).isTrue();
    assertThat(log.sent()).isEmpty();
  }

  @Test
  void aRequestThatRunsElsewhereIsCancelledThere() {
    AtomicBoolean cancelled = there.answers(caller(), CLASSIC);

    here.signals.cancel(caller(), CLASSIC, ID);

    assertThat(cancelled).isTrue();
    assertThat(log.sent()).singleElement().isInstanceOf(McpRequestCancelled.class);
  }

  @Test
  @Tag("promise-5")
  void aCancellationActsOnNoOtherTenantSessionCallerConnectionOrRequest() {
    List<AtomicBoolean> others = List.of(
      there.answers(Callers.caller(SessionApi.THEM, "ses_1", "key_1"), CLASSIC),
      there.answers(Callers.caller(Fixtures.TENANT, "ses_2", "key_1"), CLASSIC),
      there.answers(Callers.caller(Fixtures.TENANT, "ses_1", "key_2"), CLASSIC),
      there.answers(caller(), classic("scn_2")),
      there.answers(caller(), classic(null)),
      there.answers(caller(), CLASSIC, RawJson.text("7"))
    );

    here.signals.cancel(caller(), CLASSIC, ID);

    assertThat(others).noneMatch(AtomicBoolean::get);
  }

  @Test
  void aCancellationThatIsReadAgainHasNoEffect() {
    here.signals.cancel(caller(), CLASSIC, ID);
    AtomicBoolean later = there.answers(caller(), CLASSIC);
    McpRequestCancelled old = (McpRequestCancelled) log.sent().getFirst();
    clock.advance(Duration.ofMinutes(1));

    log.send("", "", old.getAt(), old);

    assertThat(later).isFalse();
  }

  @Test
  @Tag("promise-4")
  void aSignalContainsNeitherTheRequestsIdNorTheConnection() {
    here.signals.cancel(caller(), classic("scn_secret"), RawJson.text("id of the client"));
    here.signals.subscribed(caller(), classic("scn_secret"), "p12345+file:///a");

    assertThat(log.sent().toString()).doesNotContain("scn_secret").doesNotContain("id of the client");
  }

  @Test
  void aSubscriptionIsKnownToAllInstancesUntilItEnds() {
    here.signals.subscribed(caller(), CLASSIC, "a");
    assertThat(there.wanted()).containsExactly("a");

    there.signals.unsubscribed(caller(), CLASSIC, "a");

    assertThat(here.wanted()).isEmpty();
    assertThat(log.sent())
      .extracting(Object::getClass)
      .containsExactly(McpResourceSubscribed.class, McpResourceUnsubscribed.class);
  }

  @Test
  void aListeningClientRenewsItsSubscriptions() {
    here.signals.subscribed(caller(), CLASSIC, "a");
    clock.advance(Subscriptions.LIFETIME.dividedBy(2).plusSeconds(1));

    there.signals.renew(caller(), CLASSIC);
    there.signals.renew(caller(), CLASSIC);

    assertThat(log.sent()).hasSize(2);
  }

  @Test
  void aLongUriStaysHere() {
    String uri = "a".repeat(3_000);

    here.signals.subscribed(caller(), CLASSIC, uri);

    assertThat(log.sent()).isEmpty();
    assertThat(here.wanted()).containsExactly(uri);
  }

  private static Dialect classic(@Nullable String connection) {
    return new Dialect.Classic("2025-11-25", connection, RawObject.EMPTY);
  }

  private static McpCaller caller() {
    return Callers.caller(Fixtures.TENANT, "ses_1", "key_1");
  }

  private final class Instance {

    private final InFlight running = new InFlight(new SimpleMeterRegistry());
    private final Subscriptions subscriptions = new Subscriptions(clock, new SimpleMeterRegistry());
    private final McpSignals signals = new McpSignals(log, running, subscriptions, clock);

    private AtomicBoolean answers(McpCaller caller, Dialect dialect) {
      return answers(caller, dialect, ID);
    }

    private AtomicBoolean answers(McpCaller caller, Dialect dialect, RawJson id) {
      AtomicBoolean cancelled = new AtomicBoolean();
      ClientConversation client = new ClientConversation(RawObject.EMPTY, true, null, true, () -> {});
      Conversation conversation = client.quiet();
      conversation.cancelled().subscribe(none -> {}, e -> {}, () -> cancelled.set(true));
      RpcMessage.Request request = RpcMessage.Request.of(id, "tools/call", RawObject.EMPTY);
      running.join(ClientId.of(caller, dialect).request(id), dialect, new InFlight.Running(request, client));
      return cancelled;
    }

    private Iterable<String> wanted() {
      return subscriptions
        .of(ClientId.of(caller(), CLASSIC))
        .next()
        .blockOptional(Duration.ofSeconds(30))
        .orElseThrow();
    }
  }
}
