package io.keyfold.deployment.bootstrap;

import io.keyfold.platform.access.ApiKeySecret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first key, if the operator configures it.
 *
 * @param key text of the key, also from {@code KEYFOLD_BOOTSTRAP_KEY}
 */
@ConfigurationProperties("keyfold.bootstrap")
public record BootstrapProperties(@Nullable String key) {
  private static final int MIN_LENGTH = 32;
  private static final int MIN_DISTINCT = 10;

  /** Rejects a guessable key: the key has all scopes and is stored as an unsalted hash. */
  public BootstrapProperties {
    if (key != null && !key.isEmpty()) {
      check(key);
    }
  }

  /** {@return the configured key, if any} */
  public Optional<ApiKeySecret> chosen() {
    return key == null || key.isEmpty() ? Optional.empty() : Optional.of(ApiKeySecret.chosen(key));
  }

  /** Omits the key. */
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
