package io.keyfold.session.sessions;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to create a session.
 *
 * @param name for people
 * @param description for people
 * @param metadata the caller's
 * @param providers its providers
 * @param sessionTemplateId refused: there are no templates
 */
record CreateSessionBody(
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode metadata,
  List<ProviderEntryBody> providers,
  @Nullable String sessionTemplateId
) {}
