package io.keyfold.deployment.bootstrap;

import io.keyfold.deployment.commands.CreateApiKey;
import io.keyfold.deployment.commands.CreateTenant;
import io.keyfold.platform.access.ApiKey;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.access.Scopes;
import io.keyfold.platform.access.Tenant;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.Command;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/**
 * Ensures that there is a first tenant with a key. All ids are derived, so concurrent instances, restarts and retries
 * have the same result: one of two concurrent attempts finds the tenant or key already created.
 *
 * <p>A configured key is created unless it exists; a revoked one stays revoked. A key is generated only if the first
 * tenant has none.
 */
public final class Bootstrap {

  /** The first tenant. */
  public static final TenantId TENANT = new TenantId("tnt_bootstrap");

  private static final Actor ACTOR = new Actor(ActorType.OPERATOR, "bootstrap");
  private static final String GENERATED = "apk_bootstrap";
  private static final int HASH_DIGITS = 22;

  private final Optional<ApiKeySecret> chosen;
  /** Kept, so that a key whose creation was not confirmed in time is announced once it is visible. */
  private final ApiKeySecret generated = ApiKeySecret.generate();
  private final AtomicBoolean announced = new AtomicBoolean();
  private final View view;
  private final CommandLog log;
  private final FirstKeyAnnouncer announcer;
  private final Clock clock;

  /** Creates a bootstrap. */
  public Bootstrap(Optional<ApiKeySecret> chosen, View view, CommandLog log, FirstKeyAnnouncer announcer, Clock clock) {
    this.chosen = chosen;
    this.view = view;
    this.log = log;
    this.announcer = announcer;
    this.clock = clock;
  }

  /** {@return completes when the tenant has a key; idempotent} */
  public Mono<Void> run() {
    return view.caughtUp(TENANT).then(Mono.defer(this::tenant)).then(Mono.defer(this::key));
  }

  private Mono<Void> tenant() {
    return view.find(Tenant.key(TENANT)).isPresent()
      ? Mono.empty()
      : append(new CreateTenant(request().meta(TENANT.value()), "First tenant")).then();
  }

  private Mono<Void> key() {
    if (chosen.isPresent()) {
      ApiKeySecret secret = chosen.get();
      String id = "apk_" + secret.sha256().substring(0, HASH_DIGITS);
      return view.find(ApiKey.key(TENANT, id)).isPresent() ? Mono.empty() : append(key(id, secret)).then();
    }
    Mono<Boolean> made = hasKey() ? Mono.empty() : append(key(GENERATED, generated));
    return made.then(Mono.fromRunnable(this::announce));
  }

  private void announce() {
    boolean mine = view
      .find(ApiKey.key(TENANT, GENERATED))
      .filter(key -> key.sha256().equals(generated.sha256()))
      .isPresent();
    if (mine && announced.compareAndSet(false, true)) {
      announcer.announce(generated);
    }
  }

  private boolean hasKey() {
    AtomicBoolean found = new AtomicBoolean();
    view.scan(Scan.all(TENANT, ApiKey.KIND), (id, key) -> {
      found.set(true);
      return false;
    });
    return found.get();
  }

  private CreateApiKey key(String id, ApiKeySecret secret) {
    return CreateApiKey.newBuilder()
      .setMeta(request().meta(id))
      .setKeySha256(secret.sha256())
      .setRedacted(secret.redacted())
      .setScopes(Scopes.ALL)
      .setName("First key")
      .build();
  }

  /** {@return whether this call took effect; false if the object existed before} */
  private Mono<Boolean> append(Command command) {
    return log
      .append(command)
      .map(done -> true)
      .onErrorResume(ErrorCode.CONFLICT::isCodeOf, e -> Mono.just(false));
  }

  private WriteRequest request() {
    return WriteRequest.ofService(TENANT, ACTOR, clock.instant());
  }
}
