package io.keyfold.session.resolve;

import io.keyfold.session.configs.ProviderConfig;
import org.jspecify.annotations.Nullable;

/** The result of {@link ConfigRule}. */
sealed interface ConfigChoice {
  /**
   * Calls are possible.
   *
   * @param mcpUrl the provider's endpoint, with the settings
   * @param config the settings; null if the provider needs none
   */
  record Ready(String mcpUrl, @Nullable ProviderConfig config) implements ConfigChoice {}

  /**
   * No call is possible.
   *
   * @param refusal why
   */
  record Refused(Choice.Refused refusal) implements ConfigChoice {}
}
