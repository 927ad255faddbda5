package io.keyfold.session.mcp;

import io.keyfold.session.rpc.MalformedJsonException;
import io.keyfold.session.rpc.NoRpcMessageException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Parses the body of a client's request. */
final class ClientMessage {

  private static final int MAX_BATCH = 50;

  private ClientMessage() {}

  /**
   * {@return the messages: one, or those of a batch}
   *
   * <p>Throws {@link McpError} if the body is no message, or if two members of a message have the same name: a server
   * could read another value than Keyfold checked.
   */
  static List<RpcMessage> parse(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      RawJson json = RawJson.parse(body);
      List<RpcMessage> messages = RpcMessage.allOf(json);
      if (messages.isEmpty() || messages.size() > MAX_BATCH) {
        throw McpError.invalidRequest("A batch has between 1 and " + MAX_BATCH + " messages");
      }
      messages.forEach(ClientMessage::check);
      return messages;
    } catch (CharacterCodingException e) {
      throw McpError.parse("The body is not UTF-8");
    } catch (MalformedJsonException e) {
      throw McpError.parse("The body is not one well-formed JSON value");
    } catch (NoRpcMessageException e) {
      throw McpError.invalidRequest(e.getMessage() == null ? "The body is no message" : e.getMessage());
    }
  }

  private static void check(RpcMessage message) {
    if (message.whole().text("jsonrpc").filter("2.0"::equals).isEmpty()) {
      throw McpError.invalidRequest("A message has a member jsonrpc with the value 2.0");
    }
    boolean ambiguous =
      message.whole().repeats() ||
      (message instanceof RpcMessage.Call call && (call.params().repeats() || call.params().object("_meta").repeats()));
    if (ambiguous) {
      throw McpError.invalidRequest("Two members of an object have the same name");
    }
  }
}
