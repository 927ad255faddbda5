package io.keyfold.acceptance.mcp.oddities;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** The answer of a test server, written as oddly as the test wants. */
final class Outgoing {

  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";

  private final HttpExchange exchange;

  Outgoing(HttpExchange exchange) {
    this.exchange = exchange;
  }

  Outgoing header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
    return this;
  }

  void json(String message) throws IOException {
    body(200, JSON, message);
  }

  void body(int status, String type, String body) throws IOException {
    bytes(status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(int status, String type, byte[] body) throws IOException {
    header("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  void empty(int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  /** Promises more bytes than it sends, and closes. */
  void cutOff(String body) throws IOException {
    header("Content-Type", JSON);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length + 100L);
    exchange.getResponseBody().write(bytes);
    exchange.getResponseBody().flush();
    throw new IOException("cut off on purpose");
  }

  /** Begins an event stream. */
  Events events() throws IOException {
    return events(EVENTS);
  }

  Events events(String type) throws IOException {
    header("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    return new Events(exchange.getResponseBody());
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  static byte[] deflate(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
