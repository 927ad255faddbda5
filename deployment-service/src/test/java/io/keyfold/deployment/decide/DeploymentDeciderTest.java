package io.keyfold.deployment.decide;

import static io.keyfold.deployment.Given.ACME;
import static io.keyfold.deployment.Given.GLOBEX;
import static io.keyfold.deployment.Given.NOON;
import static io.keyfold.deployment.Given.archiveDeployment;
import static io.keyfold.deployment.Given.createApiKey;
import static io.keyfold.deployment.Given.createDeployment;
import static io.keyfold.deployment.Given.createTenant;
import static io.keyfold.deployment.Given.limitDeployment;
import static io.keyfold.deployment.Given.provider;
import static io.keyfold.deployment.Given.publish;
import static io.keyfold.deployment.Given.revokeApiKey;
import static io.keyfold.deployment.Given.updateDeployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.Given;
import io.keyfold.deployment.commands.CreateDeployment;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.deployments.CredentialPolicy;
import io.keyfold.deployment.deployments.Deployment;
import io.keyfold.deployment.deployments.Deployments;
import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.ApiKeyRevoked;
import io.keyfold.deployment.events.DeploymentArchived;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.platform.access.ApiKey;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.toolfilter.RuleType;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.toolfilter.ToolFilterRule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeploymentDeciderTest {

  private final DeploymentDecider decider = new DeploymentDecider();

  @Test
  void aDeploymentIsCreatedWithAllSubmittedFields() {
    ToolFilter filter = new ToolFilter(List.of(new ToolFilterRule(RuleType.TOOL_KEYS, List.of("a"))), false);
    CreateDeployment command = CreateDeployment.newBuilder(createDeployment(ACME, "pdp_1"))
      .setToolFilter(filter.toAvro())
      .setLockedProviderVersionId("pvr_1")
      .setCredentials(io.keyfold.schema.CredentialPolicy.SHARED)
      .setLimits(CallLimits.toAvro(new CallLimits(30, 600, 5)))
      .build();

    DeploymentEvent event = accepted(given(), command);

    assertThat(event).isInstanceOf(DeploymentCreated.class);
    assertThat(event.getMeta().getVersion()).isEqualTo(1);
    assertThat(given(event).find(Deployments.key(ACME, "pdp_1"))).contains(
      new Deployment(
        "pdp_1",
        1,
        Deployment.Status.ACTIVE,
        "prv_exa",
        "Acme",
        null,
        "{\"customer\":\"acme\"}",
        filter,
        "pvr_1",
        CredentialPolicy.SHARED,
        new CallLimits(30, 600, 5),
        NOON,
        NOON
      )
    );
  }

  @Test
  @Tag("promise-2")
  void anIdIsUsedOnce() {
    var state = given(created("pdp_1"));
    assertThat(rejected(state, createDeployment(ACME, "pdp_1"))).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  void anUpdateReplacesTheChangeableFields() {
    DeploymentEvent created = created("pdp_1");
    DeploymentEvent updated = accepted(given(created), updateDeployment(ACME, "pdp_1", "New", 1L));

    assertThat(updated).isInstanceOf(DeploymentUpdated.class);
    assertThat(given(created, updated).find(Deployments.key(ACME, "pdp_1"))).hasValueSatisfying(deployment -> {
      assertThat(deployment.version()).isEqualTo(2);
      assertThat(deployment.name()).isEqualTo("New");
      assertThat(deployment.metadata()).isNull();
      assertThat(deployment.providerId()).isEqualTo("prv_exa");
      assertThat(deployment.toolFilter()).isEqualTo(ToolFilter.ALLOW_ALL);
    });
  }

  @Test
  void anUpdateKeepsReplacesOrRemovesTheLimits() {
    CallLimits first = new CallLimits(30, null, null);
    CallLimits second = new CallLimits(null, null, 5);
    DeploymentEvent created = accepted(given(), createDeployment(ACME, "pdp_1", first));
    DeploymentEvent kept = accepted(given(created), updateDeployment(ACME, "pdp_1", "New", null));
    DeploymentEvent replaced = accepted(given(created, kept), limitDeployment(ACME, "pdp_1", second));
    DeploymentEvent removed = accepted(given(created, kept, replaced), limitDeployment(ACME, "pdp_1", null));

    assertThat(limits(created)).isEqualTo(first);
    assertThat(limits(created, kept)).isEqualTo(first);
    assertThat(limits(created, kept, replaced)).isEqualTo(second);
    assertThat(limits(created, kept, replaced, removed)).isNull();
    assertThat(((DeploymentUpdated) removed).getLimits()).isNull();
  }

  private static @Nullable CallLimits limits(DeploymentEvent... events) {
    return given(events).find(Deployments.key(ACME, "pdp_1")).orElseThrow().limits();
  }

  @Test
  void aStaleVersionIsRejected() {
    var state = given(created("pdp_1"));
    assertThat(rejected(state, updateDeployment(ACME, "pdp_1", "New", 2L))).isEqualTo(ErrorCode.PRECONDITION_FAILED);
    assertThat(rejected(state, archiveDeployment(ACME, "pdp_1", 7L))).isEqualTo(ErrorCode.PRECONDITION_FAILED);
  }

  @Test
  void archivedDeploymentsAreGone() {
    DeploymentEvent created = created("pdp_1");
    DeploymentEvent archived = accepted(given(created), archiveDeployment(ACME, "pdp_1", null));
    assertThat(archived).isInstanceOf(DeploymentArchived.class);
    assertThat(((DeploymentArchived) archived).getProviderId()).isEqualTo("prv_exa");

    var state = given(created, archived);
    assertThat(state.find(Deployments.key(ACME, "pdp_1")))
      .map(Deployment::status)
      .contains(Deployment.Status.ARCHIVED);
    assertThat(rejected(state, updateDeployment(ACME, "pdp_1", "New", 1L))).isEqualTo(ErrorCode.GONE);
    assertThat(rejected(state, archiveDeployment(ACME, "pdp_1", null))).isEqualTo(ErrorCode.GONE);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsDeploymentIsNotFound() {
    var state = given(created("pdp_1"));
    assertThat(rejected(state, updateDeployment(GLOBEX, "pdp_1", "New", null))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(rejected(state, archiveDeployment(GLOBEX, "pdp_1", null))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  @Tag("promise-2")
  void aTenantIsCreatedOnceAndItsKeysAfterIt() {
    assertThat(rejected(given(), createApiKey(ACME, "apk_1", "aa", List.of("s")))).isEqualTo(ErrorCode.NOT_FOUND);
    DeploymentEvent tenant = accepted(given(), createTenant(ACME));
    assertThat(tenant).isInstanceOf(TenantCreated.class);
    assertThat(rejected(given(tenant), createTenant(ACME))).isEqualTo(ErrorCode.CONFLICT);

    DeploymentEvent key = accepted(given(tenant), createApiKey(ACME, "apk_1", "aa", List.of("s")));
    assertThat(key).isInstanceOf(ApiKeyCreated.class);
    assertThat(rejected(given(tenant, key), createApiKey(ACME, "apk_1", "bb", List.of("s")))).isEqualTo(
      ErrorCode.CONFLICT
    );
  }

  @Test
  @Tag("promise-2")
  void aKeyIsRevokedOnce() {
    DeploymentEvent tenant = accepted(given(), createTenant(ACME));
    DeploymentEvent key = accepted(given(tenant), createApiKey(ACME, "apk_1", "aa", List.of("s")));
    assertThat(rejected(given(tenant), revokeApiKey(ACME, "apk_1", null))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(rejected(given(tenant, key), revokeApiKey(ACME, "apk_1", 9L))).isEqualTo(ErrorCode.PRECONDITION_FAILED);

    DeploymentEvent revoked = accepted(given(tenant, key), revokeApiKey(ACME, "apk_1", 1L));
    assertThat(revoked).isInstanceOf(ApiKeyRevoked.class);
    assertThat(((ApiKeyRevoked) revoked).getKeySha256()).isEqualTo("aa");
    var state = given(tenant, key, revoked);
    assertThat(state.find(ApiKey.key(ACME, "apk_1"))).hasValueSatisfying(after ->
      assertThat(after.revokedAt()).isEqualTo(NOON)
    );
    assertThat(rejected(state, revokeApiKey(ACME, "apk_1", null))).isEqualTo(ErrorCode.GONE);
  }

  @Test
  void publishingAProviderKeepsItsOldVersions() {
    Provider one = provider("prv_exa", "One");
    Provider two = provider("prv_exa", "Two");
    DeploymentEvent first = accepted(given(), publish(TenantId.PLATFORM, one, 0L));
    DeploymentEvent second = accepted(given(first), publish(TenantId.PLATFORM, two, 1L));

    assertThat(first).isInstanceOf(ProviderPublished.class);
    var state = given(first, second);
    assertThat(Providers.visible(state, ACME, "prv_exa")).contains(new VersionedProvider(two, 2, NOON, NOON));
    assertThat(Providers.visibleVersion(state, ACME, one.versionId())).hasValueSatisfying(version -> {
      assertThat(version.provider()).isEqualTo(one);
      assertThat(version.number()).isEqualTo(1);
    });
  }

  @Test
  void oneOfTwoConcurrentPublicationsIsRejected() {
    DeploymentEvent first = accepted(given(), publish(TenantId.PLATFORM, provider("prv_exa", "One"), 0L));
    assertThat(rejected(given(first), publish(TenantId.PLATFORM, provider("prv_exa", "One"), 0L))).isEqualTo(
      ErrorCode.PRECONDITION_FAILED
    );
  }

  @Test
  @Tag("promise-2")
  void aProviderIsCreatedOnce() {
    DeploymentEvent first = accepted(given(), publish(ACME, provider("prv_own", "Own"), null));
    assertThat(rejected(given(first), publish(ACME, provider("prv_own", "Again"), null))).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  @Tag("promise-5")
  void aTenantsOwnProviderIsVisibleToThatTenantOnly() {
    Provider own = provider("prv_own", "Own");
    var state = given(accepted(given(), publish(ACME, own, null)));
    assertThat(Providers.visible(state, ACME, "prv_own")).isPresent();
    assertThat(Providers.visible(state, GLOBEX, "prv_own")).isEmpty();
    assertThat(Providers.visibleVersion(state, GLOBEX, own.versionId())).isEmpty();
  }

  private DeploymentEvent created(String id) {
    return accepted(given(), createDeployment(ACME, id));
  }

  private static InMemoryLog<DeploymentCommand, DeploymentEvent> given(DeploymentEvent... events) {
    return Given.log().given(List.of(events));
  }

  private DeploymentEvent accepted(State state, DeploymentCommand command) {
    if (decider.decide(command, state) instanceof Decision.Accepted<DeploymentEvent> accepted) {
      assertThat(accepted.events()).hasSize(1);
      return accepted.events().getFirst();
    }
    throw new AssertionError("refused");
  }

  private ErrorCode rejected(State state, DeploymentCommand command) {
    if (decider.decide(command, state) instanceof Decision.Rejected<DeploymentEvent> rejected) {
      return rejected.rejection().code();
    }
    throw new AssertionError("accepted");
  }
}
