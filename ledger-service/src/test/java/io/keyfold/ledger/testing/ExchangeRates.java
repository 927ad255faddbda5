package io.keyfold.ledger.testing;

import io.keyfold.ledger.commands.SetExchangeRate;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import java.math.BigDecimal;
import java.time.Instant;

/** Commands on exchange rates. */
public final class ExchangeRates {

  private ExchangeRates() {}

  /** {@return the command that sets a rate} */
  public static SetExchangeRate set(TenantId tenant, String id, String from, String to, String rate, String time) {
    Actor actor = new Actor(ActorType.API_KEY, "key_1");
    return new SetExchangeRate(
      WriteRequest.of(tenant, actor, "req_1", Instant.parse("2026-11-01T00:00:00Z")).meta(id),
      from,
      to,
      new BigDecimal(rate).setScale(12),
      Instant.parse(time)
    );
  }
}
