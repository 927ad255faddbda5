package io.keyfold.authconfig.transfers;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.commands.CreateAuthConfig;
import io.keyfold.authconfig.commands.ImportAuthConfig;
import io.keyfold.authconfig.commands.ImportTokens;
import io.keyfold.authconfig.commands.UpdateAuthConfig;
import io.keyfold.authconfig.credentials.AuthConfigWrites;
import io.keyfold.authconfig.credentials.CredentialValues;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.web.JsonText;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.GrantSource;
import io.keyfold.schema.Sealed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Creates the commands of imports, and appends them. Only the import itself carries the idempotency key. */
final class ImportWrites {

  private static final String ENTITY = "provider.auth_config";

  private final Views views;
  private final Writer writer;
  private final MethodChoice methods;
  private final CredentialValues values;
  private final Sealing sealing;
  private final ImportedTokens tokens;
  private final Apps apps;

  /**
   * The views that an import reads.
   *
   * @param authConfigs over {@code authconfig.events}
   * @param tokens over {@code authconfig.tokens}
   */
  record Views(View authConfigs, View tokens) {}

  ImportWrites(
    Views views,
    Writer writer,
    MethodChoice methods,
    CredentialValues values,
    Sealing sealing,
    ImportedTokens tokens,
    Apps apps
  ) {
    this.views = views;
    this.writer = writer;
    this.methods = methods;
    this.values = values;
    this.sealing = sealing;
    this.tokens = tokens;
    this.apps = apps;
  }

  Mono<Committed> write(WriteRequest write, CreateImportBody body, Origin origin) {
    return sealing.discardingUnused(fresh ->
      writer.write(write, () -> command(new Attempt(write, body, key -> fresh.push(List.of(key))), origin))
    );
  }

  private Mono<ImportAuthConfig> command(Attempt attempt, Origin origin) {
    WriteRequest write = attempt.write();
    CreateImportBody body = attempt.body();
    return Mono.defer(() -> {
      ImportAuthConfig.Builder command = ImportAuthConfig.newBuilder()
        .setMeta(write.meta(Ids.fresh("paci_", write.at())))
        .setNote(body.note())
        .setMetadata(JsonText.of(body.metadata()))
        .setIp(origin.ip())
        .setUserAgent(origin.userAgent());
      String target = body.providerAuthConfigId();
      return target == null ? fresh(attempt, command) : into(target, attempt, command);
    });
  }

  private Mono<ImportAuthConfig> fresh(Attempt attempt, ImportAuthConfig.Builder command) {
    WriteRequest write = attempt.write();
    CreateImportBody body = attempt.body();
    if (body.providerId() == null && body.providerDeploymentId() == null) {
      return Mono.error(
        ApiException.of(
          ErrorCode.PROVIDER_REQUIRED,
          "An import needs an auth config, a deployment or a provider",
          "Set provider_auth_config_id, provider_deployment_id or provider_id"
        )
      );
    }
    String method = Objects.requireNonNullElse(body.providerAuthMethodId(), "oauth");
    return methods.choose(write.tenant(), method, body.providerDeploymentId(), body.providerId()).flatMap(chosen -> {
      CredentialValues.Checked checked = values.check(chosen.method(), body.value());
      String id = Ids.fresh("pac_", write.at());
      return switch (checked.kind()) {
        case OAUTH_MANUAL -> connect(attempt, chosen, id).map(it -> command.setConnect(it).build());
        case MANUAL -> create(attempt, chosen, checked, id).map(it -> command.setCreate(it).build());
        case OAUTH_APP, OAUTH_AUTOMATED, UNKNOWN -> Mono.error(notImportable());
      };
    });
  }

  private Mono<ConnectGrant> connect(Attempt attempt, MethodChoice.Chosen chosen, String id) {
    WriteRequest write = attempt.write();
    CreateImportBody body = attempt.body();
    return app(write.tenant(), chosen.provider().id(), body)
      .flatMap(app -> tokens.seal(attempt, id, 1, null, app))
      .map(set ->
        ConnectGrant.newBuilder()
          .setMeta(write.part().meta(id))
          .setProviderId(chosen.provider().id())
          .setProviderDeploymentId(body.providerDeploymentId())
          .setAuthMethodId(chosen.method().id())
          .setUser(body.owner())
          .setLabel(body.label())
          .setName(body.name())
          .setSource(GrantSource.IMPORT)
          .setTokens(set)
          .build()
      );
  }

  private Mono<CreateAuthConfig> create(
    Attempt attempt,
    MethodChoice.Chosen chosen,
    CredentialValues.Checked checked,
    String id
  ) {
    WriteRequest write = attempt.write();
    CreateImportBody body = attempt.body();
    return sealed(attempt, id, 1, checked).map(sealed ->
      CreateAuthConfig.newBuilder()
        .setMeta(write.part().meta(id))
        .setProviderId(chosen.provider().id())
        .setProviderDeploymentId(body.providerDeploymentId())
        .setAuthMethodId(chosen.method().id())
        .setKind(checked.kind())
        .setUser(body.owner())
        .setLabel(body.label())
        .setName(body.name())
        .setFieldsHint(AuthConfigWrites.hint(checked.fields()))
        .setValue(sealed)
        .build()
    );
  }

