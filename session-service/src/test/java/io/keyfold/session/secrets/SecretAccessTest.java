package io.keyfold.session.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.ReadBarrier;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.testing.TestVaults;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.testing.Fixtures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Two instances: commands are decided at one, and the other has not folded all events yet. */
class SecretAccessTest {

  private static final Instant AT = Fixtures.AT;

  private final SessionLog log = new SessionLog();
  private final AtomicInteger catchUps = new AtomicInteger();
  private final MapView elsewhere = new MapView(Mono.fromRunnable(this::catchUp));
  private final ClientSecrets texts = new ClientSecrets(TestVaults.keyset());
  private int folded;

  @Test
  @Tag("promise-3")
  void aNewSecretIsAcceptedByAnInstanceThatHasNotSeenItYet() {
    givenSession();
    log.accepted(SessionLog.create("sks_a", AT, 10));
    accepted("sks_a", AT);
  }

  @Test
  @Tag("promise-3")
  @Tag("promise-4")
  void aRevokedSecretIsRejectedByAnInstanceThatHasNotSeenTheRevocationYet() {
    givenSession();
    accepted("sks_1", AT);
    log.accepted(SessionLog.revoke("sks_1", AT));
    rejected("sks_1", AT, "revoked");
  }

  @Test
  @Tag("promise-4")
  void aReplacedSecretIsRejectedAfterItsGracePeriod() {
    givenSession();
    log.accepted(SessionLog.rotate("sks_b", "sks_1", AT, AT.plusSeconds(5)));
    accepted("sks_1", AT.plusSeconds(4));
    rejected("sks_1", AT.plusSeconds(5), "replaced");
    accepted("sks_b", AT.plusSeconds(5));
  }

  @Test
  @Tag("promise-4")
  void anExpiredSecretIsRejected() {
    givenSession();
    accepted("sks_1", AT.plusSeconds(99));
    rejected("sks_1", AT.plusSeconds(100), "expired");
  }

  @Test
  @Tag("promise-4")
  void aGenuineTextOfASecretThatWasNeverCreatedIsRejected() {
    givenSession();
    rejected("sks_never", AT, "no such secret");
  }

  @Test
  void aTextThatIsNotGenuineCausesNoRequestToTheLog() {
    givenSession();
    StepVerifier.create(access(AT).owner("ses_2", text("sks_1"))).verifyErrorSatisfies(e ->
      assertThat(ErrorCode.UNAUTHORIZED.isCodeOf(e)).isTrue()
    );
    assertThat(catchUps).hasValue(0);
  }

  private void givenSession() {
    log.accepted(SessionLog.session("ses_1", false));
    catchUp();
    catchUps.set(0);
  }

  private void catchUp() {
    catchUps.incrementAndGet();
    List<SessionEvent> events = log.events();
    elsewhere.apply(SessionLog.FOLD, events.subList(folded, events.size()));
    folded = events.size();
  }

  private void accepted(String id, Instant now) {
    StepVerifier.create(access(now).owner("ses_1", text(id)))
      .expectNext(new SecretAccess.Owner(Fixtures.TENANT, id))
      .verifyComplete();
  }

  private void rejected(String id, Instant now, String why) {
    StepVerifier.create(access(now).owner("ses_1", text(id))).verifyErrorSatisfies(e -> {
      assertThat(e).isInstanceOf(ApiException.class).hasMessageContaining(why);
      assertThat(ErrorCode.UNAUTHORIZED.isCodeOf(e)).isTrue();
    });
  }

  private String text(String id) {
    return texts.of("ses_1", id).use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private SecretAccess access(Instant now) {
    Counter unconfirmed = Counter.builder("unconfirmed").register(new SimpleMeterRegistry());
    ReadBarrier barrier = new ReadBarrier(List.of(elsewhere), unconfirmed);
    return new SecretAccess(elsewhere, texts, barrier, Clock.fixed(now, ZoneOffset.UTC));
  }
}
