package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.session.calls.CallRequest;
import io.keyfold.session.calls.ToolCalls;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.sessions.ToolName;
import io.keyfold.session.upstream.ToolServers;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Implements the methods of a session's MCP endpoint. */
final class McpMethods {

  private static final List<String> VERSIONS = List.of(
    ProtocolVersions.MCP_2025_11_25,
    ProtocolVersions.MCP_2025_06_18,
    ProtocolVersions.MCP_2025_03_26,
    ProtocolVersions.MCP_2024_11_05
  );

  private static final String UNAVAILABLE = "io.keyfold/unavailable";
  private static final String WITHHELD = "io.keyfold/withheld";
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final OpenSessions sessions;
  private final Catalogue catalogue;
  private final SessionTools tools;
  private final ToolCalls calls;
  private final JsonMapper json;

  McpMethods(OpenSessions sessions, Catalogue catalogue, SessionTools tools, ToolCalls calls, JsonMapper json) {
    this.sessions = sessions;
    this.catalogue = catalogue;
    this.tools = tools;
    this.calls = calls;
    this.json = json;
  }

  /** {@return the method's result, in the SDK's types; errors with {@link RpcError}} */
  Mono<Object> handle(McpCaller caller, RpcRequest request) {
    return Mono.defer(
      () ->
        switch (request.method()) {
          case McpSchema.METHOD_INITIALIZE -> Mono.<Object>just(initialize(caller, request.params()));
          case McpSchema.METHOD_PING -> Mono.<Object>just(Map.of());
          case McpSchema.METHOD_TOOLS_LIST -> tools
            .list(caller.tenant(), caller.session())
            .<Object>map(McpMethods::listed);
          case McpSchema.METHOD_TOOLS_CALL -> call(caller, request.params());
          default -> Mono.<Object>error(RpcError.unknownMethod());
        }
    ).onErrorMap(ApiException.class, RpcError::of);
  }

  private Object initialize(McpCaller caller, JsonNode params) {
    String wanted = params.path("protocolVersion").asString("");
    return McpSchema.InitializeResult.builder(
      VERSIONS.contains(wanted) ? wanted : VERSIONS.getFirst(),
      McpSchema.ServerCapabilities.builder().tools(false).build(),
      McpSchema.Implementation.builder(serverName(caller), "1").build()
    ).build();
  }

  /** The provider's name in Pascal case; a fixed name for a session with several providers or none. */
  private String serverName(McpCaller caller) {
    List<SessionProvider> providers = sessions.providers(caller.tenant(), caller.session());
    Optional<String> name =
      providers.size() == 1
        ? catalogue
            .known(caller.tenant(), providers.getFirst().deploymentId())
            .flatMap(deployment -> catalogue.knownProvider(caller.tenant(), deployment))
            .map(PublishedProvider::name)
        : Optional.empty();
    return name
      .map(McpMethods::pascal)
      .filter(pascal -> !pascal.isEmpty())
      .orElse("UnifiedProvider");
  }

  private static String pascal(String name) {
    StringBuilder pascal = new StringBuilder();
    for (String word : name.split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty()) {
        pascal
          .appendCodePoint(Character.toUpperCase(word.codePointAt(0)))
          .append(word.substring(word.offsetByCodePoints(0, 1)));
      }
    }
    return pascal.toString();
  }

  private static McpSchema.ListToolsResult listed(List<ProviderTools> providers) {
    List<McpSchema.Tool> all = new ArrayList<>();
    List<Map<String, Object>> unavailable = new ArrayList<>();
    List<Map<String, Object>> withheld = new ArrayList<>();
    for (ProviderTools provider : providers) {
      all.addAll(provider.tools());
      ProviderTools.Failure failure = provider.failure();
      if (failure != null) {
        Map<String, Object> entry = about(provider.provider());
        entry.put("code", failure.code());
        entry.put("message", failure.message());
        unavailable.add(entry);
      }
      if (provider.withheld() > 0) {
        Map<String, Object> entry = about(provider.provider());
        entry.put("tools", provider.withheld());
        entry.put(
          "message",
          "Tools are omitted because their names, or names in their schemas, contain a part of the credential"
        );
        withheld.add(entry);
      }
    }
    Map<String, Object> meta = new LinkedHashMap<>();
    if (!unavailable.isEmpty()) {
      meta.put(UNAVAILABLE, unavailable);
    }
    if (!withheld.isEmpty()) {
      meta.put(WITHHELD, withheld);
    }
    McpSchema.ListToolsResult.Builder result = McpSchema.ListToolsResult.builder(all);
    return meta.isEmpty() ? result.build() : result.meta(meta).build();
  }

  private static Map<String, Object> about(SessionProvider provider) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("session_provider_id", provider.id());
    entry.put("provider_deployment_id", provider.deploymentId());
    return entry;
  }

  private Mono<Object> call(McpCaller caller, JsonNode params) {
    JsonNode name = params.path("name");
    JsonNode arguments = params.path("arguments");
    boolean none = arguments.isMissingNode() || arguments.isNull();
    if (!name.isString() || (!none && !arguments.isObject())) {
      throw RpcError.invalidParams("tools/call requires a name, and arguments must be an object");
    }
    ToolName tool = ToolName.parse(name.stringValue()).orElseThrow(() ->
      RpcError.invalidParams("Unknown tool: tool names end with an underscore and five digits")
    );
    if (tool.key().equals(SessionTools.PLACEHOLDER)) {
      return retryList(caller, tool);
    }
    Map<String, Object> input = none ? Map.of() : json.convertValue(arguments, OBJECT);
    return calls
      .call(new CallRequest(caller.tenant(), caller.actor(), caller.requestId(), caller.session(), tool, input))
      .flatMap(
        finished ->
          switch (finished.response()) {
            case ToolServers.ToolResponse.Result result -> Mono.<Object>just(result.result());
            case ToolServers.ToolResponse.Refusal refusal -> Mono.<Object>error(
              RpcError.refusal(refusal.code(), refusal.message())
            );
          }
      );
  }

  private Mono<Object> retryList(McpCaller caller, ToolName tool) {
    return sessions
      .providers(caller.tenant(), caller.session())
      .stream()
      .filter(provider -> provider.tag().equals(tool.tag()))
      .findFirst()
      .map(provider -> tools.list(caller.tenant(), provider).<Object>map(McpMethods::availability))
      .orElseThrow(() -> RpcError.invalidParams("Unknown tool: " + tool.wire()));
  }

  private static McpSchema.CallToolResult availability(ProviderTools provider) {
    ProviderTools.Failure failure = provider.failure();
    String text =
      failure == null
        ? "The provider is reachable again: list the tools to see its current tools."
        : failure.code() + ": " + failure.message();
    return McpSchema.CallToolResult.builder(List.of(McpSchema.TextContent.builder(text).build()))
      .isError(failure != null)
      .build();
  }
}
