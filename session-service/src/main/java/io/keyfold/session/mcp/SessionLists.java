package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.toolcall.KnownTool;
import io.keyfold.session.calls.RetryOnRefusal;
import io.keyfold.session.calls.SessionRules;
import io.keyfold.session.calls.ToolListCache;
import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.rpc.MalformedJsonException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.McpServers;
import io.keyfold.session.upstream.ProviderFailure;
import io.keyfold.session.upstream.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lists what the providers of a session offer. If a provider is unavailable, its last listed tools or those of the
 * catalogue are returned; of all else, nothing. Other providers do not wait for it.
 */
final class SessionLists {

  /** How long a client waits for one provider of several; it gets the others' tools within 2 s. */
  private static final Duration SHARED = Duration.ofMillis(1_500);

  /** How long a client waits for the only provider of its session. */
  private static final Duration ALONE = Duration.ofSeconds(15);

  private static final int AT_ONCE = 8;

  private final OpenSessions sessions;
  private final Resolver resolver;
  private final RetryOnRefusal servers;
  private final ToolListCache memory;
  private final SlowProviders slow;

  SessionLists(
    OpenSessions sessions,
    Resolver resolver,
    RetryOnRefusal servers,
    ToolListCache memory,
    SlowProviders slow
  ) {
    this.sessions = sessions;
    this.resolver = resolver;
    this.servers = servers;
    this.memory = memory;
    this.slow = slow;
  }

  /** {@return what all providers of the session list, in the providers' order} */
  Mono<List<ProviderList>> list(McpCaller caller, ListKind kind, Conversation conversation) {
    List<SessionProvider> providers = sessions.providers(caller.tenant(), caller.session());
    Duration bound = providers.size() > 1 ? SHARED : ALONE;
    return Flux.fromIterable(providers)
      .flatMapSequential(provider -> list(caller, provider, kind, conversation, bound), AT_ONCE)
      .collectList();
  }

  /** {@return what all providers list, without asking those whose tools are known} */
  Mono<List<ProviderList>> known(McpCaller caller, ListKind kind) {
    return Flux.fromIterable(sessions.providers(caller.tenant(), caller.session()))
      .flatMapSequential(
        provider ->
          Mono.justOrEmpty(kind == ListKind.TOOLS ? memory.recall(provider.id()) : Optional.empty())
            .map(items -> new ProviderList(provider, items, null, 0, null))
            .switchIfEmpty(Mono.defer(() -> list(caller, provider, kind, Conversation.SILENT, SHARED))),
        AT_ONCE
      )
      .collectList();
  }

  /** {@return what one provider lists now} */
  Mono<ProviderList> list(McpCaller caller, SessionProvider provider, ListKind kind, Conversation conversation) {
    return list(caller, provider, kind, conversation, ALONE);
  }

  private Mono<ProviderList> list(
    McpCaller caller,
    SessionProvider provider,
    ListKind kind,
    Conversation conversation,
    Duration bound
  ) {
    return resolver
      .usable(caller.tenant(), provider.deploymentId(), provider.selector())
      .flatMap(resolved ->
        list(new Target(caller.tenant(), provider.id(), resolved), provider, kind, conversation, bound)
      )
      .onErrorResume(ApiException.class, e -> Mono.just(ProviderList.unavailable(provider, List.of(), failure(e))));
  }

  private Mono<ProviderList> list(
    Target target,
    SessionProvider provider,
    ListKind kind,
    Conversation conversation,
    Duration bound
  ) {
    Mono<McpServers.Listed> asked = servers.list(target, kind, conversation).doOnNext(listed -> {
      if (kind == ListKind.TOOLS) {
        memory.remember(provider.id(), listed.items());
      }
    });
    return slow
      .within(bound, provider.id() + "/" + kind, asked)
      .map(listed ->
        new ProviderList(
          provider,
          allowed(listed.items(), provider, target.resolved(), kind),
          null,
          listed.withheld(),
          listed.incomplete()
        )
      )
      .onErrorResume(ProviderFailure.class, e ->
        Mono.just(known(provider, target.resolved(), kind, new ProviderList.Failure(e.code().wire(), e.text())))
      )
      .onErrorResume(ApiException.class, e -> Mono.just(known(provider, target.resolved(), kind, failure(e))));
  }

  private ProviderList known(SessionProvider provider, Resolved resolved, ListKind kind, ProviderList.Failure failure) {
    if (kind != ListKind.TOOLS) {
      return ProviderList.unavailable(provider, List.of(), failure);
    }
    List<McpServers.Item> tools = memory
      .recall(provider.id())
      .orElseGet(() -> resolved.provider().tools().stream().map(SessionLists::tool).toList());
    return ProviderList.unavailable(provider, allowed(tools, provider, resolved, kind), failure);
  }

  private static List<McpServers.Item> allowed(
    List<McpServers.Item> items,
    SessionProvider provider,
    Resolved resolved,
    ListKind kind
  ) {
    SessionRules rules = SessionRules.of(resolved, provider);
    return items
      .stream()
      .filter(item -> rules.allows(kind, item.name()))
      .toList();
  }

  private static McpServers.Item tool(KnownTool known) {
    RawObject tool = RawObject.EMPTY.with("name", known.key()).with("inputSchema", schema(known.inputSchema()));
    String description = known.description();
    return new McpServers.Item(known.key(), description == null ? tool : tool.with("description", description));
  }

  /** The catalogue's schema is only a hint: the provider validates its input itself. */
  private static RawJson schema(@Nullable String schema) {
    try {
      RawJson json = RawJson.parse(String.valueOf(schema).getBytes(StandardCharsets.UTF_8));
      return json.isObject() ? json : ANY_OBJECT;
    } catch (MalformedJsonException e) {
      return ANY_OBJECT;
    }
  }

  private static final RawJson ANY_OBJECT = RawObject.EMPTY.with("type", "object").json();

  private static ProviderList.Failure failure(ApiException e) {
    return new ProviderList.Failure(e.code().wire(), e.text());
  }

  /** {@return the error of a provider that did not list in time} */
  static ApiException late() {
    return ApiException.of(ErrorCode.PROVIDER_TIMEOUT, "The provider did not list what it offers in time");
  }
}
