package io.keyfold.session.secrets;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Lifetimes of session secrets.
 *
 * @param secretTtl lifetime of a session secret whose creation names none
 * @param maxSecretTtl longest lifetime and grace period that a caller can choose
 */
@Validated
@ConfigurationProperties("keyfold.sessions")
public record SecretProperties(
  @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(days = 366) Duration secretTtl,
  @DefaultValue("30d") @DurationMin(minutes = 1) @DurationMax(days = 366) Duration maxSecretTtl
) {
  /** Rejects a default above the maximum. */
  public SecretProperties {
    if (secretTtl.compareTo(maxSecretTtl) > 0) {
      throw new IllegalArgumentException("keyfold.sessions.secret-ttl must be at most keyfold.sessions.max-secret-ttl");
    }
  }
}
