package io.keyfold.session.credentials;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.SealedValue;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.VaultException;
import io.keyfold.schema.Sealed;
import reactor.core.publisher.Mono;

/** Opens credentials with the vault. */
public final class VaultCredentials implements CredentialOpener {

  private final Vault vault;

  /** Creates an opener that uses the vault. */
  public VaultCredentials(Vault vault) {
    this.vault = vault;
  }

  @Override
  public Mono<Credential> open(TenantId tenant, AuthConfig config) {
    SealedValue value = config.value();
    if (value == null) {
      return Mono.error(
        about(ErrorCode.INTERNAL_SERVER_ERROR, config, "This instance cannot read the tokens of a grant")
      );
    }
    Sealed sealed = value.toSealed();
    SealContext context = new SealContext(tenant, config.id(), config.valueVersion(), sealed.getPurpose());
    return vault
      .open(context, sealed)
      .map(Credential::of)
      .onErrorMap(VaultException.class, e -> error(e, config));
  }

  private static ApiException error(VaultException e, AuthConfig config) {
    return switch (e.reason()) {
      case ERASED -> about(ErrorCode.USE_AFTER_DELETE, config, "The credential of this auth config was erased");
      case UNAVAILABLE -> about(
        ErrorCode.UNAVAILABLE,
        config,
        "The credential's key is temporarily unavailable: retry the request"
      );
      case REFUSED -> about(ErrorCode.INTERNAL_SERVER_ERROR, config, "This instance cannot decrypt the credential");
    };
  }

  private static ApiException about(ErrorCode code, AuthConfig config, String message) {
    return ApiException.about(code, "provider.auth_config", config.id(), message);
  }
}
