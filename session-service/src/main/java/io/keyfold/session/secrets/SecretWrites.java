package io.keyfold.session.secrets;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.schema.NewSessionSecret;
import io.keyfold.session.commands.CreateSessionSecret;
import io.keyfold.session.commands.RevokeSessionSecret;
import io.keyfold.session.commands.RotateSessionSecret;
import io.keyfold.session.sessions.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads secrets of sessions and writes commands on them. */
final class SecretWrites {

  private final View view;
  private final Writer writer;
  private final SecretLifetimes lifetimes;

  SecretWrites(View view, Writer writer, SecretLifetimes lifetimes) {
    this.view = view;
    this.writer = writer;
    this.lifetimes = lifetimes;
  }

  Mono<Committed> create(WriteRequest write, String sessionId, CreateSecretBody body) {
    return writer.write(write, () -> {
      String id = freshId(write);
      Instant end = lifetimes.end(write.at(), body.expiresIn(), body.expiresAt());
      NewSessionSecret secret = new NewSessionSecret(id, body.name(), end);
      return session(write.tenant(), sessionId).map(session ->
        new CreateSessionSecret(write.meta(id), session.id(), secret)
      );
    });
  }

  Mono<Committed> rotate(WriteRequest write, String sessionId, String id, RotateSecretBody body) {
    return writer.write(write, () -> {
      Instant end = lifetimes.end(write.at(), body.expiresIn(), body.expiresAt());
      @Nullable
      Instant grace = lifetimes.grace(write.at(), body.gracePeriod());
      return find(write.tenant(), sessionId, id).map(secret ->
        new RotateSessionSecret(write.meta(freshId(write)), sessionId, secret.id(), grace, end)
      );
    });
  }

  Mono<Committed> revoke(WriteRequest write, String sessionId, String id) {
    return writer.write(write, () ->
      find(write.tenant(), sessionId, id).map(secret -> new RevokeSessionSecret(write.meta(secret.id()), sessionId))
    );
  }

  Mono<Session> session(TenantId tenant, String id) {
    return view.await(Session.key(tenant, id)).switchIfEmpty(Mono.error(() -> ApiException.notFound("session", id)));
  }

  Mono<SessionSecret> find(TenantId tenant, String sessionId, String id) {
    return view
      .await(tenant.value(), state -> SessionSecrets.of(state, tenant, sessionId).flatMap(known -> known.find(id)))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(SessionSecretBody.OBJECT, id)));
  }

  private static String freshId(WriteRequest write) {
    return Ids.fresh(SessionSecret.ID_PREFIX, write.at());
  }
}
