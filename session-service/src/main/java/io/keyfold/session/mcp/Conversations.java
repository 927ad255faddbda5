package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.McpMeta;
import io.keyfold.session.upstream.McpMethod;
import io.keyfold.session.upstream.ReplyTo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects servers with clients: what a server sends before its response, in the form that the client expects. */
final class Conversations {

  /** Says that a resource has changed. */
  static final String RESOURCE_UPDATED = "notifications/resources/updated";

  private final ReplyIds replies;

  Conversations(ReplyIds replies) {
    this.replies = replies;
  }

  /** {@return the client as the provider's server sees it} */
  Conversation of(McpCall call, SessionProvider provider) {
    return call
      .client()
      .with(
        notification ->
          notification == null || !wants(call, notification) ? null : notification(notification, provider, call.uris()),
        (request, to) -> asked(call, provider, request, to)
      );
  }

  /** A modern client receives log messages only for a request that asks for them. */
  private static boolean wants(McpCall call, RpcMessage.Notification notification) {
    return (
      !notification.method().equals(McpMethod.MESSAGE) ||
      call.dialect() instanceof Dialect.Classic ||
      call.params().object("_meta").find(McpMeta.LOG_LEVEL).isPresent()
    );
  }

  /** {@return the notification with the session's URIs; null if it means nothing to the client} */
  static RpcMessage.@Nullable Notification notification(
    RpcMessage.Notification notification,
    SessionProvider provider,
    ResourceUris uris
  ) {
    return switch (notification.method()) {
      case RESOURCE_UPDATED -> notification.withParams(uris.uri(notification.params(), provider));
      // Its id is one that the client does not know.
      case McpMethod.CANCELLED -> null;
      default -> notification;
    };
  }

  private boolean asked(McpCall call, SessionProvider provider, RpcMessage.Request request, ReplyTo to) {
    if (!supports(call.dialect().capabilities(), request)) {
      return false;
    }
    return switch (call.dialect()) {
      case Dialect.Classic classic -> call
        .client()
        .send(request.withId(replies.seal(call.caller(), new ReplyIds.Address.Server(provider.id(), to))));
      case Dialect.Modern modern -> call.inputs().ask(call, provider, request, to);
    };
  }

  /** {@return whether the client declared anything that a server can ask for} */
  static boolean answers(RawObject capabilities) {
    return List.of("elicitation", "sampling", "roots")
      .stream()
      .anyMatch(name -> capabilities.find(name).isPresent());
  }

  /** {@return whether the client declared that it can do what the request asks for} */
  static boolean supports(RawObject capabilities, RpcMessage.Call request) {
    return switch (request.method()) {
      case McpMethod.ELICIT -> elicits(capabilities, request.params().text("mode").orElse("form"));
      case McpMethod.SAMPLE -> capabilities.find("sampling").isPresent();
      case McpMethod.ROOTS -> capabilities.find("roots").isPresent();
      default -> false;
    };
  }

  /** {@return whether the client asks its user in this mode; an empty capability means forms (MCP 2025-11-25)} */
  static boolean elicits(RawObject capabilities, String mode) {
    if (capabilities.find("elicitation").isEmpty()) {
      return false;
    }
    RawObject modes = capabilities.object("elicitation");
    return modes.find(mode).isPresent() || (modes.members().isEmpty() && mode.equals("form"));
  }
}
