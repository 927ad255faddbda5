package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.session.calls.RetryOnRefusal;
import io.keyfold.session.calls.ToolListCache;
import io.keyfold.session.calls.ToolRules;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.Session;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.sessions.ToolName;
import io.keyfold.session.upstream.ProviderFailure;
import io.keyfold.session.upstream.Target;
import io.keyfold.session.upstream.ToolServers;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists the tools of a session. If a provider is unavailable, its last listed tools or those of the catalogue are
 * returned. If none are known, a placeholder tool reports the failure and retries when it is called.
 */
final class SessionTools {

  /** Key of the placeholder tool of an unavailable provider without known tools. */
  static final String PLACEHOLDER = "tools_unavailable";

  private static final Duration BOUND = Duration.ofSeconds(15);
  private static final int AT_ONCE = 8;
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final OpenSessions sessions;
  private final Resolver resolver;
  private final RetryOnRefusal servers;
  private final ToolListCache memory;
  private final JsonMapper json;

  SessionTools(
    OpenSessions sessions,
    Resolver resolver,
    RetryOnRefusal servers,
    ToolListCache memory,
    JsonMapper json
  ) {
    this.sessions = sessions;
    this.resolver = resolver;
    this.servers = servers;
    this.memory = memory;
    this.json = json;
  }

  /** {@return the tools of all providers of the session, in the providers' order} */
  Mono<List<ProviderTools>> list(TenantId tenant, Session session) {
    return Flux.fromIterable(sessions.providers(tenant, session))
      .flatMapSequential(provider -> list(tenant, provider), AT_ONCE)
      .collectList();
  }

  /** {@return the tools of one provider} */
  Mono<ProviderTools> list(TenantId tenant, SessionProvider provider) {
    return resolver
      .usable(tenant, provider.deploymentId(), provider.selector())
      .flatMap(resolved -> list(tenant, provider, resolved))
      .onErrorResume(ApiException.class, e -> Mono.just(standIn(provider, failure(e))));
  }

  private Mono<ProviderTools> list(TenantId tenant, SessionProvider provider, Resolved resolved) {
    return servers
      .tools(new Target(tenant, provider.id(), resolved))
      .timeout(
        BOUND,
        Mono.error(() -> ApiException.of(ErrorCode.PROVIDER_TIMEOUT, "The provider did not list its tools in time"))
      )
      .doOnNext(listed -> memory.remember(provider.id(), listed.tools()))
      .map(listed -> new ProviderTools(provider, named(listed.tools(), provider, resolved), null, listed.withheld()))
      .onErrorResume(ProviderFailure.class, e ->
        Mono.just(known(provider, resolved, new ProviderTools.Failure(e.code().wire(), e.text())))
      )
      .onErrorResume(ApiException.class, e -> Mono.just(known(provider, resolved, failure(e))));
  }

  private ProviderTools known(SessionProvider provider, Resolved resolved, ProviderTools.Failure failure) {
    List<McpSchema.Tool> tools = memory
      .recall(provider.id())
      .orElseGet(() -> resolved.provider().tools().stream().map(this::tool).toList());
    return tools.isEmpty()
      ? standIn(provider, failure)
      : new ProviderTools(provider, named(tools, provider, resolved), failure, 0);
  }

  private static ProviderTools standIn(SessionProvider provider, ProviderTools.Failure failure) {
    String description =
      "The tools of this provider are currently unavailable (" +
      failure.code() +
      ": " +
      failure.message() +
      "). Call this tool without arguments to retry.";
    McpSchema.Tool tool = McpSchema.Tool.builder(
      new ToolName(PLACEHOLDER, provider.tag()).wire(),
      Map.of("type", "object")
    )
      .description(description)
      .build();
    return new ProviderTools(provider, List.of(tool), failure, 0);
  }

  private static List<McpSchema.Tool> named(List<McpSchema.Tool> tools, SessionProvider provider, Resolved resolved) {
    ToolRules rules = ToolRules.of(resolved, provider);
    return tools
      .stream()
      .filter(tool -> rules.allows(tool.name()))
      .map(tool ->
        new McpSchema.Tool(
          new ToolName(tool.name(), provider.tag()).wire(),
          tool.title(),
          tool.description(),
          tool.inputSchema(),
          tool.outputSchema(),
          tool.annotations(),
          tool.meta(),
          tool.icons()
        )
      )
      .toList();
  }

  private McpSchema.Tool tool(PublishedProvider.KnownTool known) {
    Map<String, Object> schema = Map.of("type", "object");
    try {
      schema = known.inputSchema() == null ? schema : json.readValue(known.inputSchema(), OBJECT);
    } catch (JacksonException e) {
      // The catalogue's schema is only a hint: the provider validates its input itself.
      schema = Map.of("type", "object");
    }
    return McpSchema.Tool.builder(known.key(), schema).description(known.description()).build();
  }

  private static ProviderTools.Failure failure(ApiException e) {
    return new ProviderTools.Failure(e.code().wire(), e.text());
  }
}
