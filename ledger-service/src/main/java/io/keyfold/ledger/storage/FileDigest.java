package io.keyfold.ledger.storage;

import io.keyfold.platform.id.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The digest of a file.
 *
 * @param bytes its size
 * @param sha256 SHA-256 of its content, in hexadecimal
 */
public record FileDigest(long bytes, String sha256) {
  /** {@return the digest of a local file} */
  public static FileDigest of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /** {@return the digest of a stream, which is read to its end} */
  public static FileDigest of(InputStream content) throws IOException {
    MessageDigest digest = Sha256.begin();
    long bytes = new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
    return new FileDigest(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** {@return the digest of a content} */
  public static FileDigest of(byte[] content) {
    return new FileDigest(content.length, HexFormat.of().formatHex(Sha256.of(content)));
  }
}
