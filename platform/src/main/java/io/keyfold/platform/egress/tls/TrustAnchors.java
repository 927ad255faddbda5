package io.keyfold.platform.egress.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts private certificate authorities besides those of the JDK. */
final class TrustAnchors {

  private static final String SETTING = "keyfold.egress.trusted-certificates";

  private TrustAnchors() {}

  /** {@return the trust in the files' certificates and the JDK's; empty without files: the JDK's default} */
  static Optional<TrustManagerFactory> load(List<Path> files) {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    List<X509Certificate> anchors = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      anchors.addAll(PemFiles.certificates(SETTING + "[" + i + "]", files.get(i)));
    }
    try {
      for (var manager : trust(null).getTrustManagers()) {
        if (manager instanceof X509TrustManager jdk) {
          anchors.addAll(Arrays.asList(jdk.getAcceptedIssuers()));
        }
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < anchors.size(); i++) {
        store.setCertificateEntry("anchor-" + i, anchors.get(i));
      }
      return Optional.of(trust(store));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK's trusted certificates are not usable", e);
    }
  }

  private static TrustManagerFactory trust(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
