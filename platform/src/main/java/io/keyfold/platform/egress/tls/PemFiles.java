package io.keyfold.platform.egress.tls;

import io.keyfold.platform.start.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/** Reads PEM files that settings name. */
final class PemFiles {

  private PemFiles() {}

  /** {@return the certificates of the file, at least one} */
  static List<X509Certificate> certificates(String setting, @Nullable Path file) {
    try {
      return List.copyOf(PemContent.load(given(setting, file)).getCertificates());
    } catch (IOException | IllegalStateException e) {
      throw new InvalidSettingException(setting, file, "must be a readable PEM file with certificates", e);
    }
  }

  /** {@return the private key of the file} */
  static PrivateKey key(String setting, @Nullable Path file) {
    try {
      return Objects.requireNonNull(PemContent.load(given(setting, file)).getPrivateKey());
    } catch (IOException | IllegalStateException e) {
      throw new InvalidSettingException(setting, file, "must be a readable PEM file with an unencrypted PKCS#8 key", e);
    }
  }

  private static Path given(String setting, @Nullable Path file) {
    if (file == null) {
      throw new InvalidSettingException(setting, null, "must name a PEM file");
    }
    return file;
  }
}
