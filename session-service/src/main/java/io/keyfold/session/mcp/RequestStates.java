package io.keyfold.session.mcp;

import io.keyfold.platform.id.Sha256;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The {@code requestState} of modern clients: a sealed value that belongs to the caller and to a request with the same
 * method, name and arguments.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr">Multi Round-Trip
 *     Requests</a>
 */
final class RequestStates {

  private static final Duration VALIDITY = Duration.ofMinutes(15);

  private final Seals seals;

  RequestStates(DerivedSecrets secrets, Clock clock) {
    this.seals = new Seals(secrets, "mcp.request_state", VALIDITY, clock);
  }

  /** What the next request of the client continues. */
  sealed interface State {
    /** A request to a server without sessions, which gave this state, if any. */
    record Server(Optional<String> state) implements State {}

    /** A call of a server with sessions, which waits at one instance. */
    record Waiting(WaitingCalls.Place at) implements State {}

    /** A call for which a user had to set up a connection first. */
    record SetUp() implements State {}
  }

  String seal(McpCaller caller, RpcMessage.Request request, State state) {
    RawObject content = switch (state) {
      case State.Server server -> server
        .state()
        .map(text -> RawObject.EMPTY.with("state", text))
        .orElse(RawObject.EMPTY);
      case State.Waiting waiting -> RawObject.EMPTY.with("instance", waiting.at().instance()).with(
        "call",
        waiting.at().call()
      );
      case State.SetUp setUp -> RawObject.EMPTY.with("setup", RawJson.bool(true));
    };
    return seals.seal(caller, digest(request), content);
  }

  /**
   * {@return the state in the request; empty if it has none}
   *
   * @throws McpError if it was not made for this caller and this request, or has expired
   */
  Optional<State> of(McpCaller caller, RpcMessage.Request request) {
    return request
      .params()
      .find("requestState")
      .map(state ->
        state
          .string()
          .flatMap(text -> seals.open(caller, digest(request), text))
          .map(RequestStates::state)
          .orElseThrow(() ->
            McpError.invalidParams("The requestState has expired or belongs to another request: repeat it without one")
          )
      );
  }

  private static State state(RawObject content) {
    if (content.find("setup").isPresent()) {
      return new State.SetUp();
    }
    return content
      .text("instance")
      .<State>map(instance -> new State.Waiting(new WaitingCalls.Place(instance, content.text("call").orElseThrow())))
      .orElseGet(() -> new State.Server(content.text("state")));
  }

  private static String digest(RpcMessage.Request request) {
    RawObject params = request.params();
    String subject = params
      .text("name")
      .or(() -> params.text("uri"))
      .orElse("");
    String arguments = params.find("arguments").map(RawJson::json).orElse("");
    byte[] bytes = String.join("\n", request.method(), subject, arguments).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }
}
