package io.keyfold.session.upstream;

import io.keyfold.session.rpc.MalformedJsonException;
import io.keyfold.session.rpc.NoRpcMessageException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the body of a response whose status is no success. */
final class RefusalText {

  private RefusalText() {}

  /** {@return the first bytes of the body; those received before an error or the limit} */
  static Mono<byte[]> of(Flux<byte[]> body, int limit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return body
      .takeUntil(part -> {
        bytes.writeBytes(part);
        return bytes.size() >= limit;
      })
      .onErrorComplete()
      .then(Mono.fromSupplier(() -> Arrays.copyOf(bytes.toByteArray(), Math.min(bytes.size(), limit))));
  }

  /** {@return the JSON-RPC error that the body is; null if it is none} */
  static RpcMessage.@Nullable Fault fault(byte[] body) {
    try {
      return RpcMessage.of(RawJson.parse(body)) instanceof RpcMessage.Fault fault ? fault : null;
    } catch (MalformedJsonException | NoRpcMessageException e) {
      return null;
    }
  }

  /** {@return the body, if it is text for people; a web page is not} */
  static String text(byte[] body, @Nullable String type) {
    String media = type == null ? "text/plain" : type.toLowerCase(Locale.ROOT);
    boolean readable = media.startsWith("text/plain") || media.contains("json");
    return readable ? new String(body, StandardCharsets.UTF_8).strip() : "";
  }
}
