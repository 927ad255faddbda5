package io.keyfold.authconfig.setup.model;

import io.keyfold.authconfig.model.Owner;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setup session: a link to a page on which one user connects an account, types a credential or enters settings, once.
 * Contains no secret: that of its link is derived from the id.
 *
 * @param id starts with {@code pss_}
 * @param version number of changes, from 1; the ETag
 * @param status where it stands
 * @param request what was asked for
 * @param binding how its user is bound
 * @param owner whom the result belongs to
 * @param about its descriptive fields
 * @param attempts the claimed authorization responses, at most {@value #MAX_ATTEMPTS}
 * @param submission the credential that waits to be bound; kept when the session is completed
 * @param config the settings that wait to be bound; kept when the session is completed
 * @param failure why it failed; null unless it did
 * @param expiresAt expiry time
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record SetupSession(
  String id,
  long version,
  Status status,
  SetupRequest request,
  UserBinding binding,
  Owner owner,
  Description about,
  List<String> attempts,
  @Nullable Submission submission,
  @Nullable ConfigSubmission config,
  @Nullable String failure,
  Instant expiresAt,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  /** Limit of authorization responses of one session; bounds the state and the calls to the vendor. */
  public static final int MAX_ATTEMPTS = 20;

  private static final Kind<SetupSession> KIND = new Kind<>("setup_session", SetupSession.class);

  /** Where a session stands. */
  public enum Status {
    PENDING,
    COMPLETED,
    FAILED,
    EXPIRED,
    ARCHIVED,
  }

  /**
   * Descriptive fields.
   *
   * @param name display name
   * @param description description for users
   * @param metadata the caller's metadata as a JSON object
   */
  public record Description(@Nullable String name, @Nullable String description, @Nullable String metadata) {}

  /** Copies the attempts. */
  public SetupSession {
    attempts = List.copyOf(attempts);
  }

  /** {@return the state kind, for scans} */
  public static Kind<SetupSession> kind() {
    return KIND;
  }

  /** {@return the key of a session} */
  public static Key<SetupSession> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** {@return what the proof of its binding must be about: the credential, or settings if only those are asked for} */
  public @Nullable Submitted awaiting() {
    return request.asksForCredential() ? submission : config;
  }

  /** {@return the status at a time: a pending session expires at once, also before that is on the log} */
  public Status statusAt(Instant now) {
    return status == Status.PENDING && !now.isBefore(expiresAt) ? Status.EXPIRED : status;
  }

  /** {@return whether it can still be completed at a time} */
  public boolean openAt(Instant now) {
    return statusAt(now) == Status.PENDING;
  }
}
