package io.keyfold.benchmarks.objects;

import io.keyfold.benchmarks.process.Standalone;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.KeysetFile;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import io.keyfold.schema.Command;
import io.keyfold.schema.Sealed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts objects on the log of a running standalone: the same commands, keys and order as its own edges write, without HTTP. The
 * services decide and fold them as any others.
 */
final class Fill implements AutoCloseable {

  private static final int BATCH = 1_000;
  private static final int BATCHES_UNDECIDED = 5;
  private static final int OF_FIRST = 100;

  private final Log log;
  private final Outcomes outcomes;
  private final Vault vault;
  private final List<TenantId> tenants;
  private final List<String> ofFirst = new ArrayList<>();
  private int filled;

  /**
   * Fills this standalone.
   *
   * @param data its data folder
   * @param tenants whose they are: some of the first one, which is there, the rest of all in turn
   */
  Fill(Standalone standalone, Path data, List<TenantId> tenants) {
    this.tenants = List.copyOf(tenants);
    this.log = new Log(standalone.kafka(), standalone.registry());
    this.outcomes = new Outcomes(standalone.kafka());
    this.vault = new Vault(
      KeysetFile.existing(data.resolve("keys").resolve("keyset.json")),
      new AppendedKeys(log),
      Clock.systemUTC(),
      Duration.ZERO,
      1,
      new SimpleMeterRegistry()
    );
    tenants
      .stream()
      .skip(1)
      .forEach(tenant -> log.append(Topics.DEPLOYMENT_COMMANDS, Commands.tenant(tenant, now())));
    outcomes.await("TenantCreated", tenants.size() - 1L);
  }

  /** Goes on until there are so many deployments with an auth config each, all of them decided. */
  void upTo(int objects) {
    while (filled < objects) {
      int size = Math.min(BATCH, objects - filled);
      batch(size);
      filled += size;
      // Without a bound, the commands would pile up on the log and the figures be those of a pile.
      await(filled - BATCH * BATCHES_UNDECIDED);
    }
    await(objects);
  }

  /** {@return deployments of the first tenant that came first, the same ones however many there are} */
  List<String> ofFirst() {
    return List.copyOf(ofFirst);
  }

  private void await(int objects) {
    outcomes.await("DeploymentCreated", objects);
    outcomes.await("DeploymentOpened", objects);
    outcomes.await("AuthConfigCreated", objects);
  }

  private void batch(int size) {
    List<Command> authConfigs = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int number = filled + i;
      TenantId tenant = tenants.get(number < OF_FIRST ? 0 : number % tenants.size());
      Instant at = now();
      String deployment = Ids.fresh("pdp_", at);
      if (number < OF_FIRST) {
        ofFirst.add(deployment);
      }
      String authConfig = Ids.fresh("pac_", at);
      log.append(Topics.DEPLOYMENT_COMMANDS, Commands.deployment(tenant, deployment, at));
      authConfigs.add(Commands.authConfig(tenant, authConfig, deployment, seal(tenant, authConfig), at));
    }
    log.flush();
    authConfigs.forEach(command -> log.append(Topics.AUTHCONFIG_COMMANDS, command));
  }

  private Sealed seal(TenantId tenant, String authConfig) {
    SealContext context = new SealContext(tenant, authConfig, 1, Commands.PURPOSE);
    try (Secret value = Secret.ofText("{\"api_key\":\"benchmark-" + authConfig + "\"}")) {
      return vault.seal(context, value, null).blockOptional().orElseThrow();
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    vault.close();
    outcomes.close();
    log.close();
  }
}
