package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.commands.ArchiveApp;
import io.keyfold.authconfig.commands.CreateApp;
import io.keyfold.authconfig.commands.RestoreAppVersion;
import io.keyfold.authconfig.commands.RetireAppVersion;
import io.keyfold.authconfig.commands.RotateApp;
import io.keyfold.authconfig.commands.UpdateApp;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.authconfig.versions.ExpiryTime;
import io.keyfold.authconfig.versions.GracePeriod;
import io.keyfold.authconfig.versions.RestoreVersionBody;
import io.keyfold.authconfig.versions.VersionProperties;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Merge;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.JsonText;
import io.keyfold.schema.AppOrigin;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.Command;
import io.keyfold.schema.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Creates commands on OAuth apps from requests, and appends them. */
final class AppWrites {

  private final Writer writer;
  private final Merge merge;
  private final MethodChoice methods;
  private final Vendors vendors;
  private final AppSealing sealing;
  private final VersionProperties properties;

  AppWrites(
    View view,
    Writer writer,
    MethodChoice methods,
    Vendors vendors,
    AppSealing sealing,
    VersionProperties properties
  ) {
    this.writer = writer;
    this.merge = new Merge(view, writer);
    this.methods = methods;
    this.vendors = vendors;
    this.sealing = sealing;
    this.properties = properties;
  }

  /** Creates an app of the request's tenant, which is the platform for a managed app. */
  Mono<Committed> create(WriteRequest write, CreateAppBody body) {
    AppSecretRules.requireOne(body.config().clientSecret(), body.config().privateKey(), "config.client_secret");
    Instant expiresAt = ExpiryTime.future(body.expiresAt(), write.at());
    return sealing.discardingUnused(fresh ->
      writer.write(write, () ->
        created(write, body, expiresAt).doOnNext(command -> fresh.push(List.of(command.getValue().getKeyId())))
      )
    );
  }

  Mono<Committed> update(WriteRequest write, String id, UpdateAppBody body) {
    return sealing.discardingUnused(fresh ->
      change(write, id, (current, guarded) ->
        updated(current, guarded, body).doOnNext(command -> {
          Sealed value = command.getValue();
          if (value != null) {
            fresh.push(List.of(value.getKeyId()));
          }
        })
      )
    );
  }

  Mono<Committed> rotate(WriteRequest write, String id, RotateAppBody body) {
    AppSecretRules.requireOne(body.clientSecret(), body.privateKey(), "client_secret");
    Instant until = GracePeriod.end(body.gracePeriod(), write.at());
    Instant expiresAt = ExpiryTime.future(body.expiresAt(), write.at());
    return sealing.discardingUnused(fresh ->
      change(write, id, (current, guarded) -> {
        long next = current.current().number() + 1;
        return sealing.seal(write.tenant(), current.id(), next, body.clientSecret(), body.privateKey()).map(sealed -> {
          fresh.push(List.of(sealed.getKeyId()));
          return RotateApp.newBuilder()
            .setMeta(guarded.meta(current.id()))
            .setClientId(body.clientId())
            .setValue(sealed)
            .setValueVersion(next)
            .setPreviousUsableUntil(until)
            .setExpiresAt(expiresAt)
            .setExpiryNotices(properties.noticeSeconds())
            .build();
        });
      })
    );
  }

  Mono<Committed> retire(WriteRequest write, String id, long version) {
    return change(write, id, (current, guarded) ->
      Mono.just(new RetireAppVersion(guarded.meta(current.id()), version))
    );
  }

  Mono<Committed> restore(WriteRequest write, String id, long version, RestoreVersionBody body) {
    Instant until = GracePeriod.end(body.gracePeriod(), write.at());
    return change(write, id, (current, guarded) ->
      Mono.just(new RestoreAppVersion(guarded.meta(current.id()), version, until, properties.noticeSeconds()))
    );
  }

  private Mono<Committed> change(
    WriteRequest write,
    String id,
    BiFunction<OAuthApp, WriteRequest, Mono<? extends Command>> command
  ) {
    return merge.write(write, OAuthApp.key(write.tenant(), id), Apps.ENTITY, OAuthApp::version, (current, guarded) -> {
      requireActive(current);
      return command.apply(current, guarded);
    });
  }

  Mono<Committed> archive(WriteRequest write, OAuthApp app) {
    return writer.write(write, () -> {
      requireActive(app);
      return Mono.just(new ArchiveApp(write.meta(app.id())));
    });
  }

  private Mono<CreateApp> created(WriteRequest write, CreateAppBody body, @Nullable Instant expiresAt) {
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
        sealing.seal(write.tenant(), id, 1, config.clientSecret(), config.privateKey()).map(sealed ->
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
            .setExpiresAt(expiresAt)
            .setExpiryNotices(properties.noticeSeconds())
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
    return sealing
      .seal(write.tenant(), current.id(), next, secret, key)
      .map(sealed ->
        command
          .setClientId(body.clientId().value())
          .setValue(sealed)
          .setValueVersion(next)
          .setPreviousUsableUntil(GracePeriod.end(body.gracePeriod().value(), write.at()))
          .build()
      );
  }

  private static void requireActive(OAuthApp current) {
    if (current.archived()) {
      throw ApiException.about(ErrorCode.GONE, Apps.ENTITY, current.id(), "The app is archived");
    }
  }
}
