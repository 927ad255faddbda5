package io.keyfold.session.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.session.commands.ArchiveSession;
import io.keyfold.session.commands.RevokeSessionSecret;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SecretDecisionsTest {

  private static final Instant AT = Fixtures.AT;

  private final SessionLog log = new SessionLog();

  @Test
  void aSessionIsCreatedWithItsFirstSecret() {
    log.accepted(SessionLog.session("ses_1", false));
    assertThat(log.usable(AT)).containsExactly("sks_1");
    assertThat(log.secret("sks_1").expiresAt()).isEqualTo(AT.plusSeconds(100));
    assertThat(log.usable(AT.plusSeconds(100))).isEmpty();
  }

  @Test
  void aSessionCanHaveSeveralSecretsWithNames() {
    log.accepted(SessionLog.session("ses_1", false));
    log.accepted(SessionLog.create("sks_a", AT, 10));
    assertThat(log.usable(AT)).containsExactly("sks_1", "sks_a");
    assertThat(log.secret("sks_a").name()).isEqualTo("named sks_a");
    log.refused(ErrorCode.CONFLICT, SessionLog.create("sks_a", AT, 10));
  }

  @Test
  void aRotatedSecretEndsAtOnceWithoutAGracePeriod() {
    log.accepted(SessionLog.session("ses_1", false));
    log.accepted(SessionLog.create("sks_a", AT, 10));
    log.accepted(SessionLog.rotate("sks_b", "sks_a", AT, null));
    assertThat(log.usable(AT)).containsExactly("sks_1", "sks_b");
    assertThat(log.secret("sks_b").name()).isEqualTo("named sks_a");
    assertThat(log.secret("sks_a").replacedBy()).isEqualTo("sks_b");
    log.refused(ErrorCode.GONE, SessionLog.rotate("sks_c", "sks_a", AT, null));
  }

  @Test
  void aRotatedSecretIsUsableDuringTheGracePeriodButNotLongerThanBefore() {
    log.accepted(SessionLog.session("ses_1", false));
    log.accepted(SessionLog.create("sks_a", AT, 50));
    log.accepted(SessionLog.rotate("sks_b", "sks_a", AT, AT.plusSeconds(5)));
    assertThat(log.usable(AT.plusSeconds(4))).containsExactly("sks_1", "sks_a", "sks_b");
    assertThat(log.usable(AT.plusSeconds(5))).containsExactly("sks_1", "sks_b");
    log.refused(ErrorCode.CONFLICT, SessionLog.rotate("sks_c", "sks_a", AT, null));

    log.accepted(SessionLog.rotate("sks_d", "sks_1", AT, AT.plusSeconds(1000)));
    assertThat(log.secret("sks_1").expiresAt()).isEqualTo(AT.plusSeconds(100));
  }

  @Test
  @Tag("promise-4")
  void aRevokedOrExpiredSecretStaysUnusable() {
    log.accepted(SessionLog.session("ses_1", false));
    log.accepted(SessionLog.create("sks_a", AT, 10));
    log.accepted(SessionLog.revoke("sks_1", AT));
    assertThat(log.usable(AT)).containsExactly("sks_a");
    log.refused(ErrorCode.GONE, SessionLog.revoke("sks_1", AT));
    log.refused(ErrorCode.GONE, SessionLog.rotate("sks_b", "sks_1", AT, null));
    log.refused(ErrorCode.GONE, SessionLog.rotate("sks_b", "sks_a", AT.plusSeconds(10), null));
    log.refused(ErrorCode.GONE, SessionLog.revoke("sks_a", AT.plusSeconds(10)));
  }

  @Test
  void aSecretInItsGracePeriodCanBeRevoked() {
    log.accepted(SessionLog.session("ses_1", false));
    log.accepted(SessionLog.rotate("sks_b", "sks_1", AT, AT.plusSeconds(5)));
    log.accepted(SessionLog.revoke("sks_1", AT));
    assertThat(log.usable(AT)).containsExactly("sks_b");
  }

  @Test
  void theNumberOfUsableSecretsIsLimited() {
    log.accepted(SessionLog.session("ses_1", false));
    for (int i = 1; i < SessionSecret.MAX_USABLE; i++) {
      log.accepted(SessionLog.create("sks_n" + i, AT, 10));
    }
    log.refused(ErrorCode.CONFLICT, SessionLog.create("sks_more", AT, 10));
    log.refused(ErrorCode.CONFLICT, SessionLog.rotate("sks_more", "sks_n1", AT, AT.plusSeconds(5)));
    log.accepted(SessionLog.rotate("sks_more", "sks_n1", AT, null));
    log.accepted(SessionLog.create("sks_later", AT.plusSeconds(10), 10));
    assertThat(log.usable(AT.plusSeconds(10))).containsExactly("sks_1", "sks_more", "sks_later");
  }

  @Test
  void theSecretOfAnOldSessionExpiresADayAfterTheSessionWasCreated() {
    log.accepted(SessionLog.session("ses_1", true));
    Instant end = AT.plus(Duration.ofHours(24));
    assertThat(log.usable(end.minusMillis(1))).containsExactly("sks_1");
    assertThat(log.usable(end)).isEmpty();
    assertThat(log.secret("sks_1").name()).isEqualTo("default");
  }

  @Test
  void theSecretOfAnOldSessionIsListedRotatedAndRevokedLikeOthers() {
    log.accepted(SessionLog.session("ses_1", true));
    log.accepted(SessionLog.create("sks_a", AT, 10));
    assertThat(log.usable(AT)).containsExactly("sks_1", "sks_a");
    log.accepted(SessionLog.rotate("sks_b", "sks_1", AT, AT.plusSeconds(5)));
    assertThat(log.usable(AT)).containsExactly("sks_1", "sks_a", "sks_b");
    log.accepted(SessionLog.revoke("sks_1", AT));
    assertThat(log.usable(AT)).containsExactly("sks_a", "sks_b");
  }

  @Test
  @Tag("promise-4")
  void theSecretOfAnOldSessionCanBeTheFirstThatIsRevoked() {
    log.accepted(SessionLog.session("ses_1", true));
    log.accepted(SessionLog.revoke("sks_1", AT));
    assertThat(log.usable(AT)).isEmpty();
    assertThat(log.secret("sks_1").revokedAt()).isEqualTo(AT);
  }

  @Test
  void secretsNeedAnOpenSessionAndTheVersionThatTheCallerHasSeen() {
    log.refused(ErrorCode.NOT_FOUND, SessionLog.create("sks_a", AT, 10));
    log.accepted(SessionLog.session("ses_1", false));
    log.refused(ErrorCode.NOT_FOUND, SessionLog.revoke("sks_a", AT));
    log.refused(ErrorCode.NOT_FOUND, SessionLog.rotate("sks_b", "sks_a", AT, null));
    log.refused(ErrorCode.PRECONDITION_FAILED, new RevokeSessionSecret(Events.command("sks_1", 2L), "ses_1"));
    log.accepted(new ArchiveSession(Events.command("ses_1", null)));
    log.refused(ErrorCode.USE_AFTER_DELETE, SessionLog.create("sks_a", AT, 10));
    log.refused(ErrorCode.USE_AFTER_DELETE, SessionLog.revoke("sks_1", AT));
  }
}
