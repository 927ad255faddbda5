package io.keyfold.deployment.provider;

import io.keyfold.schema.AuthScope;
import io.keyfold.schema.OAuthEndpoints;
import io.keyfold.schema.ProviderTool;

/** Converts providers to and from their Avro form in commands and events. */
public final class ProviderAvro {

  private ProviderAvro() {}

  /** {@return the Avro form} */
  public static io.keyfold.schema.Provider toAvro(Provider provider) {
    return io.keyfold.schema.Provider.newBuilder()
      .setId(provider.id())
      .setVersionId(provider.versionId())
      .setSlug(provider.slug())
      .setName(provider.name())
      .setDescription(provider.description())
      .setAccess(provider.access())
      .setPublisher(provider.publisher())
      .setImageUrl(provider.imageUrl())
      .setMcpUrl(provider.mcpUrl())
      .setAuthMethods(provider.authMethods().stream().map(ProviderAvro::toAvro).toList())
      .setTools(provider.tools().stream().map(ProviderAvro::toAvro).toList())
      .setMetadata(provider.metadata())
      .setConfigSchema(provider.configSchema())
      .setLimits(CallLimits.toAvro(provider.limits()))
      .build();
  }

  /** {@return the provider of a command or event} */
  public static Provider fromAvro(io.keyfold.schema.Provider avro) {
    return new Provider(
      avro.getId(),
      avro.getVersionId(),
      avro.getSlug(),
      avro.getName(),
      avro.getDescription(),
      avro.getAccess(),
      avro.getPublisher(),
      avro.getImageUrl(),
      avro.getMcpUrl(),
      avro.getAuthMethods().stream().map(ProviderAvro::fromAvro).toList(),
      avro.getTools().stream().map(ProviderAvro::fromAvro).toList(),
      avro.getMetadata(),
      avro.getConfigSchema(),
      CallLimits.fromAvro(avro.getLimits())
    );
  }

  private static io.keyfold.schema.AuthMethod toAvro(AuthMethod method) {
    return io.keyfold.schema.AuthMethod.newBuilder()
      .setId(method.id())
      .setKey(method.key())
      .setType(method.type())
      .setName(method.name())
      .setDescription(method.description())
      .setInputSchema(method.inputSchema())
      .setOutputSchema(method.outputSchema())
      .setScopes(
        method
          .scopes()
          .stream()
          .map(scope -> new AuthScope(scope.id(), scope.scope(), scope.name(), scope.description()))
          .toList()
      )
      .setInjections(
        method
          .injections()
          .stream()
          .map(i -> new io.keyfold.schema.Injection(i.place(), i.name(), i.property(), i.prefix()))
          .toList()
      )
      .setOauth(method.oauth() == null ? null : OAuthAvro.toAvro(method.oauth()))
      .setCheck(OAuthAvro.toAvro(method.check()))
      .build();
  }

  private static ProviderTool toAvro(Provider.Tool tool) {
    return new ProviderTool(
      tool.id(),
      tool.key(),
      tool.name(),
      tool.description(),
      tool.inputSchema(),
      tool.readOnly(),
      tool.destructive()
    );
  }

  private static AuthMethod fromAvro(io.keyfold.schema.AuthMethod avro) {
    OAuthEndpoints oauth = avro.getOauth();
    return new AuthMethod(
      avro.getId(),
      avro.getKey(),
      avro.getType(),
      avro.getName(),
      avro.getDescription(),
      avro.getInputSchema(),
      avro.getOutputSchema(),
      avro
        .getScopes()
        .stream()
        .map(s -> new AuthMethod.Scope(s.getId(), s.getScope(), s.getName(), s.getDescription()))
        .toList(),
      avro
        .getInjections()
        .stream()
        .map(i -> new AuthMethod.Injection(i.getPlace(), i.getName(), i.getProperty(), i.getPrefix()))
        .toList(),
      oauth == null ? null : OAuthAvro.fromAvro(oauth),
      OAuthAvro.fromAvro(avro.getCheck())
    );
  }

  private static Provider.Tool fromAvro(ProviderTool avro) {
    return new Provider.Tool(
      avro.getId(),
      avro.getKey(),
      avro.getName(),
      avro.getDescription(),
      avro.getInputSchema(),
      avro.getReadOnly(),
      avro.getDestructive()
    );
  }
}
