package io.keyfold.platform.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A self-signed certificate of a host, made by the JDK's keytool.
 *
 * @param certificate PEM file with the certificate
 * @param key PEM file with the key
 */
public record TestCertificate(X509Certificate x509, PrivateKey privateKey, Path certificate, Path key) {
  private static final String PASSWORD = "changeit";

  /** {@return a new certificate, whose files are in the folder} */
  public static TestCertificate create(Path folder, String host, String algorithm)
    throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(host + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    int exit = new ProcessBuilder(
      (
        keytool +
        " -genkeypair -alias a -keyalg " +
        algorithm +
        " -dname CN=" +
        host +
        " -ext san=dns:" +
        host + //
        " -validity 2 -storetype PKCS12 -storepass " +
        PASSWORD +
        " -keystore " +
        store
      ).split(" ", -1)
    )
      .inheritIO()
      .start()
      .waitFor();
    if (exit != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    X509Certificate x509 = (X509Certificate) keys.getCertificate("a");
    PrivateKey key = (PrivateKey) keys.getKey("a", PASSWORD.toCharArray());
    return new TestCertificate(
      x509,
      key,
      Files.writeString(folder.resolve(host + ".crt"), pem("CERTIFICATE", x509.getEncoded())),
      Files.writeString(folder.resolve(host + ".key"), pem("PRIVATE KEY", key.getEncoded()))
    );
  }

  private static String pem(String type, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }
}
