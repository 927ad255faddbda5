package io.keyfold.session.mcp;

import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.session.rpc.RawObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the connections of classic clients are at home: at the instance that opened them, which has the sessions with the
 * servers. Other instances pass their requests on, and handle them themselves if that instance is gone. The connection's
 * id contains the address, sealed. Thread-safe.
 */
final class Homes {

  /** After this time each instance handles the connection's requests itself. */
  private static final Duration VALIDITY = Duration.ofDays(7);

  private static final String ABOUT = "home";

  private final Seals seals;
  private final Supplier<String> instance;

  /**
   * Creates the homes of one instance.
   *
   * @param instance URL at which other instances reach this one
   */
  Homes(DerivedSecrets secrets, Supplier<String> instance, Clock clock) {
    this.seals = new Seals(secrets, "mcp.home", VALIDITY, clock);
    this.instance = instance;
  }

  /** {@return id of a connection that this instance opens} */
  String open(McpCaller caller, String fresh, RawObject capabilities) {
    return ConnectionId.of(fresh, capabilities, seals.seal(caller, ABOUT, RawObject.EMPTY.with("url", instance.get())));
  }

  /** {@return URL of the other instance that opened the connection; empty: this one, or unknown} */
  Optional<String> elsewhere(McpCaller caller, @Nullable String connection) {
    return ConnectionId.home(connection)
      .flatMap(sealed -> seals.open(caller, ABOUT, sealed))
      .flatMap(content -> content.text("url"))
      .filter(url -> !url.equals(instance.get()));
  }
}
