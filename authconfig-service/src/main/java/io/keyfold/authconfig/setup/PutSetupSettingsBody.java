package io.keyfold.authconfig.setup;

import org.jspecify.annotations.Nullable;

/**
 * Request to replace the settings of setup sessions.
 *
 * @param verifyUrl the page that identifies users, to which the browser is sent with {@code setup_session_id} and
 *     {@code nonce}; null: none
 */
record PutSetupSettingsBody(@Nullable String verifyUrl) {}
