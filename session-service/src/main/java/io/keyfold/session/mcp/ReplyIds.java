package io.keyfold.session.mcp;

import io.keyfold.platform.vault.DerivedCipher;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.session.rpc.MalformedJsonException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.upstream.ReplyTo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ids of the requests that servers send to clients. An id contains, sealed, where the response belongs, so that any
 * instance can pass it on. It is bound to the session and the caller, and expires.
 */
final class ReplyIds {

  private static final Duration VALIDITY = Duration.ofMinutes(15);
  private static final int MAX_LENGTH = 8_192;

  private final DerivedCipher cipher;
  private final Clock clock;

  ReplyIds(DerivedSecrets secrets, Clock clock) {
    this.cipher = new DerivedCipher(secrets, "mcp.reply");
    this.clock = clock;
  }

  /**
   * Where a response belongs.
   *
   * @param sessionProviderId the session's provider
   * @param to the server's session and request
   */
  record Address(String sessionProviderId, ReplyTo to) {}

  RawJson seal(McpCaller caller, Address address) {
    ReplyTo to = address.to();
    RawObject content = RawObject.EMPTY.with("provider", address.sessionProviderId())
      .with("version", to.version())
      .with("id", to.requestId())
      .with("until", RawJson.number(clock.instant().plus(VALIDITY).getEpochSecond()));
    String session = to.session();
    RawObject all = session == null ? content : content.with("session", session);
    byte[] sealed = cipher.seal(all.json().bytes(), bound(caller));
    return RawJson.text(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
  }

  /** {@return where the response belongs; empty if the id was not made for this caller or has expired} */
  Optional<Address> open(McpCaller caller, RawJson id) {
    return id
      .string()
      .filter(text -> text.length() <= MAX_LENGTH)
      .flatMap(ReplyIds::decoded)
      .flatMap(sealed -> cipher.open(sealed, bound(caller)))
      .flatMap(ReplyIds::parsed)
      .filter(content -> until(content).isAfter(clock.instant()))
      .map(content ->
        new Address(
          content.text("provider").orElseThrow(),
          new ReplyTo(session(content), content.text("version").orElseThrow(), content.find("id").orElseThrow())
        )
      );
  }

  private static @Nullable String session(RawObject content) {
    return content.text("session").orElse(null);
  }

  private static Instant until(RawObject content) {
    return Instant.ofEpochSecond(content.find("until").flatMap(RawJson::integer).orElse(0L));
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<RawObject> parsed(byte[] content) {
    try {
      return RawJson.parse(content).object();
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  private static byte[] bound(McpCaller caller) {
    String text = caller.tenant().value() + "\n" + caller.session().id() + "\n" + caller.actor().getId();
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
