package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.commands.ArchiveAuthConfig;
import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.commands.CreateAuthConfig;
import io.keyfold.authconfig.commands.UpdateAuthConfig;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.Owner;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.versions.ExpiryTime;
import io.keyfold.authconfig.versions.VersionProperties;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Merge;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.toolfilter.ToolFilterParser;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.web.JsonText;
import io.keyfold.platform.web.PatchField;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.NewApp;
import io.keyfold.schema.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Creates commands from requests, after the checks that the API edge can perform, and appends them. */
public final class AuthConfigWrites {

  /** Purpose of sealed values; part of their associated data. */
  public static final String PURPOSE = "auth_config.value";

  static final String ENTITY = "provider.auth_config";

  private static final String FILTERS = "tool_filters";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final View authConfigs;
  private final Writer writer;
  private final Merge merge;
  private final MethodChoice methods;
  private final CredentialValues values;
  private final Sealing sealing;
  private final MachineGrants machines;
  private final QuickStartApp quickStart;
  private final Rotations rotations;
  private final VersionProperties properties;

  AuthConfigWrites(
    View authConfigs,
    Writer writer,
    MethodChoice methods,
    CredentialValues values,
    MachineGrants machines,
    Sealing sealing,
    VersionProperties properties
  ) {
    this.authConfigs = authConfigs;
    this.writer = writer;
    this.merge = new Merge(authConfigs, writer);
    this.methods = methods;
    this.values = values;
    this.machines = machines;
    this.sealing = sealing;
    this.quickStart = new QuickStartApp(sealing);
    this.rotations = new Rotations(methods, values, sealing);
    this.properties = properties;
  }

  Mono<Committed> create(WriteRequest write, CreateAuthConfigBody body) {
    return sealing.discardingUnused(fresh ->
      writer.write(write, () -> command(write, body).doOnNext(command -> fresh.push(keysOf(command))))
    );
  }

  Mono<Committed> update(WriteRequest write, String id, UpdateAuthConfigBody body) {
    return sealing.discardingUnused(fresh ->
      merge.write(write, AuthConfigs.key(write.tenant(), id), ENTITY, AuthConfig::version, (current, guarded) ->
        updated(current, guarded, body).doOnNext(command -> {
          Sealed value = command.getValue();
          if (value != null) {
            fresh.push(List.of(value.getKeyId()));
          }
        })
      )
    );
  }

