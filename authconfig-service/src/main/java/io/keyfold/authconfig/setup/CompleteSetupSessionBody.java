package io.keyfold.authconfig.setup;

/**
 * Request to complete a setup session that was created with a {@code code_challenge}.
 *
 * @param code the {@code code} that the redirect URL received in the browser of the user
 * @param codeVerifier the verifier of the challenge, kept in the session of the same user
 */
record CompleteSetupSessionBody(String code, String codeVerifier) {
  /** Omits both, which are secret. */
  @Override
  public String toString() {
    return "CompleteSetupSessionBody[***]";
  }
}
