package io.keyfold.deployment.bootstrap;

import io.keyfold.platform.access.ApiKeySecret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first key, if the operator chooses it.
 *
 * @param key the key's text, also from {@code KEYFOLD_BOOTSTRAP_KEY}
 */
@ConfigurationProperties("keyfold.bootstrap")
public record BootstrapProperties(@Nullable String key) {
  private static final int MIN_LENGTH = 32;
  private static final int MIN_DISTINCT = 10;

  /** Refuses a key that could be guessed: it may do everything, and is kept as a plain hash. */
  public BootstrapProperties {
    if (key != null && !key.isEmpty()) {
      check(key);
    }
  }

  /** {@return the key that the operator chose} */
  public Optional<ApiKeySecret> chosen() {
    return key == null || key.isEmpty() ? Optional.empty() : Optional.of(ApiKeySecret.chosen(key));
  }

  /** Does not show the key. */
  @Override
  public String toString() {
    return "BootstrapProperties[key=***]";
  }

  private static void check(String key) {
    boolean printable = key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    if (!printable || key.length() < MIN_LENGTH || key.chars().distinct().count() < MIN_DISTINCT) {
      throw new IllegalArgumentException(
        "KEYFOLD_BOOTSTRAP_KEY is too weak: it must be random, with at least " +
          MIN_LENGTH +
          " characters of visible ASCII, e.g. from: openssl rand -hex 32"
      );
    }
    ApiKeySecret.chosen(key);
  }
}
