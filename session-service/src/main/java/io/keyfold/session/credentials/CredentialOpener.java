package io.keyfold.session.credentials;

import io.keyfold.platform.id.TenantId;
import reactor.core.publisher.Mono;

/** Opens sealed credentials. */
@FunctionalInterface
public interface CredentialOpener {
  /**
   * Opens the current value of an auth config. The caller closes it.
   *
   * <p>Errors with {@link io.keyfold.platform.error.ApiException}: {@code use_after_delete} if its key was erased,
   * {@code unavailable} if the key is temporarily unavailable.
   */
  Mono<Credential> open(TenantId tenant, AuthConfig config);
}
