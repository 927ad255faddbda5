package io.keyfold.authconfig.transfers;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.credentials.AuthConfigBody;
import io.keyfold.authconfig.transfers.model.Transfer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record of an import.
 *
 * @param object always {@code provider.auth_import}
 * @param authConfig the auth config; null if it is not known any more
 * @param credentialsId the OAuth app, if there is one
 */
record TransferBody(
  String object,
  String id,
  String note,
  @Nullable String ip,
  @Nullable String userAgent,
  @JsonRawValue @Nullable String metadata,
  @Nullable AuthConfigBody authConfig,
  String providerId,
  @Nullable String providerDeploymentId,
  String authMethodId,
  @Nullable String credentialsId,
  Instant createdAt,
  @Nullable Instant expiresAt
) {
  static TransferBody of(Transfer transfer, @Nullable AuthConfigBody config) {
    return new TransferBody(
      "provider.auth_import",
      transfer.id(),
      transfer.note(),
      transfer.ip(),
      transfer.userAgent(),
      transfer.metadata(),
      config,
      transfer.providerId(),
      transfer.deploymentId(),
      transfer.authMethodId(),
      transfer.appId(),
      transfer.at(),
      transfer.expiresAt()
    );
  }
}
