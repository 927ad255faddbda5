package io.keyfold.session.sessions;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to create a session.
 *
 * @param name display name
 * @param description description for users
 * @param metadata metadata of the caller
 * @param user the caller's user for whom the session acts
 * @param identityId alias of {@code user}
 * @param providers the session's providers
 * @param toolNames {@code tagged} (the default) or {@code plain}
 * @param sessionTemplateId not supported: there are no session templates
 */
record CreateSessionBody(
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode metadata,
  @Nullable String user,
  @Nullable String identityId,
  List<ProviderEntryBody> providers,
  @Nullable String toolNames,
  @Nullable String sessionTemplateId
) {}
