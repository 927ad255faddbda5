package io.keyfold.session.tokens;

import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;

/** Configures access tokens of grants. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
class TokenConfiguration {

  @Bean
  TokenSource tokenSource(
    @Qualifier("tokensView") View tokens,
    @Qualifier("authConfigCommands") CommandLog commands,
    TokenProperties properties,
    Scheduler logScheduler,
    Clock clock,
    MeterRegistry meters
  ) {
    RefreshWaits waits = new RefreshWaits(properties, tokens, logScheduler, meters);
    return new TokenSource(tokens, commands, waits, properties, clock);
  }
}
