package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.setup.model.SetupSettings;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of setup sessions.
 *
 * @param object always {@code setup_settings}
 * @param verifyUrl the page that identifies users; null: none
 * @param updatedAt time of the last change; null if there was none
 */
record SetupSettingsBody(String object, @Nullable String verifyUrl, @Nullable Instant updatedAt) {
  static SetupSettingsBody of(Optional<SetupSettings> settings) {
    return new SetupSettingsBody(
      "setup_settings",
      settings.map(SetupSettings::verifyUrl).orElse(null),
      settings.map(SetupSettings::updatedAt).orElse(null)
    );
  }
}
