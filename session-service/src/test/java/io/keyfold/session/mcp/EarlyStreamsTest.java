package io.keyfold.session.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class EarlyStreamsTest {

  private static final Dialect CLASSIC = new Dialect.Classic("2025-11-25", "scn_1", RawObject.EMPTY);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger dropped = new AtomicInteger();
  private final EarlyStreams streams = new EarlyStreams(
    dropped::incrementAndGet,
    nanos::get,
    new SimpleMeterRegistry()
  );
  private final TestPublisher<RpcMessage> server = TestPublisher.create();

  @Test
  void whatAServerAsksEarlyReachesTheStreamThatOpensLater() {
    streams.open(Callers.withSecret("ses_1", "sks_1"), CLASSIC, server.flux());
    RpcMessage early = asked(1);
    RpcMessage late = asked(2);
    server.next(early);

    StepVerifier.create(streams.take(Callers.withSecret("ses_1", "sks_1"), CLASSIC).orElseThrow())
      .expectNext(early)
      .then(() -> server.next(late))
      .expectNext(late)
      .thenCancel()
      .verify(Duration.ofSeconds(30));
    server.assertCancelled();
  }

  @Test
  void itIsTakenOnce() {
    streams.open(Callers.withSecret("ses_1", "sks_1"), CLASSIC, server.flux());

    assertThat(streams.take(Callers.withSecret("ses_1", "sks_1"), CLASSIC)).isPresent();
    assertThat(streams.take(Callers.withSecret("ses_1", "sks_1"), CLASSIC)).isEmpty();
  }

  @Test
  @Tag("promise-5")
  void anotherConnectionOrSecretDoesNotReceiveIt() {
    streams.open(Callers.withSecret("ses_1", "sks_1"), CLASSIC, server.flux());

    assertThat(streams.take(Callers.withSecret("ses_1", "sks_2"), CLASSIC)).isEmpty();
    assertThat(
      streams.take(Callers.withSecret("ses_1", "sks_1"), new Dialect.Classic("2025-11-25", "scn_2", RawObject.EMPTY))
    ).isEmpty();
  }

  @Test
  void aStreamThatIsNotOpenedIsForgotten() {
    streams.open(Callers.withSecret("ses_1", "sks_1"), CLASSIC, server.flux());
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(11));

    assertThat(streams.take(Callers.withSecret("ses_1", "sks_1"), CLASSIC)).isEmpty();
  }

  @Test
  void whatItHoldsIsBounded() {
    streams.open(
      Callers.withSecret("ses_1", "sks_1"),
      CLASSIC,
      Flux.range(0, EarlyStreams.MAX_MESSAGES + 5).map(EarlyStreamsTest::asked)
    );

    assertThat(dropped).hasValue(5);
    assertThat(
      streams
        .take(Callers.withSecret("ses_1", "sks_1"), CLASSIC)
        .orElseThrow()
        .collectList()
        .blockOptional(Duration.ofSeconds(30))
        .orElseThrow()
    ).hasSize(EarlyStreams.MAX_MESSAGES);
  }

  private static RpcMessage asked(int id) {
    return RpcMessage.Request.of(RawJson.number(id), "roots/list", RawObject.EMPTY);
  }
}