  private Mono<ImportAuthConfig> into(String target, Attempt attempt, ImportAuthConfig.Builder command) {
    WriteRequest write = attempt.write();
    CreateImportBody body = attempt.body();
    return views
      .authConfigs()
      .await(AuthConfigs.key(write.tenant(), target))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, target)))
      .flatMap(known -> {
        requireFits(known, body);
        return methods.of(write.tenant(), known.providerId(), known.authMethodId()).flatMap(chosen -> {
          CredentialValues.Checked checked = values.check(chosen.method(), body.value());
          if (known.grant() != null && checked.kind() == CredentialKind.OAUTH_MANUAL) {
            return tokens(known, attempt).map(it -> command.setTokens(it).build());
          }
          return checked.kind() == known.kind() && known.kind() != CredentialKind.OAUTH_APP
            ? update(known, attempt, checked).map(it -> command.setUpdate(it).build())
            : Mono.<ImportAuthConfig>error(notImportable());
        });
      });
  }

  private Mono<ImportTokens> tokens(AuthConfig known, Attempt attempt) {
    TenantId tenant = attempt.write().tenant();
    return views
      .tokens()
      .await(TokenState.key(tenant, known.id()))
      .flatMap(state -> {
        long next = state.credentialVersion() + 1;
        return app(tenant, known.providerId(), attempt.body())
          .flatMap(app -> tokens.seal(attempt, known.id(), next, known.keyId(), app))
          .map(set ->
            ImportTokens.newBuilder()
              .setMeta(attempt.write().part().meta(known.id()))
              .setExpectedCredentialVersion(state.credentialVersion())
              .setTokens(set)
              .build()
          );
      });
  }

  private Mono<UpdateAuthConfig> update(AuthConfig known, Attempt attempt, CredentialValues.Checked checked) {
    long next = known.credentialVersion() + 1;
    return sealed(attempt, known.id(), next, checked).map(sealed ->
      UpdateAuthConfig.newBuilder()
        .setMeta(attempt.write().part().meta(known.id()))
        .setName(known.name())
        .setDescription(known.description())
        .setMetadata(known.metadata())
        .setToolFilter(known.toolFilter().toAvro())
        .setValue(sealed)
        .setValueVersion(next)
        .build()
    );
  }

  private Mono<Sealed> sealed(Attempt attempt, String id, long version, CredentialValues.Checked checked) {
    SealContext context = new SealContext(attempt.write().tenant(), id, version, AuthConfigWrites.PURPOSE);
    return sealing
      .seal(context, checked.value()::secret, null)
      .doOnNext(sealed -> attempt.newKeys().accept(sealed.getKeyId()));
  }

  /** Without an app, the tokens are used until they expire. */
  private Mono<Optional<Apps.OwnedApp>> app(TenantId tenant, String providerId, CreateImportBody body) {
    Mono<Optional<Apps.OwnedApp>> chosen = apps
      .choose(tenant, providerId, body.providerDeploymentId(), body.providerAuthCredentialsId())
      .map(Optional::of);
    return body.providerAuthCredentialsId() != null
      ? chosen
      : chosen.onErrorResume(ApiException.class, e ->
          e.code() == ErrorCode.MISSING_OAUTH_CREDENTIALS ? Mono.just(Optional.empty()) : Mono.error(e)
        );
  }

  private static void requireFits(AuthConfig known, CreateImportBody body) {
    if (!known.active()) {
      throw ApiException.about(ErrorCode.GONE, ENTITY, known.id(), "The auth config is archived");
    }
    boolean provider = body.providerId() == null || body.providerId().equals(known.providerId());
    boolean deployment =
      body.providerDeploymentId() == null || body.providerDeploymentId().equals(known.deploymentId());
    if (!provider || !deployment) {
      throw ApiException.about(
        ErrorCode.PROVIDER_MISMATCH,
        ENTITY,
        known.id(),
        "The auth config is for another provider or deployment"
      );
    }
    if (body.owner() != null && !body.owner().equals(known.owner().user())) {
      throw ApiException.invalid("invalid", "The auth config belongs to another user", "user");
    }
  }

  private static ApiException notImportable() {
    return ApiException.invalid(
      "invalid",
      "The value is not a credential of this kind; create OAuth apps with POST /provider-auth-credentials",
      "value"
    );
  }

  /**
   * An attempt to write an import.
   *
   * @param newKeys takes the id of the data key that was created for the attempt
   */
  record Attempt(WriteRequest write, CreateImportBody body, Consumer<String> newKeys) {}
}
