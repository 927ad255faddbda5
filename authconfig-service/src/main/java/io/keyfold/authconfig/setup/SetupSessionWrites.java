package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.commands.ArchiveSetupSession;
import io.keyfold.authconfig.commands.ChangeSetupSettings;
import io.keyfold.authconfig.commands.CompleteSetupSession;
import io.keyfold.authconfig.commands.CreateSetupSession;
import io.keyfold.authconfig.commands.UpdateSetupSession;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.Sha256;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Merge;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.JsonText;
import io.keyfold.platform.web.PatchField;
import io.keyfold.schema.Command;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.SetupBinding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Creates commands from API requests, after the checks that the API edge can perform, and appends them. */
final class SetupSessionWrites {

  static final String ENTITY = "provider.setup_session";

  private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(30);
  private static final Duration MAX_LIFETIME = Duration.ofDays(7);

  private final View view;
  private final Writer writer;
  private final Merge merge;
  private final SetupTarget targets;

  SetupSessionWrites(View view, Writer writer, SetupTarget targets) {
    this.view = view;
    this.writer = writer;
    this.merge = new Merge(view, writer);
    this.targets = targets;
  }

  Mono<Committed> create(WriteRequest write, CreateSetupSessionBody body) {
    return writer.write(write, () -> {
      String redirectUrl = body.redirectUrl() == null ? null : WebTargets.checked(body.redirectUrl(), "redirect_url");
      requireRedirectForChallenge(body);
      Instant expiresAt = expiry(body.expiresAt(), write.at());
      return targets.find(write.tenant(), body).map(found ->
        CreateSetupSession.newBuilder()
          .setMeta(write.meta(Ids.fresh("pss_", write.at())))
          .setSessionType(found.needs().type())
          .setConfigId(found.needs().settings() ? Ids.fresh("pcf_", write.at()) : null)
          .setProviderId(found.provider().id())
          .setProviderDeploymentId(found.deploymentId())
          .setAuthMethodId(found.method() == null ? null : found.method().id())
          .setAppId(found.appId())
          .setAuthConfigId(found.reconnects() == null ? Ids.fresh("pac_", write.at()) : found.reconnects().id())
          .setReconnect(found.reconnects() != null)
          .setRedirectUrl(redirectUrl)
          .setUser(found.owner().user())
          .setLabel(found.owner().label())
          .setName(body.name())
          .setDescription(body.description())
          .setMetadata(JsonText.of(body.metadata()))
          .setConfiguration(JsonText.of(body.configuration()))
          .setScopes(body.scopes() == null ? List.of() : body.scopes())
          .setCodeChallenge(body.codeChallenge())
          .setExpiresAt(expiresAt)
          .build()
      );
    });
  }

  Mono<Committed> update(WriteRequest write, String id, UpdateSetupSessionBody body) {
    PatchField<String> user = body.user().present() ? body.user() : body.identityId();
    return merge.write(write, SetupSession.key(write.tenant(), id), ENTITY, SetupSession::version, (current, guarded) ->
      Mono.just(
        UpdateSetupSession.newBuilder()
          .setMeta(guarded.meta(id))
          .setName(body.name().orElse(current.about().name()))
          .setDescription(body.description().orElse(current.about().description()))
          .setMetadata(body.metadata().present() ? JsonText.of(body.metadata().value()) : current.about().metadata())
          .setUser(user.orElse(current.owner().user()))
          .build()
      )
    );
  }

  Mono<Committed> archive(WriteRequest write, String id) {
    return known(write, id, current -> new ArchiveSetupSession(write.meta(id)));
  }

  Mono<Committed> complete(WriteRequest write, String id, CompleteSetupSessionBody body) {
    byte[] digest = Sha256.of(body.codeVerifier().getBytes(StandardCharsets.US_ASCII));
    return known(write, id, current ->
      proof(write.meta(id), SetupBinding.CHALLENGE, body.code())
        .setCodeChallenge(Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
        .build()
    );
  }

  Mono<Committed> verify(WriteRequest write, String id, VerifySetupSessionBody body) {
    return known(write, id, current ->
      proof(write.meta(id), SetupBinding.VERIFY_URL, body.nonce()).setUser(body.user()).build()
    );
  }

  Mono<Committed> changeSettings(WriteRequest write, PutSetupSettingsBody body) {
    return writer.write(write, () ->
      Mono.just(
        new ChangeSetupSettings(
          write.meta(write.tenant().value()),
          body.verifyUrl() == null ? null : WebTargets.checked(body.verifyUrl(), "verify_url")
        )
      )
    );
  }

  private static CompleteSetupSession.Builder proof(CommandMeta meta, SetupBinding binding, String handle) {
    return CompleteSetupSession.newBuilder().setMeta(meta).setBinding(binding).setHandleHash(LinkSecrets.hash(handle));
  }

  private Mono<Committed> known(WriteRequest write, String id, Function<SetupSession, Command> command) {
    return writer.write(write, () ->
      view
        .await(SetupSession.key(write.tenant(), id))
        .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, id)))
        .map(command)
    );
  }

  private static void requireRedirectForChallenge(CreateSetupSessionBody body) {
    if (body.codeChallenge() != null && body.redirectUrl() == null) {
      throw ApiException.of(
        ErrorCode.INVALID_DATA,
        "A code_challenge needs a redirect_url, which receives the code that completes the session"
      );
    }
  }

  private static Instant expiry(@Nullable Instant wanted, Instant now) {
    if (wanted == null) {
      return now.plus(DEFAULT_LIFETIME);
    }
    if (!wanted.isAfter(now) || wanted.isAfter(now.plus(MAX_LIFETIME))) {
      throw ApiException.invalid("invalid", "expires_at must be in the future, and at most 7 days ahead", "expires_at");
    }
    return wanted.truncatedTo(ChronoUnit.MICROS);
  }
}
