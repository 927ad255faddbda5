package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.McpMethod;
import io.keyfold.session.upstream.ReplyTo;
import org.jspecify.annotations.Nullable;

/** Connects servers with clients: what a server sends before its response, in the form that the client expects. */
final class Conversations {

  private static final String RESOURCE_UPDATED = "notifications/resources/updated";

  private final ReplyIds replies;

  Conversations(ReplyIds replies) {
    this.replies = replies;
  }

  /** {@return the client as the provider's server sees it} */
  Conversation of(McpCall call, SessionProvider provider) {
    return call.client().with((message, to) ->
      switch (message) {
        case RpcMessage.Notification notification -> notification(notification, provider);
        case RpcMessage.Request request -> to == null ? null : request(call, provider, request, to);
      }
    );
  }

  private static RpcMessage.@Nullable Notification notification(
    RpcMessage.Notification notification,
    SessionProvider provider
  ) {
    return switch (notification.method()) {
      case RESOURCE_UPDATED -> notification.withParams(ResourceUris.uri(notification.params(), provider));
      // Its id is one that the client does not know.
      case McpMethod.CANCELLED -> null;
      default -> notification;
    };
  }

  private RpcMessage.@Nullable Request request(
    McpCall call,
    SessionProvider provider,
    RpcMessage.Request request,
    ReplyTo to
  ) {
    boolean classic = call.dialect() instanceof Dialect.Classic;
    return classic && supports(call.dialect().capabilities(), request)
      ? request.withId(replies.seal(call.caller(), new ReplyIds.Address(provider.id(), to)))
      : null;
  }

  /** {@return whether the client declared that it can do what the request asks for} */
  static boolean supports(RawObject capabilities, RpcMessage.Request request) {
    return switch (request.method()) {
      case McpMethod.ELICIT -> elicits(capabilities, request);
      case McpMethod.SAMPLE -> capabilities.find("sampling").isPresent();
      case McpMethod.ROOTS -> capabilities.find("roots").isPresent();
      default -> false;
    };
  }

  /** An empty capability means forms (MCP 2025-11-25, Elicitation). */
  private static boolean elicits(RawObject capabilities, RpcMessage.Request request) {
    if (capabilities.find("elicitation").isEmpty()) {
      return false;
    }
    RawObject modes = capabilities.object("elicitation");
    String mode = request.params().text("mode").orElse("form");
    return modes.find(mode).isPresent() || (modes.members().isEmpty() && mode.equals("form"));
  }
}
