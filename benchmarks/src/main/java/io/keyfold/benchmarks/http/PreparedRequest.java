package io.keyfold.benchmarks.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A request whose bytes are encoded once and sent many times. */
public final class PreparedRequest {

  private final String name;
  private final ByteBuf bytes;
  private final String expected;

  private PreparedRequest(String name, String text, String expected) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    this.name = name;
    // A direct buffer saves a copy per write. It is not reference-counted; the garbage collector frees it.
    ByteBuffer direct = ByteBuffer.allocateDirect(content.length).put(content).flip();
    this.bytes = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct).asReadOnly());
    this.expected = expected;
  }

  /** {@return a GET} */
  public static PreparedRequest get(String path, String key) {
    return new PreparedRequest(
      path,
      "GET " + path + " HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer " + key + "\r\n\r\n",
      ""
    );
  }

  /** {@return a POST of JSON} */
  public static PreparedRequest post(String path, String key, String json) {
    return post(path, key, Map.of(), json, "");
  }

  /**
   * {@return a POST of JSON}
   *
   * @param headers further headers
   * @param expected text that the body of a successful response contains
   */
  public static PreparedRequest post(
    String path,
    String key,
    Map<String, String> headers,
    String json,
    String expected
  ) {
    StringBuilder more = new StringBuilder();
    headers.forEach((name, value) -> more.append("\r\n").append(name).append(": ").append(value));
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    String head =
      "POST " +
      path +
      " HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer " +
      key +
      "\r\naccept: application/json, text/event-stream\r\ncontent-type: application/json" +
      more +
      "\r\ncontent-length: " +
      length +
      "\r\n\r\n";
    return new PreparedRequest(path, head + json, expected);
  }

  /** {@return the encoded bytes, for one write} */
  ByteBuf bytes() {
    return bytes.duplicate();
  }

  /** {@return text that the body of a successful response contains} */
  String expected() {
    return expected;
  }

  @Override
  public String toString() {
    return name;
  }
}
