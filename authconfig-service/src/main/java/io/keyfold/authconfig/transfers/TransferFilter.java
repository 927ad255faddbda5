package io.keyfold.authconfig.transfers;

import io.keyfold.authconfig.transfers.model.Transfer;
import io.keyfold.platform.web.ListQuery;

/** Filters lists of imports and exports. */
final class TransferFilter {

  private TransferFilter() {}

  static boolean matches(ListQuery query, Transfer transfer) {
    return (
      query.admits("provider_id", transfer.providerId()) &&
      query.admits("provider_auth_credentials_id", transfer.appId()) &&
      query.admits("provider_auth_config_id", transfer.authConfigId()) &&
      query.admits("provider_deployment_id", transfer.deploymentId()) &&
      query.within("created_at", transfer.at())
    );
  }
}
