package io.keyfold.ledger.wiring;

import io.keyfold.platform.id.Sha256;
import io.keyfold.platform.web.RequestFingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * SHA-256 fingerprints of requests. Not keyed, since no request to ledger-service contains a secret that the log could
 * help to guess: what it contains is on the log itself. So the service needs no keyset.
 */
final class PlainFingerprint implements RequestFingerprint {

  @Override
  public String of(String method, String path, byte[] body) {
    MessageDigest digest = Sha256.begin();
    add(digest, method.getBytes(StandardCharsets.UTF_8));
    add(digest, path.getBytes(StandardCharsets.UTF_8));
    add(digest, body);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    digest.update(part);
  }
}
