package io.keyfold.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.schemas.error.RegistryUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsIT {

  private static final String PASSWORD = "changeit";

  @TempDir
  static Path folder;

  private static Path store = Path.of("");

  @BeforeAll
  static void createSelfSignedCertificate() throws Exception {
    store = folder.resolve("registry.p12");
    Process keytool = new ProcessBuilder(command()).inheritIO().start();
    assertThat(keytool.waitFor()).isZero();
  }

  @Test
  void aRegistryIsTrustedByTheConfiguredTruststore() throws Exception {
    try (
      var server = new RegistryServer(serverContext());
      var client = RegistryClients.of(
        Map.of(
          "schema.registry.url",
          "https://" + server.authority(),
          "schema.registry.ssl.truststore.location",
          store.toString(),
          "schema.registry.ssl.truststore.password",
          new Password(PASSWORD),
          "schema.registry.ssl.truststore.type",
          "PKCS12"
        )
      )
    ) {
      assertThat(client.register("s", RegistryClientContract.V1)).isEqualTo(1);
    }
  }

  @Test
  void anUntrustedRegistryIsRejected() throws Exception {
    try (
      var server = new RegistryServer(serverContext());
      var client = RegistryClients.of(Map.of("schema.registry.url", "https://" + server.authority(), "max.retries", 0))
    ) {
      assertThatThrownBy(() -> client.register("s", RegistryClientContract.V1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("PKIX");
    }
  }

  private static String[] command() {
    return new String[] {
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
      "-genkeypair",
      "-alias",
      "registry",
      "-keyalg",
      "EC",
      "-dname",
      "CN=localhost",
      "-ext",
      "san=dns:localhost",
      "-validity",
      "2",
      "-storetype",
      "PKCS12",
      "-storepass",
      PASSWORD,
      "-keystore",
      store.toString(),
    };
  }

  private static SSLContext serverContext() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
