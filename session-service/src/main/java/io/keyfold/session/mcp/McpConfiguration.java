package io.keyfold.session.mcp;

import io.keyfold.platform.access.ApiKeys;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.signal.SignalLog;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.web.AllowedOrigins;
import io.keyfold.platform.web.PublicUrl;
import io.keyfold.session.calls.RetryOnRefusal;
import io.keyfold.session.calls.ToolCalls;
import io.keyfold.session.calls.ToolListCache;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.connect.Connections;
import io.keyfold.session.connect.SetupWaits;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.secrets.SecretAccess;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.upstream.McpServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the MCP endpoint. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(McpProperties.class)
class McpConfiguration {

  @Bean
  McpAccess mcpAccess(
    ApiKeys keys,
    SecretAccess secrets,
    OpenSessions sessions,
    McpProperties properties,
    PublicUrl publicUrl
  ) {
    return new McpAccess(keys, secrets, sessions, properties, publicUrl);
  }

  @Bean
  McpOrigins mcpOrigins(AllowedOrigins origins) {
    return new McpOrigins(origins);
  }

  @Bean
  ReplyIds replyIds(DerivedSecrets secrets, Clock clock) {
    return new ReplyIds(secrets, clock);
  }

  @Bean
  RequestStates requestStates(DerivedSecrets secrets, Clock clock) {
    return new RequestStates(secrets, clock);
  }

  @Bean
  InstanceAddress instanceAddress(McpProperties properties) {
    return new InstanceAddress(properties.instanceUrl());
  }

  @Bean
  WaitingCalls waitingCalls(InstanceAddress instance, MeterRegistry meters) {
    return new WaitingCalls(instance, meters);
  }

  @Bean(destroyMethod = "close")
  OtherInstances otherInstances(MeterRegistry meters) {
    return new OtherInstances(meters);
  }

  @Bean
  Homes homes(DerivedSecrets secrets, InstanceAddress instance, Clock clock) {
    return new Homes(secrets, instance, clock);
  }

  @Bean
  InFlight inFlight(MeterRegistry meters) {
    return new InFlight(meters);
  }

  @Bean
  Subscriptions subscriptions(Clock clock, MeterRegistry meters) {
    return new Subscriptions(clock, meters);
  }

  @Bean
  McpSignals mcpSignals(SignalLog signals, InFlight running, Subscriptions subscriptions, Clock clock) {
    return new McpSignals(signals, running, subscriptions, clock);
  }

  @Bean
  SlowProviders slowProviders(MeterRegistry meters) {
    return new SlowProviders(meters);
  }

  @Bean
  ProviderRequests providerRequests(Resolver resolver, RetryOnRefusal retrying, McpServers servers) {
    return new ProviderRequests(resolver, retrying, servers);
  }

  @Bean
  SessionLists sessionLists(
    OpenSessions sessions,
    Resolver resolver,
    RetryOnRefusal servers,
    ToolListCache memory,
    SlowProviders slow
  ) {
    return new SessionLists(sessions, resolver, servers, memory, slow);
  }

  @Bean
  SessionStreams sessionStreams(
    McpAccess access,
    OpenSessions sessions,
    Catalogue catalogue,
    Resolver resolver,
    McpServers servers,
    ReplyIds replies,
    Subscriptions subscriptions,
    McpSignals signals,
    @Qualifier("deploymentsView") View deployments,
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("sessionsView") View sessionsView,
    Clock clock,
    MeterRegistry meters
  ) {
    SessionChanges changes = new SessionChanges(access, sessions, catalogue, resolver, clock, meters);
    List.of(deployments, authConfigs, sessionsView).forEach(view -> view.listen(changes));
    return new SessionStreams(sessions, resolver, servers, changes, new Conversations(replies), subscriptions, signals);
  }

  @Bean
  SessionNames sessionNames(OpenSessions sessions, SessionLists lists, Catalogue catalogue) {
    return new SessionNames(sessions, lists, new ProviderNames(catalogue));
  }

  @Bean
  McpMethods mcpMethods(
    SessionNames names,
    SessionLists lists,
    Catalogue catalogue,
    ProviderRequests requests,
    SlowProviders slow,
    ReplyIds replies,
    ToolCalls calls,
    Connections connections,
    McpSignals signals
  ) {
    Conversations conversations = new Conversations(replies);
    return new McpMethods(
      new ServerMethods(names, new ProviderNames(catalogue), requests, slow, conversations),
      new ToolMethods(lists, names, calls, conversations, connections),
      new PromptMethods(lists, names, requests, conversations),
      new ResourceMethods(lists, names, requests, conversations, signals),
      new CompletionMethods(names, requests, conversations)
    );
  }

  @Bean
  ClientRequests clientRequests(
    McpMethods methods,
    ReplyIds replies,
    RequestStates states,
    WaitingCalls waiting,
    SessionNames names,
    ProviderRequests providers,
    SessionStreams streams,
    SetupWaits setups,
    InFlight running,
    McpSignals signals,
    MeterRegistry meters
  ) {
    return new ClientRequests(
      methods,
      replies,
      states,
      waiting,
      names,
      providers,
      streams,
      setups,
      running,
      signals,
      meters
    );
  }
}
