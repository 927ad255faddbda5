package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.TokenState;
import reactor.core.publisher.Mono;

/** Finds whom to call for a grant. */
interface RefreshTargets {
  /**
   * {@return the vendor and the app; the caller closes it} The app has the version that obtained the tokens while that
   * is usable, else the current one. Errors with {@link TargetMissingException}, or with
   * {@link io.keyfold.platform.vault.VaultException} if the secret cannot be opened.
   */
  Mono<RefreshTarget> of(TokenState grant);

  /** {@return the same for tokens to revoke} */
  Mono<RefreshTarget> of(Revocation due);

  /** {@return the same with the current version of the app} */
  Mono<RefreshTarget> current(TokenState grant);
}
