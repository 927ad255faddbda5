package io.keyfold.session.mcp;

import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.upstream.ReplyTo;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Ids of the requests that are sent to classic clients. An id contains, sealed, where the response belongs, so that any
 * instance can pass it on.
 */
final class ReplyIds {

  private static final Duration VALIDITY = Duration.ofMinutes(15);
  private static final String ABOUT = "reply";

  private final Seals seals;

  ReplyIds(DerivedSecrets secrets, Clock clock) {
    this.seals = new Seals(secrets, "mcp.reply", VALIDITY, clock);
  }

  /** Where a response belongs. */
  sealed interface Address {
    /**
     * To a request of a classic server.
     *
     * @param sessionProviderId the session's provider
     * @param to the server's session and request
     */
    record Server(String sessionProviderId, ReplyTo to) implements Address {}

    /**
     * To a call that waits at one instance, since its server has no sessions.
     *
     * @param at where it waits
     * @param key the server's key of the input
     */
    record Waiting(WaitingCalls.Place at, String key) implements Address {}
  }

  RawJson seal(McpCaller caller, Address address) {
    RawObject content = switch (address) {
      case Address.Server server -> server(server);
      case Address.Waiting waiting -> RawObject.EMPTY.with("instance", waiting.at().instance())
        .with("call", waiting.at().call())
        .with("key", waiting.key());
    };
    return RawJson.text(seals.seal(caller, ABOUT, content));
  }

  private static RawObject server(Address.Server server) {
    ReplyTo to = server.to();
    RawObject content = RawObject.EMPTY.with("provider", server.sessionProviderId())
      .with("version", to.version())
      .with("id", to.requestId());
    String session = to.session();
    return session == null ? content : content.with("session", session);
  }

  /** {@return where the response belongs; empty if the id was not made for this caller or has expired} */
  Optional<Address> open(McpCaller caller, RawJson id) {
    return id
      .string()
      .flatMap(text -> seals.open(caller, ABOUT, text))
      .map(ReplyIds::address);
  }

  private static Address address(RawObject content) {
    if (content.find("instance").isPresent()) {
      WaitingCalls.Place place = new WaitingCalls.Place(required(content, "instance"), required(content, "call"));
      return new Address.Waiting(place, required(content, "key"));
    }
    ReplyTo to = new ReplyTo(
      content.text("session").orElse(null),
      required(content, "version"),
      content.find("id").orElseThrow()
    );
    return new Address.Server(required(content, "provider"), to);
  }

  private static String required(RawObject content, String name) {
    return content.text(name).orElseThrow();
  }
}
