package io.keyfold.authconfig.transfers;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.credentials.AuthConfigBody;
import io.keyfold.authconfig.transfers.model.Transfer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record of an export.
 *
 * @param object always {@code provider.auth_export}
 * @param authConfig the auth config; null if it is not known any more
 * @param credentialsId the OAuth app, if there is one
 * @param value the exported value; only in the response to the export itself
 */
record ExportBody(
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
  @JsonRawValue @Nullable String value,
  Instant createdAt,
  @Nullable Instant expiresAt
) {
  static ExportBody of(Transfer transfer, @Nullable AuthConfigBody config, @Nullable String value) {
    return new ExportBody(
      "provider.auth_export",
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
      value,
      transfer.at(),
      transfer.expiresAt()
    );
  }

  /** Omits the value. */
  @Override
  public String toString() {
    return "ExportBody[" + id + "]";
  }
}
