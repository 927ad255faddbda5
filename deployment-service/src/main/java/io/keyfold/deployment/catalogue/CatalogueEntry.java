package io.keyfold.deployment.catalogue;

import io.keyfold.deployment.definition.Definitions;
import io.keyfold.deployment.definition.MethodDefinition;
import io.keyfold.deployment.definition.ToolDefinition;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersions;
import io.keyfold.schema.ProviderAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A provider as defined in a catalogue file.
 *
 * @param id e.g. {@code prv_slack}
 * @param slug short name
 * @param name display name
 * @param description description for users
 * @param publisher its publisher
 * @param imageUrl URL of its image
 * @param mcpUrl its MCP endpoint; may contain {@code ${PROPERTY:default}}, and placeholders of settings
 * @param authMethods auth methods; none if absent
 * @param tools tools that are declared in advance; none if absent
 * @param configSchema JSON Schema of its settings; none if absent
 * @param limits limits of its calls; the operator's if absent
 */
record CatalogueEntry(
  String id,
  String slug,
  String name,
  @Nullable String description,
  String publisher,
  @Nullable String imageUrl,
  String mcpUrl,
  @Nullable List<MethodDefinition> authMethods,
  @Nullable List<ToolDefinition> tools,
  @Nullable JsonNode configSchema,
  @Nullable CallLimits limits
) {
  List<MethodDefinition> methods() {
    return authMethods == null ? List.of() : authMethods;
  }

  List<ToolDefinition> knownTools() {
    return tools == null ? List.of() : tools;
  }

  Provider provider(String resolvedUrl) {
    return ProviderVersions.stamp(
      new Provider(
        id,
        "",
        slug,
        name,
        description,
        ProviderAccess.PUBLIC,
        publisher,
        imageUrl,
        resolvedUrl,
        Definitions.methods(id, methods()),
        Definitions.tools(id, knownTools()),
        null,
        Definitions.configSchema(configSchema),
        CallLimits.orNull(limits)
      )
    );
  }
}
