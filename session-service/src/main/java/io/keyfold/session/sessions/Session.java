package io.keyfold.session.sessions;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session.
 *
 * @param id its id ({@code ses_})
 * @param version version of its last event
 * @param name display name
 * @param description description for users
 * @param metadata the caller's metadata as a JSON object
 * @param user the tenant's user for whom it acts, for its whole life; null: none
 * @param providerIds its current providers ({@code spr_}), in the order in which they were added
 * @param plainNames whether its tools have the names of their providers, where those are unique
 * @param archived whether it is archived
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record Session(
  String id,
  long version,
  @Nullable String name,
  @Nullable String description,
  @Nullable String metadata,
  @Nullable String user,
  List<String> providerIds,
  boolean plainNames,
  boolean archived,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  /** State kind of sessions. */
  public static final Kind<Session> KIND = new Kind<>("session", Session.class);

  /** Names of tools are those of their providers, where unique. */
  static final String PLAIN = "plain";

  /** Names of tools have the tag of their provider. */
  static final String TAGGED = "tagged";

  /** Maximum number of providers in a session. */
  public static final int MAX_PROVIDERS = 100;

  /** Copies the list. */
  public Session {
    providerIds = List.copyOf(providerIds);
  }

  /** {@return the key of a session} */
  public static Key<Session> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  Session withProvider(String providerId) {
    List<String> ids = new ArrayList<>(providerIds);
    if (!ids.contains(providerId)) {
      ids.add(providerId);
    }
    return withProviders(ids);
  }

  Session withoutProvider(String providerId) {
    List<String> ids = new ArrayList<>(providerIds);
    ids.remove(providerId);
    return withProviders(ids);
  }

  private Session withProviders(List<String> ids) {
    return new Session(id, version, name, description, metadata, user, ids, plainNames, archived, createdAt, updatedAt);
  }
}
