package io.keyfold.authconfig.apps;

import io.keyfold.platform.web.PatchField;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Request to change an OAuth app; omitted fields keep their value.
 *
 * @param name display name
 * @param description description for users
 * @param metadata metadata of the caller, replaced as a whole
 * @param scopes scopes to request from now on
 * @param clientId a new client id, together with a new secret
 * @param clientSecret a new client secret: rotates it
 * @param privateKey a new private key: rotates it
 * @param gracePeriod how long the previous secret remains usable for the grants that it obtained, as an ISO 8601
 *     duration, at most 366 days; by default until these grants are gone
 */
record UpdateAppBody(
  PatchField<String> name,
  PatchField<String> description,
  PatchField<JsonNode> metadata,
  PatchField<List<String>> scopes,
  PatchField<String> clientId,
  PatchField<SubmittedSecret> clientSecret,
  PatchField<SubmittedSecret> privateKey,
  PatchField<String> gracePeriod
) {}
