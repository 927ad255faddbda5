package io.keyfold.session.budgets;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How budgets are enforced.
 *
 * @param signTimeout age of the ledger's last sign of life from which budgets with {@code when_unknown} = {@code reject}
 *     reject calls. Longer than {@code keyfold.ledger.budgets.sign-interval} of ledger-service
 */
@Validated
@ConfigurationProperties("keyfold.budgets")
public record BudgetProperties(
  @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(hours = 1) Duration signTimeout
) {}
