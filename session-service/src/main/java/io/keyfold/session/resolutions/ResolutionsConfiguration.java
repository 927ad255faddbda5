package io.keyfold.session.resolutions;

import io.keyfold.platform.log.View;
import io.keyfold.session.budgets.Budgets;
import io.keyfold.session.cache.SingleFlightCache;
import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.session.usage.view.KeyedResolution;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures credential resolutions. */
@Configuration(proxyBeanMethods = false)
class ResolutionsConfiguration {

  /** Approximate size in bytes of a cached resolution with its key; all fields are short. */
  private static final long RESOLUTION_BYTES = 1024;

  @Bean
  Resolutions resolutions(
    OpenSessions sessions,
    Resolver resolver,
    CredentialOpener opener,
    UsageSpool spool,
    @Qualifier("usageRecordsView") View records,
    Budgets budgets,
    Clock clock,
    MeterRegistry meters
  ) {
    SingleFlightCache<KeyedResolution> recent = new SingleFlightCache<>(
      "credential_resolutions",
      any -> RESOLUTION_BYTES,
      clock,
      meters
    );
    IdempotentResolutions keyed = new IdempotentResolutions(records, recent, spool);
    return new Resolutions(sessions, resolver, opener, spool, keyed, budgets, clock);
  }
}
