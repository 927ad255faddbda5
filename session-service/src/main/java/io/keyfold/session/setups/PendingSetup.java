package io.keyfold.session.setups;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.Versioned;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A setup session whose user has not finished yet.
 *
 * @param id its id ({@code pss_})
 * @param version version of its last event
 * @param scope the deployment that the result is for, else the provider
 * @param user the tenant's user; null: the result is the deployment's own
 * @param label label of the result
 * @param reconnects the auth config that it reconnects; null if it creates one
 * @param credential whether it asks for a credential
 * @param settings whether it asks for the provider's settings
 */
public record PendingSetup(
  String id,
  long version,
  String scope,
  @Nullable String user,
  @Nullable String label,
  @Nullable String reconnects,
  boolean credential,
  boolean settings
) implements Versioned {
  private static final Kind<PendingSetup> KIND = new Kind<>("pending_setup", PendingSetup.class);
  private static final Kind<Ref> BY_USER = new Kind<>("pending_setup_by_user", Ref.class);

  /**
   * An index entry.
   *
   * @param setupSessionId the setup session
   */
  record Ref(String setupSessionId) {}

  /** {@return the newest one that would give the user a credential with the label in the scope} */
  public static Optional<String> connecting(
    State state,
    TenantId tenant,
    String scope,
    String user,
    @Nullable String label
  ) {
    return newest(
      state,
      tenant,
      scope,
      user,
      setup -> setup.credential() && setup.reconnects() == null && Objects.equals(label, setup.label())
    );
  }

  /** {@return the newest one that asks the user for settings in the scope} */
  public static Optional<String> configuring(State state, TenantId tenant, String scope, String user) {
    return newest(state, tenant, scope, user, PendingSetup::settings);
  }

  /** {@return the newest one that reconnects the user's auth config, which is in the scope} */
  public static Optional<String> reconnecting(
    State state,
    TenantId tenant,
    String scope,
    String user,
    String authConfigId
  ) {
    return newest(state, tenant, scope, user, setup -> authConfigId.equals(setup.reconnects()));
  }

  private static Optional<String> newest(
    State state,
    TenantId tenant,
    String scope,
    String user,
    Predicate<PendingSetup> filter
  ) {
    String[] found = { null };
    state.scan(new Scan<>(tenant, BY_USER, prefix(scope, user), "", "", true), (id, ref) -> {
      state
        .find(key(tenant, ref.setupSessionId()))
        .filter(filter)
        .ifPresent(setup -> found[0] = setup.id());
      return found[0] == null;
    });
    return Optional.ofNullable(found[0]);
  }

  /** {@return the key of a pending setup session} */
  public static Key<PendingSetup> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  static Key<Ref> byUser(TenantId tenant, String scope, String user, String id) {
    return new Key<>(tenant, BY_USER, prefix(scope, user) + id);
  }

  PendingSetup of(@Nullable String someone, long atVersion) {
    return new PendingSetup(id, atVersion, scope, someone, label, reconnects, credential, settings);
  }

  // A user's id is any text: encoded, it cannot contain the separator.
  private static String prefix(String scope, String user) {
    return scope + "/" + URLEncoder.encode(user, StandardCharsets.UTF_8) + "/";
  }
}
