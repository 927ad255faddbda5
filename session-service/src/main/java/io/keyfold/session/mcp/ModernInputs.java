package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.ReplyTo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server with sessions asks of a client without: each question ends the client's HTTP request with an
 * {@code InputRequiredResult}, and the client's next request brings the answers. The call waits meanwhile. Thread-safe.
 */
final class ModernInputs implements WaitingCalls.Waiting {

  private static final Logger LOG = LoggerFactory.getLogger(ModernInputs.class);

  /** Maximum number of questions that are open at a time. */
  private static final int MAX_OPEN = 16;

  private final ProviderRequests providers;
  private final RequestStates states;
  private final WaitingCalls waiting;
  private final Map<String, Ask> open = new LinkedHashMap<>();
  private int asked;
  private WaitingCalls.@Nullable Place place;
  private @Nullable McpCall call;

  ModernInputs(ProviderRequests providers, RequestStates states, WaitingCalls waiting) {
    this.providers = providers;
    this.states = states;
    this.waiting = waiting;
  }

  private record Ask(SessionProvider provider, RpcMessage.Request request, ReplyTo to) {}

  /** Asks the client. {@return false if too many questions are open} */
  synchronized boolean ask(McpCall of, SessionProvider provider, RpcMessage.Request request, ReplyTo to) {
    if (open.size() == MAX_OPEN) {
      return false;
    }
    open.put("input_" + ++asked, new Ask(provider, request, to));
    call = of;
    if (place == null) {
      place = waiting.add(this);
    }
    WaitingCalls.Place at = place;
    of.client().interrupt(() -> required(of, at));
    return true;
  }

  private RpcMessage.Response required(McpCall of, WaitingCalls.Place at) {
    RawObject requests = RawObject.EMPTY;
    for (Map.Entry<String, Ask> entry : open.entrySet()) {
      RpcMessage.Request request = entry.getValue().request();
      RawObject asks = RawObject.EMPTY.with("method", request.method());
      RawJson params = request.whole().find("params").orElse(null);
      requests = requests.with(entry.getKey(), params == null ? asks : asks.with("params", params));
    }
    String state = states.seal(of.caller(), of.request(), new RequestStates.State.Waiting(at));
    return RpcMessage.Result.of(of.request().id(), InputRequired.of(requests, state));
  }

  @Override
  public void input(String key, RpcMessage.Response response) {
    Ask ask;
    McpCall of;
    synchronized (this) {
      ask = open.remove(key);
      of = call;
    }
    if (ask != null && of != null) {
      providers
        .reply(of.caller(), ask.provider(), ask.to(), response)
        .subscribe(done -> {}, e -> LOG.atDebug().log("a server did not take the response to its request"));
    }
  }

  /** {@return the call, for the client's next HTTP request} */
  synchronized @Nullable McpCall call() {
    return call;
  }

  /** Asks again what the client left open. */
  synchronized void repeat() {
    McpCall of = call;
    WaitingCalls.Place at = place;
    if (!open.isEmpty() && of != null && at != null) {
      of.client().interrupt(() -> required(of, at));
    }
  }

  @Override
  public void abandoned() {
    McpCall of = call();
    if (of != null) {
      of.client().cancel();
    }
  }

  /** The call has ended. */
  synchronized void end() {
    if (place != null) {
      waiting.remove(place);
    }
  }
}
