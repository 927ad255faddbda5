package io.keyfold.authconfig.oauth;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.keyfold.platform.vault.Secret;

/**
 * A code verifier and its S256 challenge (RFC 7636).
 *
 * @param verifier 43 characters with 256 random bits; kept from the browser until the code is exchanged
 * @param challenge the challenge, which may be public
 */
public record ProofKey(Secret verifier, String challenge) {
  /** {@return a new random key} */
  public static ProofKey create() {
    CodeVerifier verifier = new CodeVerifier();
    String challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
    // Wipes Nimbus' copy, so the challenge comes first.
    return new ProofKey(Secret.takeOver(verifier.getValueBytes()), challenge);
  }
}
