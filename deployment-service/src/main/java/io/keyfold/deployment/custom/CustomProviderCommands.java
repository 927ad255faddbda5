package io.keyfold.deployment.custom;

import io.keyfold.deployment.commands.PublishProvider;
import io.keyfold.deployment.definition.ConfigChecks;
import io.keyfold.deployment.definition.Definitions;
import io.keyfold.deployment.definition.LimitChecks;
import io.keyfold.deployment.definition.MethodChecks;
import io.keyfold.deployment.definition.MethodDefinition;
import io.keyfold.deployment.definition.Problem;
import io.keyfold.deployment.definition.ToolChecks;
import io.keyfold.deployment.definition.ToolDefinition;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.deployment.provider.CredentialRoute;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderAvro;
import io.keyfold.deployment.provider.ProviderVersions;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.JsonText;
import io.keyfold.schema.ProviderAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Creates commands from requests, after the checks that the API edge can perform. */
final class CustomProviderCommands {

  private static final String WRITE_AUTH = "instance.provider.auth:write";
  private static final int SLUG_TAIL = 6;

  private final UrlGuard urls;

  CustomProviderCommands(UrlGuard urls) {
    this.urls = urls;
  }

  Mono<PublishProvider> create(WriteRequest write, CreateCustomProviderBody body) {
    List<Problem> more = new ArrayList<>(LimitChecks.check(body.limits()));
    more.addAll(ConfigChecks.check(body.mcpUrl(), body.configSchema(), orNone(body.authMethods())));
    check(body.authMethods(), body.tools(), more);
    return urls.check(ConfigChecks.sample(body.mcpUrl()), "mcp_url").then(
      Mono.fromSupplier(() -> {
        String id = Ids.fresh("prv_", write.at());
        return publish(
          write,
          new Provider(
            id,
            "",
            slug(body.name(), id),
            body.name(),
            body.description(),
            ProviderAccess.TENANT,
            write.tenant().value(),
            body.imageUrl(),
            body.mcpUrl(),
            Definitions.methods(id, orNone(body.authMethods())),
            Definitions.tools(id, orNone(body.tools())),
            JsonText.of(body.metadata()),
            Definitions.configSchema(body.configSchema()),
            CallLimits.orNull(body.limits())
          )
        );
      })
    );
  }

  /**
   * {@return the command that publishes the new version}
   *
   * <p>Errors with 403 if the version changes where or how credentials are sent and the caller may not write auth
   * configs. Otherwise the tenant's credentials would be sent there with the next call.
   */
  Mono<PublishProvider> update(
    Caller caller,
    VersionedProvider published,
    WriteRequest write,
    UpdateCustomProviderBody body
  ) {
    Provider current = published.provider();
    String url = orElse(body.mcpUrl().value(), current.mcpUrl());
    check(body.authMethods().value(), body.tools().value(), LimitChecks.check(body.limits().value()));
    Mono<Void> check = url.equals(current.mcpUrl()) ? Mono.empty() : urls.check(ConfigChecks.sample(url), "mcp_url");
    return check.then(
      Mono.fromSupplier(() -> {
        Provider changed = changed(current, url, body);
        Problem.refuse(ConfigChecks.check(changed));
        if (!CredentialRoute.of(changed).equals(CredentialRoute.of(current))) {
          caller.require(WRITE_AUTH);
        }
        return publish(write, changed);
      })
    );
  }

  private static Provider changed(Provider current, String url, UpdateCustomProviderBody body) {
    return new Provider(
      current.id(),
      "",
      current.slug(),
      orElse(body.name().value(), current.name()),
      body.description().orElse(current.description()),
      ProviderAccess.TENANT,
      current.publisher(),
      body.imageUrl().orElse(current.imageUrl()),
      url,
      body.authMethods().present()
        ? Definitions.methods(current.id(), orNone(body.authMethods().value()))
        : current.authMethods(),
      body.tools().present() ? Definitions.tools(current.id(), orNone(body.tools().value())) : current.tools(),
      body.metadata().present() ? JsonText.of(body.metadata().value()) : current.metadata(),
      body.configSchema().present() ? Definitions.configSchema(body.configSchema().value()) : current.configSchema(),
      CallLimits.orNull(body.limits().orElse(current.limits()))
    );
  }

  private static PublishProvider publish(WriteRequest write, Provider provider) {
    return new PublishProvider(write.meta(provider.id()), ProviderAvro.toAvro(ProviderVersions.stamp(provider)));
  }

  private void check(
    @Nullable List<MethodDefinition> methods,
    @Nullable List<ToolDefinition> tools,
    List<Problem> more
  ) {
    List<Problem> problems = new ArrayList<>(MethodChecks.check(orNone(methods), urls::refusal));
    problems.addAll(ToolChecks.check(orNone(tools)));
    problems.addAll(more);
    Problem.refuse(problems);
  }

  private static String slug(String name, String id) {
    String words = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String tail = id.substring(id.length() - SLUG_TAIL).toLowerCase(Locale.ROOT);
    return (words.isEmpty() ? "provider" : words) + "-" + tail;
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
