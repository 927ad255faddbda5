package io.keyfold.benchmarks.objects;

import io.keyfold.benchmarks.kafka.LogProducer;
import io.keyfold.benchmarks.process.StandaloneProcess;
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
 * Creates objects in a running standalone by appending commands to its topics, without HTTP. The commands, keys and
 * order are those of the HTTP controllers.
 */
final class LogFiller implements AutoCloseable {

  private static final int BATCH = 1_000;
  private static final int MAX_UNDECIDED_BATCHES = 5;
  private static final int FIRST_TENANT_OBJECTS = 100;

  private final LogProducer log;
  private final EventCounter events;
  private final Vault vault;
  private final List<TenantId> tenants;
  private final List<String> firstTenantDeployments = new ArrayList<>();
  private int created;

  /**
   * Connects to a standalone and creates the tenants.
   *
   * @param data its data folder
   * @param tenants owners of the objects. The first one exists already and gets the first objects; the rest is round
   * robin
   */
  LogFiller(StandaloneProcess standalone, Path data, List<TenantId> tenants) {
    this.tenants = List.copyOf(tenants);
    this.log = new LogProducer(standalone.kafka(), standalone.registry());
    this.events = new EventCounter(standalone.kafka());
    this.vault = new Vault(
      KeysetFile.existing(data.resolve("keys").resolve("keyset.json")),
      new WriteOnlyDataKeys(log),
      Clock.systemUTC(),
      Duration.ZERO,
      1,
      new SimpleMeterRegistry()
    );
    tenants
      .stream()
      .skip(1)
      .forEach(tenant -> log.append(Topics.DEPLOYMENT_COMMANDS, Commands.tenant(tenant, now())));
    events.await("TenantCreated", tenants.size() - 1L);
  }

  /** Creates deployments with an auth config each until there are as many as given, and waits until all are decided. */
  void upTo(int objects) {
    while (created < objects) {
      int size = Math.min(BATCH, objects - created);
      batch(size);
      created += size;
      // Bounds the backlog of undecided commands, which would distort the figures.
      await(created - BATCH * MAX_UNDECIDED_BATCHES);
    }
    await(objects);
  }

  /** {@return the first deployments of the first tenant, the same for any number of objects} */
  List<String> firstTenantDeployments() {
    return List.copyOf(firstTenantDeployments);
  }

  private void await(int objects) {
    events.await("DeploymentCreated", objects);
    events.await("DeploymentOpened", objects);
    events.await("AuthConfigCreated", objects);
  }

  private void batch(int size) {
    List<Command> authConfigs = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int number = created + i;
      TenantId tenant = tenants.get(number < FIRST_TENANT_OBJECTS ? 0 : number % tenants.size());
      Instant at = now();
      String deployment = Ids.fresh("pdp_", at);
      if (number < FIRST_TENANT_OBJECTS) {
        firstTenantDeployments.add(deployment);
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
    events.close();
    log.close();
  }
}
