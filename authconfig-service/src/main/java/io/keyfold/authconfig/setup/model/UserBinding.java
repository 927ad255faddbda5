package io.keyfold.authconfig.setup.model;

import io.keyfold.schema.SetupBinding;
import org.jspecify.annotations.Nullable;

/**
 * How the consent is bound to the user for whom the session was created.
 *
 * @param mode the kind of proof that completes the session
 * @param codeChallenge the challenge, for CHALLENGE
 * @param verifyUrl the tenant's page that identifies users, for VERIFY_URL
 */
public record UserBinding(SetupBinding mode, @Nullable String codeChallenge, @Nullable String verifyUrl) {}
