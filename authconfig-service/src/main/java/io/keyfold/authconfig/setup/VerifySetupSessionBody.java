package io.keyfold.authconfig.setup;

/**
 * Request to say who the user of a setup session is.
 *
 * @param nonce the {@code nonce} that the verify URL received
 * @param user the tenant's own id of the user who is logged in at the verify URL
 */
record VerifySetupSessionBody(String nonce, String user) {
  /** Omits the nonce, which is secret. */
  @Override
  public String toString() {
    return "VerifySetupSessionBody[***]";
  }
}
