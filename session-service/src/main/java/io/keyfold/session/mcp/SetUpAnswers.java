package io.keyfold.session.mcp;

import io.keyfold.session.connect.ConnectLink;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.McpMethod;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Answers a tool call whose user must connect first: by URL-mode elicitation if the client can show URLs, otherwise by a
 * tool error that contains the links.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation">Elicitation</a>
 */
final class SetUpAnswers {

  private static final String URL = "url";

  private SetUpAnswers() {}

  /** {@return the answer; errors with {@link McpError} or {@link SetUpRequired}} */
  static Mono<RpcMessage.Response> of(McpCall call, List<ConnectLink> links) {
    if (!Conversations.elicits(call.dialect().capabilities(), URL)) {
      return Mono.just(call.result(toolError(links)));
    }
    return Mono.error(
      () ->
        switch (call.dialect()) {
          case Dialect.Classic classic -> McpError.elicitations(
            "The user must connect first",
            links.stream().map(SetUpAnswers::elicitation).toList()
          );
          case Dialect.Modern modern -> new SetUpRequired(inputs(links));
        }
    );
  }

  private static RawJson elicitation(ConnectLink link) {
    return question(link).with("elicitationId", link.setupSessionId()).json();
  }

  private static RawObject inputs(List<ConnectLink> links) {
    RawObject inputs = RawObject.EMPTY;
    for (ConnectLink link : links) {
      RawObject input = RawObject.EMPTY.with("method", McpMethod.ELICIT).with("params", question(link));
      inputs = inputs.with(link.setupSessionId(), input);
    }
    return inputs;
  }

  private static RawObject question(ConnectLink link) {
    return RawObject.EMPTY.with("mode", URL).with(URL, link.url()).with("message", link.message());
  }

  private static RawObject toolError(List<ConnectLink> links) {
    String text = links
      .stream()
      .map(link -> link.message() + " The user's link: " + link.url())
      .collect(
        Collectors.joining(
          "\n",
          "This tool needs a connection that only the user can make, in a browser. Show the user the following.\n",
          "\nA link is for one connection of this user and is valid for about 30 minutes; another call gives a new one."
        )
      );
    RawJson content = RawObject.EMPTY.with("type", "text").with("text", text).json();
    return RawObject.EMPTY.with("content", RawJson.array(List.of(content))).with("isError", RawJson.bool(true));
  }
}
