package io.keyfold.deployment.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.Given;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.deployments.Deployment;
import io.keyfold.deployment.deployments.Deployments;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.MapState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** For any sequence of commands, the state is determined by its events alone. */
@Tag("promise-7")
class DeploymentFoldsPropertyTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Property(tries = 200)
  void duplicatesAndReplaysChangeNothing(
    @ForAll("commands") List<DeploymentCommand> commands,
    @ForAll int duplicate,
    @ForAll int from
  ) {
    List<DeploymentEvent> events = decided(commands);
    MapState once = folded(events);
    if (events.isEmpty()) {
      return;
    }
    List<DeploymentEvent> twice = new ArrayList<>(events);
    int at = Math.floorMod(duplicate, events.size());
    twice.add(at, events.get(at));
    assertThat(folded(twice)).isEqualTo(once);

    List<DeploymentEvent> replayed = new ArrayList<>(events);
    replayed.addAll(events.subList(Math.floorMod(from, events.size()), events.size()));
    assertThat(folded(replayed)).isEqualTo(once);
  }

  @Property(tries = 200)
  void partitionsCanInterleaveInAnyOrder(
    @ForAll("commands") List<DeploymentCommand> commands,
    @ForAll List<Boolean> choices
  ) {
    List<DeploymentEvent> events = decided(commands);
    List<DeploymentEvent> acme = of(events, Given.ACME);
    List<DeploymentEvent> others = events
      .stream()
      .filter(event -> !acme.contains(event))
      .toList();
    List<DeploymentEvent> mixed = new ArrayList<>();
    Iterator<DeploymentEvent> left = acme.iterator();
    Iterator<DeploymentEvent> right = others.iterator();
    for (boolean choice : choices) {
      Iterator<DeploymentEvent> next = choice ? left : right;
      if (next.hasNext()) {
        mixed.add(next.next());
      }
    }
    left.forEachRemaining(mixed::add);
    right.forEachRemaining(mixed::add);
    assertThat(folded(mixed)).isEqualTo(folded(events));
  }

  @Property(tries = 100)
  void storedObjectsRoundTrip(@ForAll("commands") List<DeploymentCommand> commands) {
    MapState state = folded(decided(commands));
    for (TenantId tenant : List.of(Given.ACME, Given.GLOBEX, TenantId.PLATFORM)) {
      state.scan(Scan.all(tenant, Deployments.kind()), (id, value) -> same(value, Deployment.class));
      state.scan(Scan.all(tenant, Providers.kind()), (id, value) -> same(value, VersionedProvider.class));
      state.scan(Scan.all(tenant, Providers.versionKind()), (id, value) -> same(value, ProviderVersion.class));
    }
  }

  @Provide
  Arbitrary<List<DeploymentCommand>> commands() {
    Arbitrary<TenantId> tenants = Arbitraries.of(Given.ACME, Given.GLOBEX);
    Arbitrary<String> names = Arbitraries.of("a", "b", "c");
    Arbitrary<Integer> numbers = Arbitraries.integers().between(1, 3);
    Arbitrary<DeploymentCommand> any = Arbitraries.oneOf(
      tenants.map(Given::createTenant),
      tenants.flatMap(tenant ->
        numbers.map(n -> Given.createApiKey(tenant, "apk_" + tenant.value() + n, tenant.value() + n, List.of("s")))
      ),
      tenants.flatMap(tenant -> numbers.map(n -> Given.revokeApiKey(tenant, "apk_" + tenant.value() + n, null))),
      tenants.flatMap(tenant ->
        numbers.flatMap(n -> limits().map(some -> Given.createDeployment(tenant, "pdp_" + n, some)))
      ),
      tenants.flatMap(tenant ->
        numbers.flatMap(n -> limits().map(some -> Given.limitDeployment(tenant, "pdp_" + n, some)))
      ),
      tenants.flatMap(tenant ->
        numbers.flatMap(n -> names.map(name -> Given.updateDeployment(tenant, "pdp_" + n, name, null)))
      ),
      tenants.flatMap(tenant -> numbers.map(n -> Given.archiveDeployment(tenant, "pdp_" + n, null))),
      publish(Arbitraries.just(TenantId.PLATFORM), "prv_exa", names),
      publish(tenants, "prv_own", names)
    );
    return any.list().ofMaxSize(40);
  }

  private static Arbitrary<@Nullable CallLimits> limits() {
    Arbitrary<@Nullable Integer> number = Arbitraries.integers().between(1, 3).injectNull(0.3);
    return Combinators.combine(number, number, number).as(CallLimits::new).injectNull(0.3);
  }

  /** Creates (0), or changes a provider if the version is guessed correctly. */
  private static Arbitrary<DeploymentCommand> publish(Arbitrary<TenantId> owners, String id, Arbitrary<String> names) {
    Arbitrary<Long> versions = Arbitraries.longs().between(0, 3);
    return owners.flatMap(owner ->
      names.flatMap(name ->
        versions.flatMap(version ->
          limits().map(some -> Given.publish(owner, Given.provider(id, name, some), version == 0 ? null : version))
        )
      )
    );
  }

  private static boolean same(Object value, Class<?> type) {
    assertThat(JSON.readValue(JSON.writeValueAsString(value), type)).isEqualTo(value);
    return true;
  }

  private static List<DeploymentEvent> decided(List<DeploymentCommand> commands) {
    InMemoryLog<DeploymentCommand, DeploymentEvent> log = Given.log();
    commands.forEach(command -> log.append(command).onErrorComplete().block());
    return log.events();
  }

  private static List<DeploymentEvent> of(List<DeploymentEvent> events, TenantId tenant) {
    return events
      .stream()
      .filter(event -> event.getMeta().getTenantId().equals(tenant.value()))
      .toList();
  }

  private static MapState folded(List<DeploymentEvent> events) {
    MapState state = new MapState();
    for (DeploymentEvent event : events) {
      for (Fold<DeploymentEvent> fold : Given.FOLDS) {
        state.apply(fold, List.of(event));
      }
    }
    return state;
  }
}
