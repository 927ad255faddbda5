package io.keyfold.session.connect;

import io.keyfold.authconfig.commands.CreateSetupSession;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;
import io.keyfold.schema.CommandMeta;
import io.keyfold.session.setups.PendingSetup;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The setup sessions that calls start. Their ids are derived from the need and the time, so that all calls and instances
 * that miss the same connection give the same link. A setup session of the tenant's own is not given away: it may
 * belong to one browser. Thread-safe.
 */
final class StartedSetups {

  /** A need has the same setup session during this time, unless that has ended. */
  private static final Duration WINDOW = Duration.ofMinutes(15);

  /** How long a link can be used at least. */
  private static final Duration SHORTEST = Duration.ofMinutes(30);

  /** Maximum number of setup sessions of one need during a window. */
  private static final int MAX_PER_WINDOW = 3;

  private static final String PURPOSE = "setup_session.of_call";

  private final View view;
  private final CommandLog commands;
  private final DerivedSecrets secrets;
  private final InstantSource clock;

  /**
   * Creates setup sessions.
   *
   * @param view the view of {@code authconfig.events}
   * @param commands appends to {@code authconfig.commands}
   * @param secrets derives ids that nobody can guess, nor can compute the user from
   */
  StartedSetups(View view, CommandLog commands, DerivedSecrets secrets, InstantSource clock) {
    this.view = view;
    this.commands = commands;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** {@return id of a pending setup session for the need; empty if there were too many} Errors as {@link CommandLog}. */
  Mono<String> of(Requester by, Need need) {
    return Mono.defer(() -> {
      Instant window = Instant.EPOCH.plus(WINDOW.multipliedBy(clock.instant().toEpochMilli() / WINDOW.toMillis()));
      List<String> ids = ids(by.tenant(), need, window);
      return Mono.justOrEmpty(pending(by.tenant(), need, ids)).switchIfEmpty(
        Flux.fromIterable(ids)
          .concatMap(id -> created(by, need, id, window.plus(WINDOW).plus(SHORTEST)), 1)
          .next()
      );
    });
  }

  private List<String> ids(TenantId tenant, Need need, Instant window) {
    String label = need.label() == null ? "" : need.label();
    String reconnected = need.reconnected() == null ? "" : need.reconnected();
    String[] parts = {
      tenant.value(),
      need.scope(),
      need.user(),
      label,
      reconnected,
      need.asks().name(),
      window.toString(),
    };
    try (Secret derived = secrets.derive(PURPOSE, parts)) {
      UUID cause = derived.use(bytes -> {
        ByteBuffer digits = ByteBuffer.wrap(bytes);
        return new UUID(digits.getLong(), digits.getLong());
      });
      return IntStream.range(0, MAX_PER_WINDOW)
        .mapToObj(index -> Ids.derived("pss_", window, cause, index))
        .toList();
    }
  }

  private Optional<String> pending(TenantId tenant, Need need, List<String> ids) {
    return ids
      .stream()
      .filter(id -> view.find(PendingSetup.key(tenant, id)).filter(need::isMetBy).isPresent())
      .findFirst();
  }

  /** A conflict: another call has created it, or it has ended. */
  private Mono<String> created(Requester by, Need need, String id, Instant expiresAt) {
    return Mono.defer(() -> commands.append(command(by, need, id, expiresAt)))
      .map(Committed::objectId)
      .onErrorResume(ErrorCode.CONFLICT::isCodeOf, e ->
        view
          .caughtUp(by.tenant())
          .then(Mono.fromSupplier(() -> pending(by.tenant(), need, List.of(id))).flatMap(Mono::justOrEmpty))
      );
  }

  private CreateSetupSession command(Requester by, Need need, String id, Instant expiresAt) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    CommandMeta meta = WriteRequest.of(by.tenant(), by.actor(), by.requestId(), now).meta(id);
    Need.Broken broken = need.reconnects();
    return CreateSetupSession.newBuilder()
      .setMeta(meta)
      .setSessionType(need.asks())
      .setConfigId(need.settings() ? Ids.fresh("pcf_", now) : null)
      .setProviderId(need.providerId())
      .setProviderDeploymentId(need.deploymentId())
      .setAuthMethodId(broken == null ? null : broken.authMethodId())
      .setAuthConfigId(broken == null ? Ids.fresh("pac_", now) : broken.authConfigId())
      .setReconnect(broken != null)
      .setUser(need.user())
      .setLabel(need.label())
      .setExpiresAt(expiresAt)
      .build();
  }
}
