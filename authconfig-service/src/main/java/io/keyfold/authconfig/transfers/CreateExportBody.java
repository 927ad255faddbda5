package io.keyfold.authconfig.transfers;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to export the value of an auth config.
 *
 * @param providerAuthConfigId the auth config
 * @param note the caller's reason, for the audit trail
 * @param metadata metadata of the caller
 */
record CreateExportBody(String providerAuthConfigId, String note, @Nullable JsonNode metadata) {}
