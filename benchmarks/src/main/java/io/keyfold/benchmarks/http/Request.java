package io.keyfold.benchmarks.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A request whose bytes are made once, to be sent again and again. */
public final class Request {

  private final String name;
  private final ByteBuf bytes;

  private Request(String name, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    this.name = name;
    // Off the heap, as the socket wants it, and not counted: the collector frees it.
    ByteBuffer direct = ByteBuffer.allocateDirect(content.length).put(content).flip();
    this.bytes = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct).asReadOnly());
  }

  /** {@return a GET} */
  public static Request get(String path, String key) {
    return new Request(
      path,
      "GET " + path + " HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer " + key + "\r\n\r\n"
    );
  }

  /** {@return a POST of JSON} */
  public static Request post(String path, String key, String json) {
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    String head =
      "POST " +
      path +
      " HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer " +
      key +
      "\r\naccept: application/json, text/event-stream\r\ncontent-type: application/json\r\ncontent-length: " +
      length +
      "\r\n\r\n";
    return new Request(path, head + json);
  }

  /** {@return its bytes, to be written once} */
  ByteBuf bytes() {
    return bytes.duplicate();
  }

  @Override
  public String toString() {
    return name;
  }
}