  Mono<Committed> archive(WriteRequest write, String id) {
    return writer.write(write, () ->
      authConfigs
        .await(AuthConfigs.key(write.tenant(), id))
        .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, id)))
        .doOnNext(AuthConfigWrites::requireActive)
        .map(current -> new ArchiveAuthConfig(write.meta(current.id())))
    );
  }

  private static List<String> keysOf(AuthConfigCommand command) {
    if (command instanceof ConnectGrant grant) {
      return List.of(grant.getTokens().getAccess().getKeyId());
    }
    CreateAuthConfig create = (CreateAuthConfig) command;
    NewApp app = create.getApp();
    String own = create.getValue().getKeyId();
    return app == null ? List.of(own) : List.of(own, app.getValue().getKeyId());
  }

  private Mono<AuthConfigCommand> command(WriteRequest write, CreateAuthConfigBody body) {
    if (body.tenantDefault() && body.providerDeploymentId() != null) {
      return Mono.error(
        ApiException.of(
          ErrorCode.INVALID_DEFAULT_AUTH_CONFIG,
          "A default applies to new deployments and cannot be bound to one",
          "Omit is_default or provider_deployment_id"
        )
      );
    }
    Owner owner = body.owner();
    OwnerRules.check(owner, body.tenantDefault());
    Instant expiresAt = ExpiryTime.future(body.expiresAt(), write.at());
    ToolFilter filter = ToolFilterParser.parse(body.toolFilters(), FILTERS);
    return methods
      .choose(write.tenant(), body.providerAuthMethodId(), body.providerDeploymentId(), body.providerId())
      .flatMap(chosen ->
        MachineRequest.is(chosen.method(), body.value())
          ? connected(write, body, chosen, filter).cast(AuthConfigCommand.class)
          : created(write, body, chosen, filter, expiresAt).cast(AuthConfigCommand.class)
      );
  }

  private Mono<ConnectGrant> connected(
    WriteRequest write,
    CreateAuthConfigBody body,
    MethodChoice.Chosen chosen,
    ToolFilter filter
  ) {
    if (body.tenantDefault()) {
      return Mono.error(
        ApiException.of(ErrorCode.INVALID_DEFAULT_AUTH_CONFIG, "Only a typed credential can be a default")
      );
    }
    Owner owner = body.owner();
    return machines
      .connect(write, chosen, MachineRequest.of(body.value()), body.providerDeploymentId())
      .map(command ->
        command
          .setProviderId(chosen.provider().id())
          .setProviderDeploymentId(body.providerDeploymentId())
          .setAuthMethodId(chosen.method().id())
          .setUser(owner.user())
          .setLabel(owner.label())
          .setName(body.name())
          .setDescription(body.description())
          .setMetadata(JsonText.of(body.metadata()))
          .setToolFilter(filter.toAvro())
          .build()
      );
  }

  private Mono<CreateAuthConfig> created(
    WriteRequest write,
    CreateAuthConfigBody body,
    MethodChoice.Chosen chosen,
    ToolFilter filter,
    @Nullable Instant expiresAt
  ) {
    Owner owner = body.owner();
    CredentialValues.Checked checked = values.check(chosen.method(), body.value());
    OwnerRules.check(owner, checked.kind(), body.providerDeploymentId());
    String id = Ids.fresh("pac_", write.at());
    boolean app = checked.kind() == CredentialKind.OAUTH_APP;
    if (app) {
      QuickStartApp.requireKnownVendor(chosen.method());
    }
    SealContext context = new SealContext(write.tenant(), id, 1, PURPOSE);
    Supplier<Secret> value = app ? SubmittedValue::nothing : checked.value()::secret;
    Mono<CreateAuthConfig.Builder> command = sealing
      .seal(context, value, null)
      .map(sealed ->
        CreateAuthConfig.newBuilder()
          .setMeta(write.meta(id))
          .setProviderId(chosen.provider().id())
          .setProviderDeploymentId(body.providerDeploymentId())
          .setAuthMethodId(chosen.method().id())
          .setKind(checked.kind())
          .setIsDefault(body.tenantDefault())
          .setUser(owner.user())
          .setLabel(owner.label())
          .setName(body.name())
          .setDescription(body.description())
          .setMetadata(JsonText.of(body.metadata()))
          .setToolFilter(filter.toAvro())
          .setFieldsHint(hint(checked.fields()))
          .setValue(sealed)
          .setExpiresAt(expiresAt)
          .setExpiryNotices(properties.noticeSeconds())
      );
    return app
      ? command.zipWith(quickStart.app(write, checked.value()), (builder, made) -> builder.setApp(made).build())
      : command.map(CreateAuthConfig.Builder::build);
  }

  private Mono<UpdateAuthConfig> updated(AuthConfig current, WriteRequest write, UpdateAuthConfigBody body) {
    requireActive(current);
    ToolFilter filter = body.toolFilters().present()
      ? ToolFilterParser.parse(body.toolFilters().value(), FILTERS)
      : current.toolFilter();
    UpdateAuthConfig.Builder command = UpdateAuthConfig.newBuilder()
      .setMeta(write.meta(current.id()))
      .setName(orIfBlank(body.name(), current.name()))
      .setDescription(orIfBlank(body.description(), current.description()))
      .setMetadata(body.metadata().present() ? JsonText.of(body.metadata().value()) : current.metadata())
      .setToolFilter(filter.toAvro());
    SubmittedValue value = body.value().value();
    if (value == null) {
      return Mono.fromSupplier(command::build);
    }
    if (current.kind() == CredentialKind.OAUTH_APP) {
      return Mono.error(QuickStartApp.rotatedElsewhere(current.appId()));
    }
    return rotations.sealed(current, write, value).map(sealed ->
      command
        .setValue(sealed)
        .setValueVersion(current.credentialVersion() + 1)
        .build()
    );
  }

  static void requireActive(AuthConfig current) {
    if (!current.active()) {
      throw ApiException.about(ErrorCode.GONE, ENTITY, current.id(), "The auth config is archived");
    }
  }

  private static @Nullable String orIfBlank(PatchField<String> sent, @Nullable String current) {
    String text = sent.value();
    return text != null && text.isBlank() ? current : sent.orElse(current);
  }

  /** {@return the names of a value's properties as a JSON array} */
  public static String hint(List<String> fields) {
    return JSON.writeValueAsString(fields);
  }
}
