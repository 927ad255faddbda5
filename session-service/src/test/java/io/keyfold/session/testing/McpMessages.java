package io.keyfold.session.testing;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.McpServers;
import io.keyfold.session.upstream.ServerRequest;
import java.nio.charset.StandardCharsets;

/** MCP messages, written with single quotes, and what is read from them. */
public final class McpMessages {

  private McpMessages() {}

  /** {@return the JSON} */
  public static RawJson json(String json) {
    return RawJson.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** {@return the JSON object} */
  public static RawObject object(String json) {
    return json(json).object().orElseThrow();
  }

  /** {@return an item of a list} */
  public static McpServers.Item item(String json) {
    RawObject object = object(json);
    return new McpServers.Item(object.text("name").orElseThrow(), object);
  }

  /** {@return a tool call with the arguments} */
  public static ServerRequest call(String tool, String arguments) {
    return ServerRequest.toolCall(tool, RawObject.EMPTY.with("arguments", json(arguments)), false);
  }

  /** {@return the text of the first content of a successful response} */
  public static String text(RpcMessage.Response response) {
    RawObject result = ((RpcMessage.Result) response).members();
    return result
      .elements("content")
      .getFirst()
      .object()
      .flatMap(content -> content.text("text"))
      .orElseThrow();
  }
}
