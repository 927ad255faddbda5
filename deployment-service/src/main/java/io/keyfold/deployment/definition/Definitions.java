package io.keyfold.deployment.definition;

import io.keyfold.deployment.provider.AuthMethod;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.platform.web.JsonText;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.InjectionPlace;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts definitions to the published form. Ids of methods, scopes and tools are derived from the provider's id and
 * their keys, so they are stable across versions: {@code prv_slack} and {@code oauth} give {@code pam_slack_oauth}.
 */
public final class Definitions {

  private static final int OK = 200;

  private Definitions() {}

  /** {@return the methods of a provider} */
  public static List<AuthMethod> methods(String providerId, List<MethodDefinition> methods) {
    return methods
      .stream()
      .map(method -> method(providerId, method))
      .toList();
  }

  /** {@return the tools of a provider} */
  public static List<Provider.Tool> tools(String providerId, List<ToolDefinition> tools) {
    return tools
      .stream()
      .map(tool ->
        new Provider.Tool(
          childId("pto_", providerId, tool.key()),
          tool.key(),
          orElse(tool.name(), tool.key()),
          tool.description(),
          JsonText.of(tool.inputSchema()),
          tool.readOnly(),
          tool.destructive()
        )
      )
      .toList();
  }

  /** {@return the schema of a provider's settings, of which every property is required; null if it has none} */
  public static @Nullable String configSchema(@Nullable JsonNode schema) {
    if (schema == null || schema.isNull()) {
      return null;
    }
    ObjectNode complete = ((ObjectNode) schema).deepCopy();
    ArrayNode required = complete.putArray("required");
    complete.path("properties").propertyNames().forEach(required::add);
    return complete.put("additionalProperties", false).toString();
  }

  private static AuthMethod method(String providerId, MethodDefinition method) {
    OAuthDefinition oauth = method.oauth();
    List<MethodDefinition.Scope> scopes = method.scopes() == null ? List.of() : method.scopes();
    return new AuthMethod(
      childId("pam_", providerId, method.key()),
      method.key(),
      AuthMethodType.valueOf(method.type().toUpperCase(Locale.ROOT)),
      orElse(method.name(), method.key()),
      method.description(),
      MethodSchemas.input(method).toString(),
      JsonText.of(MethodSchemas.output(method)),
      scopes
        .stream()
        .map(scope ->
          new AuthMethod.Scope(
            childId("pams_", providerId, scope.scope()),
            scope.scope(),
            orElse(scope.name(), scope.scope()),
            scope.description()
          )
        )
        .toList(),
      MethodSchemas.injections(method).stream().map(Definitions::injection).toList(),
      oauth == null ? null : oauth.settings(),
      check(method.check())
    );
  }

  private static AuthMethod.@Nullable Check check(MethodDefinition.@Nullable Check check) {
    return check == null
      ? null
      : new AuthMethod.Check(
          orElse(check.method(), "GET"),
          check.url(),
          check.expectedStatus() == null ? OK : check.expectedStatus(),
          check.okPointer()
        );
  }

  private static AuthMethod.Injection injection(MethodDefinition.Injection injection) {
    return new AuthMethod.Injection(
      InjectionPlace.valueOf(injection.place().toUpperCase(Locale.ROOT)),
      injection.name(),
      injection.property(),
      orElse(injection.prefix(), "")
    );
  }

  private static String childId(String prefix, String providerId, String key) {
    return prefix + providerId.substring(providerId.indexOf('_') + 1) + "_" + key.replaceAll("[^A-Za-z0-9-]+", "_");
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
