package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.commands.EraseUser;
import io.keyfold.authconfig.configs.model.DefaultConfigs;
import io.keyfold.authconfig.configs.model.ProviderConfig;
import io.keyfold.authconfig.events.UserErased;
import io.keyfold.authconfig.grants.PendingConsent;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.Grant;
import io.keyfold.authconfig.model.Owner;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.setup.model.SetupSessionsFold;
import io.keyfold.authconfig.users.model.TenantUser;
import io.keyfold.authconfig.users.model.Users;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides commands on the credentials of a user. */
public final class UserDecisions {

  /** Maximum number of credentials that one command archives, which bounds its transaction. */
  public static final int MAX_ERASED = 500;

  private UserDecisions() {}

  static Decision<Event> erase(EraseUser command, State state) {
    CommandMeta meta = command.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    TenantUser user = state.find(Users.key(tenant, meta.getObjectId())).orElse(null);
    if (user == null) {
      return Decision.reject(Rejection.of(ErrorCode.NOT_FOUND, "No user with this id"));
    }
    List<AuthConfig> found = new ArrayList<>();
    Users.active(state, tenant, user.id(), config -> {
      if (matches(command, config.providerId(), config.deploymentId())) {
        found.add(config);
      }
      return found.size() <= MAX_ERASED;
    });
    List<AuthConfig> erased = found.subList(0, Math.min(found.size(), MAX_ERASED));
    List<Event> events = new ArrayList<>();
    events.add(
      UserErased.newBuilder()
        .setMeta(EventMetas.of(meta, user.version() + 1))
        .setUser(user.user())
        .setProviderId(command.getProviderId())
        .setProviderDeploymentId(command.getProviderDeploymentId())
        .setArchived(erased.size())
        .setComplete(erased.size() == found.size())
        .build()
    );
    for (AuthConfig config : erased) {
      events.addAll(AuthConfigDecisions.archived(meta, config, "user_erased", events.size(), state));
    }
    for (ProviderConfig config : DefaultConfigs.ofUser(state, tenant, user.user(), MAX_ERASED)) {
      if (matches(command, config.providerId(), config.deploymentId())) {
        events.add(ConfigDecisions.archived(meta, config, "user_erased", events.size()));
      }
    }
    Set<String> archived = erased.stream().map(AuthConfig::id).collect(Collectors.toSet());
    for (SetupSession session : SetupSessionsFold.openOf(state, tenant, user.user(), MAX_ERASED)) {
      if (matches(command, session.request().providerId(), session.request().deploymentId())) {
        events.addAll(
          archived.contains(session.request().authConfigId())
            ? List.of(SetupDecisions.archivedWithAuthConfig(meta, session, events.size()))
            : SetupDecisions.archived(meta, session, events.size(), state)
        );
      }
    }
    return new Decision.Accepted<>(events);
  }

  /** {@return whether the user has an active credential that a session could not tell from a new one} */
  public static boolean ownsAlready(
    TenantId tenant,
    String providerId,
    @Nullable String deploymentId,
    Owner owner,
    State state
  ) {
    String user = owner.user();
    if (user == null) {
      return false;
    }
    List<AuthConfig> same = new ArrayList<>();
    Users.find(state, tenant, user).ifPresent(known ->
      Users.active(state, tenant, known.id(), config -> {
        if (
          config.providerId().equals(providerId) &&
          Objects.equals(config.deploymentId(), deploymentId) &&
          Objects.equals(config.owner().label(), owner.label())
        ) {
          same.add(config);
        }
        return same.isEmpty();
      })
    );
    return !same.isEmpty();
  }

  /** {@return whether the user has an active grant that the provider might revoke together with the consent} */
  static boolean sharesGrant(PendingConsent consent, Owner owner, TenantId tenant, State state) {
    String user = owner.user();
    if (user == null) {
      return false;
    }
    boolean[] shares = { false };
    Users.find(state, tenant, user).ifPresent(known ->
      Users.active(state, tenant, known.id(), config -> {
        Grant grant = config.grant();
        shares[0] = grant != null && consent.mayShareGrant(grant.appId(), grant.account());
        return !shares[0];
      })
    );
    return shares[0];
  }

  /** {@return the rejection of a credential that {@link #ownsAlready}} */
  static <E> Decision<E> alreadyOwned() {
    return Decision.reject(
      new Rejection(
        ErrorCode.CONFLICT,
        "The user already has a credential with this label: set another label, or reconnect, rotate or archive it",
        List.of("label")
      )
    );
  }

  private static boolean matches(EraseUser command, String providerId, @Nullable String deploymentId) {
    String provider = command.getProviderId();
    String deployment = command.getProviderDeploymentId();
    return (provider == null || provider.equals(providerId)) && (deployment == null || deployment.equals(deploymentId));
  }
}
