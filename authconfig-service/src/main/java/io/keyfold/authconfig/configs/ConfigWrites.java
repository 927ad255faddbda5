package io.keyfold.authconfig.configs;

import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.commands.ArchiveConfig;
import io.keyfold.authconfig.commands.CreateConfig;
import io.keyfold.authconfig.commands.UpdateConfig;
import io.keyfold.authconfig.configs.model.ProviderConfig;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Merge;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.toolfilter.ToolFilterParser;
import io.keyfold.platform.web.JsonText;
import io.keyfold.platform.web.UserField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Creates commands from requests, after the checks that the API edge can perform, and appends them. */
final class ConfigWrites {

  static final String ENTITY = "provider.config";

  private static final String FILTERS = "tool_filters";

  private final View view;
  private final Writer writer;
  private final Merge merge;
  private final MethodChoice providers;
  private final ConfigValues values;

  ConfigWrites(View view, Writer writer, MethodChoice providers, ConfigValues values) {
    this.view = view;
    this.writer = writer;
    this.merge = new Merge(view, writer);
    this.providers = providers;
    this.values = values;
  }

  Mono<Committed> create(WriteRequest write, CreateConfigBody body) {
    return writer.write(write, () -> {
      requireProvider(body);
      String user = UserField.of(body.user(), body.identityId());
      ToolFilter filter = ToolFilterParser.parse(body.toolFilters(), FILTERS);
      return providers
        .provider(write.tenant(), body.providerDeploymentId(), body.providerId())
        .map(provider -> command(write, body, provider, user, filter));
    });
  }

  private CreateConfig command(
    WriteRequest write,
    CreateConfigBody body,
    KnownProvider provider,
    @Nullable String user,
    ToolFilter filter
  ) {
    List<FieldError> errors = values.check(provider, body.value());
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    return CreateConfig.newBuilder()
      .setMeta(write.meta(Ids.fresh("pcf_", write.at())))
      .setProviderId(provider.id())
      .setProviderDeploymentId(body.providerDeploymentId())
      .setUser(user)
      .setName(body.name())
      .setDescription(body.description())
      .setMetadata(JsonText.of(body.metadata()))
      .setToolFilter(filter.toAvro())
      .setValue(body.value().toString())
      .build();
  }

  Mono<Committed> update(WriteRequest write, String id, UpdateConfigBody body) {
    return merge.write(
      write,
      ProviderConfig.key(write.tenant(), id),
      ENTITY,
      ProviderConfig::version,
      (current, guarded) ->
        Mono.fromSupplier(() -> {
          requireActive(current);
          ToolFilter filter = body.toolFilters().present()
            ? ToolFilterParser.parse(body.toolFilters().value(), FILTERS)
            : current.about().toolFilter();
          return UpdateConfig.newBuilder()
            .setMeta(guarded.meta(id))
            .setName(body.name().orElse(current.about().name()))
            .setDescription(body.description().orElse(current.about().description()))
            .setMetadata(body.metadata().present() ? JsonText.of(body.metadata().value()) : current.about().metadata())
            .setToolFilter(filter.toAvro())
            .build();
        })
    );
  }

  Mono<Committed> archive(WriteRequest write, String id) {
    return writer.write(write, () ->
      view
        .await(ProviderConfig.key(write.tenant(), id))
        .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, id)))
        .doOnNext(ConfigWrites::requireActive)
        .map(current -> new ArchiveConfig(write.meta(current.id())))
    );
  }

  private static void requireProvider(CreateConfigBody body) {
    if (body.providerId() == null && body.providerDeploymentId() == null) {
      throw ApiException.of(
        ErrorCode.PROVIDER_REQUIRED,
        "Nothing in the request says which provider the settings are for",
        "Set provider_deployment_id or provider_id"
      );
    }
  }

  private static void requireActive(ProviderConfig current) {
    if (current.archived()) {
      throw ApiException.about(ErrorCode.GONE, ENTITY, current.id(), "The provider config is archived");
    }
  }
}
