package io.keyfold.platform.egress.tls;

import io.keyfold.platform.start.InvalidSettingException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Chooses the client certificate by the host that is called. A host without one gets none. Thread-safe. */
final class ClientCertificates extends X509ExtendedKeyManager {

  private static final String SETTING = "keyfold.egress.client-certificates";

  private final Map<String, ClientIdentity> byHost;

  private ClientCertificates(Map<String, ClientIdentity> byHost) {
    this.byHost = Map.copyOf(byHost);
  }

  /** {@return the certificates, read from their files} */
  static ClientCertificates load(List<ClientCertificateProperties> settings) {
    Map<String, ClientIdentity> byHost = new HashMap<>();
    for (int i = 0; i < settings.size(); i++) {
      String name = SETTING + "[" + i + "]";
      ClientIdentity identity = identity(name, settings.get(i));
      if (settings.get(i).hosts().isEmpty()) {
        throw new InvalidSettingException(name + ".hosts", null, "must name the hosts that get the certificate");
      }
      for (String host : settings.get(i).hosts()) {
        if (byHost.put(normal(host), identity) != null) {
          throw new InvalidSettingException(name + ".hosts", host, "must name a host only once");
        }
      }
    }
    return new ClientCertificates(byHost);
  }

  private static ClientIdentity identity(String name, ClientCertificateProperties setting) {
    ClientIdentity identity = new ClientIdentity(
      PemFiles.certificates(name + ".certificate", setting.certificate()),
      PemFiles.key(name + ".key", setting.key())
    );
    if (!identity.matches()) {
      throw new InvalidSettingException(
        name + ".key",
        setting.key(),
        "must be the key of the first certificate in " + setting.certificate()
      );
    }
    return identity;
  }

  private static String normal(String host) {
    String lower = host.strip().toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
    String[] keyTypes,
    Principal @Nullable [] issuers,
    @Nullable SSLEngine engine
  ) {
    String peer = engine == null ? null : engine.getPeerHost();
    if (peer == null) {
      return null;
    }
    String host = normal(peer);
    ClientIdentity identity = byHost.get(host);
    return identity != null && Arrays.asList(keyTypes).contains(identity.key().getAlgorithm()) ? host : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    ClientIdentity identity = byHost.get(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    ClientIdentity identity = byHost.get(alias);
    return identity == null ? null : identity.key();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
    String[] keyTypes,
    Principal @Nullable [] issuers,
    @Nullable Socket socket
  ) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
