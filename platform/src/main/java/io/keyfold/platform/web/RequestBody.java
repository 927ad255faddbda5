package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The bytes of a request body, read once per exchange, because both its hash and its content are needed. */
public final class RequestBody {

  /** Maximum size of a body in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
  private static final String ATTRIBUTE = RequestBody.class.getName();
  private static final String TIMEOUT = ATTRIBUTE + ".timeout";

  private final Mono<byte[]> bytes;

  private RequestBody(Mono<byte[]> bytes) {
    this.bytes = bytes;
  }

  /** Sets the timeout of this exchange's body; the default is 30 s. */
  static void limit(ServerWebExchange exchange, Duration timeout) {
    exchange.getAttributes().put(TIMEOUT, timeout);
  }

  /**
   * {@return the body's bytes, empty if there is no body} Errors with 413 above {@link #MAX_BYTES}, and with 408 after
   * the timeout.
   */
  public static Mono<byte[]> of(ServerWebExchange exchange) {
    RequestBody body = (RequestBody) exchange
      .getAttributes()
      .computeIfAbsent(ATTRIBUTE, name -> new RequestBody(read(exchange).cache()));
    return body.bytes;
  }

  private static Mono<byte[]> read(ServerWebExchange exchange) {
    if (exchange.getRequest().getHeaders().getContentLength() > MAX_BYTES) {
      return Mono.error(tooLarge());
    }
    return DataBufferUtils.join(exchange.getRequest().getBody(), MAX_BYTES)
      .map(RequestBody::drain)
      .defaultIfEmpty(new byte[0])
      .onErrorMap(DataBufferLimitException.class, e -> tooLarge())
      .timeout(exchange.getAttributeOrDefault(TIMEOUT, DEFAULT_TIMEOUT), Mono.error(RequestBody::tooSlow));
  }

  private static byte[] drain(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static ApiException tooSlow() {
    return ApiException.of(
      ErrorCode.REQUEST_TIMEOUT,
      "The body did not arrive in time",
      "Retry the request and send the whole body at once"
    );
  }

  static ApiException tooLarge() {
    return ApiException.of(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than " + MAX_BYTES + " bytes");
  }
}
