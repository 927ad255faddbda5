package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.McpMeta;
import io.keyfold.session.upstream.Peer;
import io.keyfold.session.upstream.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Describes a session as an MCP server: what its providers offer, and nothing that none of them does. */
final class ServerMethods {

  /** How long a client waits for the description of one provider. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  private static final int AT_ONCE = 8;
  private static final int MAX_INSTRUCTIONS = 8_000;
  private static final List<String> PASSED = List.of("completions", "logging");

  private final SessionNames names;
  private final ProviderNames catalogue;
  private final ProviderRequests requests;
  private final SlowProviders slow;
  private final Conversations conversations;

  ServerMethods(
    SessionNames names,
    ProviderNames catalogue,
    ProviderRequests requests,
    SlowProviders slow,
    Conversations conversations
  ) {
    this.names = names;
    this.catalogue = catalogue;
    this.requests = requests;
    this.slow = slow;
    this.conversations = conversations;
  }

  private record Described(SessionProvider provider, Peer peer) {}

  Mono<RpcMessage.Response> initialize(McpCall call) {
    return described(call).map(peers -> {
      RawObject result = RawObject.EMPTY.with("protocolVersion", call.dialect().version())
        .with("capabilities", capabilities(peers))
        .with("serverInfo", serverInfo(call));
      return call.result(withInstructions(result, call, peers));
    });
  }

  Mono<RpcMessage.Response> discover(McpCall call) {
    return described(call).map(peers -> {
      RawObject meta = RawObject.EMPTY.with(McpMeta.SERVER_INFO, serverInfo(call));
      RawObject result = RawObject.EMPTY.with("supportedVersions", McpError.supported())
        .with("capabilities", capabilities(peers))
        .with("_meta", meta)
        .with("ttlMs", RawJson.number(0))
        .with("cacheScope", "private");
      return call.result(withInstructions(result, call, peers));
    });
  }

  /** Sets the level at all providers that log; one that does not respond does not cost the others. */
  Mono<RpcMessage.Response> setLevel(McpCall call) {
    return described(call)
      .flatMapMany(Flux::fromIterable)
      .filter(described -> described.peer() instanceof Peer.Classic && described.peer().offers("logging"))
      .flatMap(described ->
        requests
          .send(
            call.caller(),
            described.provider(),
            new ServerRequest(call.request().method(), call.params()),
            conversations.of(call, described.provider())
          )
          .onErrorComplete(McpError.class)
      )
      .then(Mono.fromSupplier(() -> call.result(RawObject.EMPTY)));
  }

  private Mono<List<Described>> described(McpCall call) {
    return Flux.fromIterable(names.providers(call.caller()))
      .flatMapSequential(
        provider ->
          slow
            .within(BOUND, provider.id() + "/about", requests.describe(call.caller(), provider, call.client().quiet()))
            .map(peer -> new Described(provider, peer))
            .onErrorComplete(),
        AT_ONCE
      )
      .collectList();
  }

  private static RawObject capabilities(List<Described> peers) {
    RawObject changes = RawObject.EMPTY.with("listChanged", RawJson.bool(true));
    RawObject capabilities = RawObject.EMPTY.with("tools", changes);
    if (anyOffers(peers, "prompts")) {
      capabilities = capabilities.with("prompts", changes);
    }
    if (anyOffers(peers, "resources")) {
      boolean subscribe = peers
        .stream()
        .map(described -> described.peer().about().object("capabilities").object("resources"))
        .anyMatch(resources -> resources.find("subscribe").filter(RawJson::isTrue).isPresent());
      capabilities = capabilities.with(
        "resources",
        subscribe ? changes.with("subscribe", RawJson.bool(true)) : changes
      );
    }
    for (String capability : PASSED) {
      if (anyOffers(peers, capability)) {
        capabilities = capabilities.with(capability, RawObject.EMPTY);
      }
    }
    return capabilities;
  }

  private static boolean anyOffers(List<Described> peers, String capability) {
    return peers.stream().anyMatch(described -> described.peer().offers(capability));
  }

  private RawObject withInstructions(RawObject result, McpCall call, List<Described> peers) {
    StringBuilder all = new StringBuilder();
    for (Described described : peers) {
      String text = described.peer().about().text("instructions").orElse("").strip();
      if (!text.isEmpty()) {
        String name = catalogue.shown(call.caller().tenant(), described.provider()).orElse("Provider");
        all
          .append(all.isEmpty() ? "" : "\n\n")
          .append("# ")
          .append(name)
          .append("\n\n")
          .append(text);
      }
    }
    if (all.isEmpty()) {
      return result;
    }
    return result.with(
      "instructions",
      all.length() > MAX_INSTRUCTIONS ? all.substring(0, MAX_INSTRUCTIONS) : all.toString()
    );
  }

  private RawObject serverInfo(McpCall call) {
    return RawObject.EMPTY.with("name", serverName(call.caller())).with("version", "1");
  }

  /** The provider's name in Pascal case; a fixed name for a session with several providers or none. */
  private String serverName(McpCaller caller) {
    List<SessionProvider> providers = names.providers(caller);
    Optional<String> name =
      providers.size() == 1 ? catalogue.shown(caller.tenant(), providers.getFirst()) : Optional.empty();
    return name
      .map(ServerMethods::pascal)
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
}
