package io.keyfold.session.calls;

import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.log.ReadBarrier;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.toolcall.ToolCallBody;
import io.keyfold.session.budgets.Budgets;
import io.keyfold.session.cache.SingleFlightCache;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.credentials.FallbackReports;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.tokens.TokenSource;
import io.keyfold.session.upstream.McpServers;
import io.keyfold.session.usage.ToolCallLog;
import io.keyfold.session.usage.UsageSpool;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Configures tool calls. */
@Configuration(proxyBeanMethods = false)
class CallsConfiguration {

  @Bean
  ToolListCache toolMemory(MeterRegistry meters) {
    return new ToolListCache(meters);
  }

  @Bean
  ReadBarrier freshness(
    @Qualifier("deploymentsView") View deployments,
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("tokensView") View tokens,
    @Qualifier("sessionsView") View sessions,
    MeterRegistry meters
  ) {
    Counter unconfirmed = Counter.builder("keyfold.calls.unconfirmed")
      .description("Tool calls that started without confirmation that the views are up to date")
      .register(meters);
    return new ReadBarrier(List.of(deployments, authConfigs, tokens, sessions), unconfirmed);
  }

  @Bean
  PreviousVersion previousVersion(FallbackReports reports, Clock clock) {
    return new PreviousVersion(reports, clock);
  }

  @Bean
  RefreshedToken refreshedToken(TokenSource tokens) {
    return new RefreshedToken(tokens);
  }

  @Bean
  RetryOnRefusal retryOnRefusal(McpServers servers, List<AlternativeCredential> alternatives, MeterRegistry meters) {
    return new RetryOnRefusal(servers, alternatives, meters);
  }

  @Bean
  ToolCalls toolCalls(
    ReadBarrier freshness,
    OpenSessions sessions,
    Resolver resolver,
    CredentialOpener opener,
    RetryOnRefusal servers,
    ToolListCache memory,
    UsageSpool spool,
    Budgets budgets,
    Clock clock
  ) {
    return new ToolCalls(freshness, sessions, resolver, opener, servers, memory, spool, budgets, clock);
  }

  @Bean
  IdempotentCalls keyedCalls(
    Writer writer,
    ToolCalls calls,
    ToolCallLog log,
    UsageSpool spool,
    Completeness usage,
    ToolCallRenderer renderer,
    Clock clock,
    MeterRegistry meters
  ) {
    SingleFlightCache<ToolCallBody> recent = new SingleFlightCache<>("tool_calls", ToolCallBody::bytes, clock, meters);
    return new IdempotentCalls(writer, calls, log, spool, usage, renderer, recent);
  }

  @Bean
  ToolCallMethods toolCallMethods() {
    return new ToolCallMethods();
  }

  @Bean
  ToolCallRenderer toolCallRenderer(Catalogue catalogue, JsonMapper json) {
    return new ToolCallRenderer(catalogue, json);
  }
}
