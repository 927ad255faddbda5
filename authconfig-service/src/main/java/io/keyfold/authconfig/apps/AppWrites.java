package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.commands.ArchiveApp;
import io.keyfold.authconfig.commands.CreateApp;
import io.keyfold.authconfig.commands.UpdateApp;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.authconfig.versions.GracePeriod;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Merge;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.web.JsonText;
import io.keyfold.schema.AppOrigin;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.Sealed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Creates commands on OAuth apps from requests, and appends them. */
final class AppWrites {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Writer writer;
  private final Merge merge;
  private final MethodChoice methods;
  private final Vendors vendors;
  private final Sealing sealing;

  AppWrites(View view, Writer writer, MethodChoice methods, Vendors vendors, Sealing sealing) {
    this.writer = writer;
    this.merge = new Merge(view, writer);
    this.methods = methods;
    this.vendors = vendors;
    this.sealing = sealing;
  }

  /** Creates an app of the request's tenant, which is the platform for a managed app. */
  Mono<Committed> create(WriteRequest write, CreateAppBody body) {
    AppSecretRules.requireOne(body.config().clientSecret(), body.config().privateKey(), "config.client_secret");
    return sealing.discardingUnused(fresh ->
      writer.write(write, () ->
        created(write, body).doOnNext(command -> fresh.push(List.of(command.getValue().getKeyId())))
      )
    );
  }

  Mono<Committed> update(WriteRequest write, String id, UpdateAppBody body) {
    return sealing.discardingUnused(fresh ->
      merge.write(write, OAuthApp.key(write.tenant(), id), Apps.ENTITY, OAuthApp::version, (current, guarded) ->
        updated(current, guarded, body).doOnNext(command -> {
          Sealed value = command.getValue();
          if (value != null && !value.getKeyId().equals(current.keyId())) {
            fresh.push(List.of(value.getKeyId()));
          }
        })
      )
    );
  }

  Mono<Committed> archive(WriteRequest write, OAuthApp app) {
    return writer.write(write, () -> {
      requireActive(app);
      return Mono.just(new ArchiveApp(write.meta(app.id())));
    });
  }

  private Mono<CreateApp> created(WriteRequest write, CreateAppBody body) {
    String method = body.providerAuthMethodId() == null ? "oauth" : body.providerAuthMethodId();
    return methods.choose(write.tenant(), method, body.providerDeploymentId(), body.providerId()).flatMap(chosen -> {
      if (chosen.method().type() != AuthMethodType.OAUTH) {
        return Mono.error(
          ApiException.of(ErrorCode.INVALID_AUTH_METHOD, "The auth method " + chosen.method().id() + " is not OAuth")
        );
      }
      AppConfigBody config = body.config();
      String id = Ids.fresh("par_", write.at());
      return issuer(chosen).flatMap(issuer ->
        seal(write.tenant(), id, 1, config.clientSecret(), config.privateKey(), null).map(sealed ->
          CreateApp.newBuilder()
            .setMeta(write.meta(id))
            .setProviderId(chosen.provider().id())
            .setAuthMethodId(chosen.method().id())
            .setProviderDeploymentId(body.providerDeploymentId())
            .setOrigin(body.managed() ? AppOrigin.MANAGED : AppOrigin.CUSTOM)
            .setName(body.name())
            .setDescription(body.description())
            .setMetadata(JsonText.of(body.metadata()))
            .setScopes(config.scopes())
            .setClientId(config.clientId())
            .setClientAuth(config.clientAuth())
            .setIssuer(issuer.orElse(null))
            .setValue(sealed)
            .build()
        )
      );
    });
  }

  /** An app belongs to the server that its MCP server names now: another one never receives its secret. */
  private Mono<Optional<String>> issuer(MethodChoice.Chosen chosen) {
    KnownOAuth oauth = chosen.method().oauth();
    return oauth == null || oauth.vendor() != null
      ? Mono.just(Optional.empty())
      : vendors
          .of(chosen.provider(), oauth, null)
          .map(vendor -> Optional.ofNullable(vendor.oauth().endpoints().issuer()));
  }

  private Mono<UpdateApp> updated(OAuthApp current, WriteRequest write, UpdateAppBody body) {
    requireActive(current);
    SubmittedSecret secret = body.clientSecret().value();
    SubmittedSecret key = body.privateKey().value();
    List<String> scopes = body.scopes().orElse(current.scopes());
    UpdateApp.Builder command = UpdateApp.newBuilder()
      .setMeta(write.meta(current.id()))
      .setName(body.name().orElse(current.about().name()))
      .setDescription(body.description().orElse(current.about().description()))
      .setMetadata(body.metadata().present() ? JsonText.of(body.metadata().value()) : current.about().metadata())
      .setScopes(scopes == null ? List.of() : scopes);
    if (secret == null && key == null) {
      AppSecretRules.requireNoRotation(body);
      return Mono.fromSupplier(command::build);
    }
    AppSecretRules.requireOne(secret, key, "client_secret");
    long next = current.current().number() + 1;
    return seal(write.tenant(), current.id(), next, secret, key, current.keyId()).map(sealed ->
      command
        .setClientId(body.clientId().value())
        .setValue(sealed)
        .setValueVersion(next)
        .setPreviousUsableUntil(GracePeriod.end(body.gracePeriod().value(), write.at()))
        .build()
    );
  }

  private Mono<Sealed> seal(
    TenantId tenant,
    String id,
    long version,
    @Nullable SubmittedSecret secret,
    @Nullable SubmittedSecret privateKey,
    @Nullable String keyId
  ) {
    SealContext context = new SealContext(tenant, id, version, AppSecrets.PURPOSE);
    return sealing.seal(context, () -> content(secret, privateKey), keyId);
  }

  private static Secret content(@Nullable SubmittedSecret secret, @Nullable SubmittedSecret privateKey) {
    ObjectNode content = JSON.createObjectNode();
    if (secret != null) {
      content.set(AppSecrets.CLIENT_SECRET, secret.content());
    }
    if (privateKey != null) {
      content.set(AppSecrets.PRIVATE_KEY, privateKey.content());
    }
    return Secret.takeOver(JSON.writeValueAsBytes(content));
  }

  private static void requireActive(OAuthApp current) {
    if (current.archived()) {
      throw ApiException.about(ErrorCode.GONE, Apps.ENTITY, current.id(), "The app is archived");
    }
  }
}
