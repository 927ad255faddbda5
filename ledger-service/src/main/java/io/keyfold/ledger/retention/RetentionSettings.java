package io.keyfold.ledger.retention;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long rows stay in the ledger.
 *
 * @param retention age at which rows leave the ledger, by whole days, UTC. With an archive, they leave only after the
 *     archive has them
 */
@Validated
@ConfigurationProperties("keyfold.ledger")
public record RetentionSettings(
  @DefaultValue("400d") @DurationMin(days = 1) @DurationMax(days = 36_500) Duration retention
) {}
