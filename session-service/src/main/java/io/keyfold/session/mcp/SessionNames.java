package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.ListKind;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Finds the providers of a session, and what the names in it stand for. */
final class SessionNames {

  private final OpenSessions sessions;
  private final SessionLists lists;
  private final ProviderNames names;

  SessionNames(OpenSessions sessions, SessionLists lists, ProviderNames names) {
    this.sessions = sessions;
    this.lists = lists;
    this.names = names;
  }

  /**
   * A tool or prompt of one provider.
   *
   * @param provider the session's provider
   * @param key its name at the provider
   */
  record Named(SessionProvider provider, String key) {}

  /** {@return the names of what the providers list} */
  NameScheme scheme(McpCaller caller, List<ProviderList> all) {
    return caller.session().plainNames()
      ? PlainNames.of(all, provider -> names.of(caller.tenant(), provider))
      : new TaggedNames(all);
  }

  /** {@return what the name stands for; empty if it is none of the session's} */
  Mono<Named> resolve(McpCaller caller, ListKind kind, String name) {
    List<SessionProvider> providers = providers(caller);
    Optional<Named> certain = caller.session().plainNames()
      ? PlainNames.certain(providers, name)
      : TaggedNames.certain(providers, name);
    return certain.isPresent()
      ? Mono.justOrEmpty(certain)
      : lists.known(caller, kind).flatMap(all ->
          Mono.justOrEmpty(
            scheme(caller, all)
              .find(name)
              .or(() -> TaggedNames.literal(providers, name))
          )
        );
  }

  /** {@return the provider and the URI at the provider; empty if the URI is none of the session's} */
  Optional<Named> locate(McpCaller caller, String uri) {
    List<SessionProvider> providers = providers(caller);
    return ResourceUris.of(caller.session()).parse(providers, uri);
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
