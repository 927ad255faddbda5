package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.sessions.ToolName;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.McpServers;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Names of tools and prompts within a session: {@code <key>_<tag>}, shortened to what all clients accept. */
final class SessionNames {

  private final OpenSessions sessions;
  private final SessionLists lists;

  SessionNames(OpenSessions sessions, SessionLists lists) {
    this.sessions = sessions;
    this.lists = lists;
  }

  /**
   * A tool or prompt of one provider.
   *
   * @param provider the session's provider
   * @param key its name at the provider
   */
  record Named(SessionProvider provider, String key) {}

  /** {@return the name in the session} */
  static String wire(SessionProvider provider, String key) {
    return ShortNames.of(new ToolName(key, provider.tag()).wire(), provider.tag());
  }

  /** {@return what the name stands for; empty if it is none of the session's} */
  Mono<Named> resolve(McpCaller caller, ListKind kind, String name) {
    Optional<ToolName> parsed = ToolName.parse(name);
    Optional<SessionProvider> provider = parsed.flatMap(tool -> byTag(caller, tool.tag()));
    if (parsed.isEmpty() || provider.isEmpty()) {
      return Mono.empty();
    }
    Named literal = new Named(provider.get(), parsed.get().key());
    return ShortNames.mayBeShort(name)
      ? lists
          .list(caller, provider.get(), kind, Conversation.SILENT)
          .map(list -> shortened(list, name).orElse(literal))
      : Mono.just(literal);
  }

  private static Optional<Named> shortened(ProviderList list, String name) {
    return list
      .items()
      .stream()
      .map(McpServers.Item::name)
      .filter(key -> wire(list.provider(), key).equals(name))
      .findFirst()
      .map(key -> new Named(list.provider(), key));
  }

  /** {@return the session's provider with the tag} */
  Optional<SessionProvider> byTag(McpCaller caller, String tag) {
    return sessions
      .providers(caller.tenant(), caller.session())
      .stream()
      .filter(candidate -> candidate.tag().equals(tag))
      .findFirst();
  }

  /** {@return the session's provider with the id} */
  Optional<SessionProvider> byId(McpCaller caller, String id) {
    return providers(caller)
      .stream()
      .filter(candidate -> candidate.id().equals(id))
      .findFirst();
  }

  /** {@return the session's providers} */
  List<SessionProvider> providers(McpCaller caller) {
    return sessions.providers(caller.tenant(), caller.session());
  }

  /** {@return the error of a name that is none of the session's} */
  static McpError unknown(RpcMessage.Request request, String name) {
    String what = request.method().startsWith("tools/") ? "tool" : "prompt";
    return McpError.invalidParams("Unknown " + what + ": " + name);
  }
}
