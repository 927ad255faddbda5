package io.keyfold.deployment.home;

import io.keyfold.platform.id.Sha256;
import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;

/** The script of the API reference: 1 MB compressed, which stays in memory, 3.5 MB as it is. */
final class ReferenceScript {

  private static final int CHUNK = 64 * 1024;

  private final byte[] gzip;
  private final String hash;

  private ReferenceScript(byte[] gzip) {
    this.gzip = gzip;
    this.hash = HexFormat.of().formatHex(Sha256.of(gzip));
  }

  /** {@return the script of this release} */
  static ReferenceScript load() {
    return new ReferenceScript(Packaged.bytes("docs/reference.js.gz"));
  }

  /** {@return the ETag of one of its two forms} */
  String etag(boolean compressed) {
    return '"' + hash + (compressed ? "-gzip" : "") + '"';
  }

  /** {@return the script} Uncompressed, it is unpacked as fast as the client reads; nothing here waits for I/O. */
  Flux<DataBuffer> content(boolean compressed, DataBufferFactory buffers) {
    return compressed
      ? Flux.defer(() -> Flux.just(buffers.wrap(gzip)))
      : DataBufferUtils.readInputStream(() -> new GZIPInputStream(new ByteArrayInputStream(gzip)), buffers, CHUNK);
  }
}
