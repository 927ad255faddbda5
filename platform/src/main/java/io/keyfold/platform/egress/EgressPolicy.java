package io.keyfold.platform.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides which tenant-supplied URLs may be called. {@link #refusal(String)} checks the URL's text without a DNS
 * lookup. {@link #allows(InetAddress)} checks the resolved address that is about to be connected to.
 *
 * <p>Calls carry credentials, so {@code http} is allowed only together with private networks.
 */
public final class EgressPolicy {

  private static final int MAX_LENGTH = 2_048;
  private static final Pattern NAME = Pattern.compile(
    "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
  );
  private static final Pattern DOTTED_QUAD = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");
  private static final Pattern NUMERIC_LABEL = Pattern.compile("\\d+|0x[0-9a-f]*");
  private static final List<String> LOCAL_NAMES = List.of("localhost", "local", "internal", "localdomain", "home.arpa");

  private final EgressProperties properties;
  private final boolean allowPrivate;

  /** Creates the policy from the configuration. */
  public EgressPolicy(EgressProperties properties) {
    this.properties = properties;
    this.allowPrivate = properties.allowPrivate();
  }

  /** {@return the configuration, which also says how targets are reached} */
  EgressProperties properties() {
    return properties;
  }

  /** {@return whether a connection to the address may be opened} */
  public boolean allows(InetAddress address) {
    return allowPrivate || PublicAddress.test(address);
  }

  /** {@return why the URL must not be called, judging by its text only; empty if it is allowed} */
  public Optional<String> refusal(String url) {
    if (url.length() > MAX_LENGTH) {
      return Optional.of("A URL has at most " + MAX_LENGTH + " characters");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("Not a URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(allowPrivate && scheme.equals("http"))) {
      return Optional.of(
        allowPrivate ? "The URL must begin with https:// or http://" : "The URL must begin with https://"
      );
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return Optional.of("The URL must not contain a user name, password or fragment");
    }
    String host = uri.getHost();
    if (host == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      return Optional.of("The URL needs a host name, and its port, if any, is between 1 and 65535");
    }
    return hostRefusal(host.toLowerCase(Locale.ROOT));
  }

  private Optional<String> hostRefusal(String host) {
    if (host.startsWith("[")) {
      return literal(host.substring(1, host.length() - 1));
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (NUMERIC_LABEL.matcher(last).matches()) {
      return DOTTED_QUAD.matcher(name).matches()
        ? literal(name)
        : Optional.of("Not an IP address in dotted decimal notation");
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.of("Not a host name");
    }
    boolean local = LOCAL_NAMES.stream().anyMatch(zone -> name.equals(zone) || name.endsWith("." + zone));
    return !allowPrivate && (local || !name.contains(".")) ? refused() : Optional.empty();
  }

  private Optional<String> literal(String text) {
    try {
      return allows(InetAddress.getByName(text)) ? Optional.empty() : refused();
    } catch (UnknownHostException e) {
      return Optional.of("Not an IP address");
    }
  }

  private static Optional<String> refused() {
    return Optional.of(
      "The URL must point to a public internet address: loopback and private networks are not allowed"
    );
  }
}
