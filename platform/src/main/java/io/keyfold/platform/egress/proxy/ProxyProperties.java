package io.keyfold.platform.egress.proxy;

import io.keyfold.platform.start.InvalidSettingException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The HTTP proxy through which all calls to tenants' URLs leave.
 *
 * @param url the proxy, {@code http://host:port} or {@code https://host:port}; empty: no proxy. It must allow CONNECT
 * @param user user name for the proxy, by Basic authentication
 * @param password password for the proxy, better from {@code KEYFOLD_EGRESS_PROXY_PASSWORD} or a file
 * @param passwordFile file with the password for the proxy, read at start; a line break at its end is ignored
 * @param noProxy what is called directly: host names, which include the names below them, IP addresses, and ranges like
 *     {@code 10.0.0.0/8}. With {@code resolve=local}, ranges also apply to the addresses of names
 * @param resolve {@code local}: Keyfold resolves the name, checks the address and asks the proxy for that address.
 *     {@code proxy}: Keyfold checks what it can resolve and asks the proxy for the name, for proxies that allow by name
 *     and networks without DNS; the proxy itself must then refuse private addresses
 */
public record ProxyProperties(
  @Nullable String url,
  @Nullable String user,
  @Nullable ProxyPassword password,
  @Nullable Path passwordFile,
  @DefaultValue List<String> noProxy,
  @DefaultValue("local") Resolve resolve
) {
  /** No proxy. */
  public static final ProxyProperties NONE = new ProxyProperties(null, null, null, null, List.of(), Resolve.LOCAL);

  static final String PREFIX = "keyfold.egress.proxy.";

  /** Which address the proxy is asked for. */
  public enum Resolve {
    /** The address that Keyfold resolved and judged. */
    LOCAL,
    /** The name, which the proxy resolves. */
    PROXY,
  }

  /** Checks the settings. */
  public ProxyProperties {
    url = url == null || url.isBlank() ? null : url;
    noProxy = List.copyOf(noProxy);
    NoProxy.parse(noProxy);
    if (url != null) {
      ProxyUrl.parse(url);
    } else if (user != null || password != null || passwordFile != null) {
      throw new InvalidSettingException(PREFIX + "url", null, "must be set, because a user or a password is");
    }
    if (password != null && passwordFile != null) {
      throw new InvalidSettingException(PREFIX + "password", null, "must not be set together with password-file");
    }
    if ((user == null) != (password == null && passwordFile == null)) {
      throw new InvalidSettingException(
        PREFIX + "user",
        user,
        "must be set together with " + PREFIX + "password or " + PREFIX + "password-file"
      );
    }
    if (user != null && (user.isBlank() || user.contains(":"))) {
      throw new InvalidSettingException(PREFIX + "user", user, "must be a name without a colon");
    }
  }
}
