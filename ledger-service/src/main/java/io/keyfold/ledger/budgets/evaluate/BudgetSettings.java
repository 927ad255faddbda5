package io.keyfold.ledger.budgets.evaluate;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often budgets are evaluated.
 *
 * @param interval time between two evaluations of what has changed: the delay until, for example, an exhausted budget
 *     rejects calls
 * @param signInterval time between two signs of life, which are sent while there is a budget that rejects calls without
 *     one. Shorter than {@code keyfold.budgets.sign-timeout} of session-service
 */
@Validated
@ConfigurationProperties("keyfold.ledger.budgets")
public record BudgetSettings(
  @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(minutes = 1) Duration interval,
  @DefaultValue("5s") @DurationMin(millis = 50) @DurationMax(minutes = 1) Duration signInterval
) {}
