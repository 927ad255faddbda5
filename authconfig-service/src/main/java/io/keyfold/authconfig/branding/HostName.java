package io.keyfold.authconfig.branding;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A DNS host name that a tenant can have: at least two labels, lower case, ASCII (IDNs in their {@code xn--} form), no
 * address, at most 120 characters.
 *
 * @param value the name
 */
record HostName(String value) {
  private static final int MAX = 120;
  private static final Pattern NAME = Pattern.compile(
    "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
  );

  static Optional<HostName> of(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return name.length() <= MAX && NAME.matcher(name).matches() ? Optional.of(new HostName(name)) : Optional.empty();
  }

  /** {@return whether the name can only mean this machine, so that nobody else can be robbed of it} */
  boolean isLocal() {
    return value.endsWith(".localhost");
  }
}
