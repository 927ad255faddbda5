package io.keyfold.session.secrets;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import io.keyfold.session.sessions.Session;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Session secrets: each opens the MCP endpoint of one session and nothing else, until it expires or is revoked. Only the
 * responses to its creation and rotation contain its text.
 */
@RestController
@RequestMapping("/sessions/{id}/secrets")
class SecretController {

  private static final String READ = "instance.provider.session:read";
  private static final String WRITE = "instance.provider.session:write";

  private final View view;
  private final SecretWrites writes;
  private final ClientSecrets texts;
  private final Clock clock;

  SecretController(
    @Qualifier("sessionsView") View view,
    Writer writer,
    SecretLifetimes lifetimes,
    ClientSecrets texts,
    Clock clock
  ) {
    this.view = view;
    this.writes = new SecretWrites(view, writer, lifetimes);
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * Adds a secret to a session. The response contains its text, {@code secret}.
   *
   * <p>A session has at most 20 usable secrets. Without {@code expires_in} or {@code expires_at}, a secret expires after
   * the default lifetime of the installation, 24 hours unless the operator changed it.
   */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.USE_AFTER_DELETE })
  Mono<ResponseEntity<SessionSecretBody>> create(
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("create-session-secret") CreateSecretBody body
  ) {
    return writes.create(write, id, body).flatMap(done -> respond(write.tenant(), id, done.objectId(), true));
  }

  /** Lists the usable secrets of a session, oldest first. Not paginated: a session has at most 20. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<SessionSecretBody>> list(Caller caller, @PathVariable String id) {
    return writes
      .session(caller.tenant(), id)
      .map(session -> ListBody.of(bodies(caller.tenant(), session), false, false));
  }

  /** Gets a secret of a session, also if it is not usable any more. */
  @GetMapping("/{secretId}")
  @RequiresScope(READ)
  Mono<ResponseEntity<SessionSecretBody>> get(Caller caller, @PathVariable String id, @PathVariable String secretId) {
    return respond(caller.tenant(), id, secretId, false);
  }

  /**
   * Replaces a secret of a session by a new one with the same name. The response contains the text of the new one,
   * {@code secret}.
   *
   * <p>The previous secret is accepted during the {@code grace_period}, at most until its own expiry; without one, it is
   * not accepted any more.
   */
  @PostMapping("/{secretId}/rotate")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE, ErrorCode.USE_AFTER_DELETE })
  Mono<ResponseEntity<SessionSecretBody>> rotate(
    WriteRequest write,
    @PathVariable String id,
    @PathVariable String secretId,
    @JsonBody("rotate-session-secret") RotateSecretBody body
  ) {
    return writes.rotate(write, id, secretId, body).flatMap(done -> respond(write.tenant(), id, done.objectId(), true));
  }

  /** Revokes a secret of a session. No request that starts after the response is admitted with it. */
  @DeleteMapping("/{secretId}")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.GONE, ErrorCode.USE_AFTER_DELETE })
  Mono<ResponseEntity<SessionSecretBody>> revoke(
    WriteRequest write,
    @PathVariable String id,
    @PathVariable String secretId
  ) {
    return writes.revoke(write, id, secretId).flatMap(done -> respond(write.tenant(), id, secretId, false));
  }

  private List<SessionSecretBody> bodies(TenantId tenant, Session session) {
    Instant now = clock.instant();
    List<SessionSecret> usable = session.archived() ? List.of() : new SessionSecrets(view, tenant, session).usable(now);
    return usable
      .stream()
      .map(secret -> SessionSecretBody.of(secret, null, now))
      .toList();
  }

  private Mono<ResponseEntity<SessionSecretBody>> respond(TenantId tenant, String sessionId, String id, boolean show) {
    return writes.find(tenant, sessionId, id).map(secret -> {
      Instant now = clock.instant();
      // A repeated request may come after the secret was revoked or has expired.
      @Nullable
      ShownSecret text = show && secret.usable(now) ? new ShownSecret(texts.of(sessionId, id)) : null;
      return VersionedResponse.ok(secret.version(), SessionSecretBody.of(secret, text, now));
    });
  }
}
