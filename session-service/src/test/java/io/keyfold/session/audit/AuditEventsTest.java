package io.keyfold.session.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AppRotated;
import io.keyfold.authconfig.events.AppVersionRetired;
import io.keyfold.authconfig.events.AppVersionUsed;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.MapView;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CallLimits;
import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.NewSessionSecret;
import io.keyfold.schema.Sealed;
import io.keyfold.session.events.SessionSecretCreated;
import io.keyfold.session.events.SessionSecretRevoked;
import io.keyfold.session.events.SessionSecretRotated;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AuditEventsTest {

  private static final String CANARY = "canary-7f3a";
  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  @Tag("promise-4")
  void auditEventsContainNoSecret() {
    Sealed sealed = Sealed.newBuilder()
      .setKeyId(CANARY)
      .setPurpose("auth-config")
      .setCiphertext(ByteBuffer.wrap(CANARY.getBytes(StandardCharsets.UTF_8)))
      .build();
    AuthConfigCreated created = AuthConfigCreated.newBuilder()
      .setMeta(meta("pac_1", 0))
      .setProviderId("prv_slack")
      .setProviderDeploymentId("pdp_1")
      .setAuthMethodId("pam_1")
      .setKind(CredentialKind.MANUAL)
      .setIsDefault(false)
      .setMetadata("{\"note\":\"" + CANARY + "\"}")
      .setFieldsHint(CANARY)
      .setValue(sealed)
      .setCredentialVersion(1)
      .build();
    AuthConfigRotated rotated = AuthConfigRotated.newBuilder()
      .setMeta(meta("pac_1", 1))
      .setCredentialVersion(2)
      .setValue(sealed)
      .build();
    ApiKeyCreated key = ApiKeyCreated.newBuilder()
      .setMeta(meta("key_1", 2))
      .setKeySha256(CANARY)
      .setRedacted("kf_a...z")
      .setScopes(List.of("instance.usage:read"))
      .build();

    AppRotated app = AppRotated.newBuilder()
      .setMeta(meta("par_1", 3))
      .setClientId("client")
      .setAppVersion(2)
      .setRestoredFrom(1L)
      .setValue(sealed)
      .setForgottenKeyId(CANARY)
      .build();
    AppVersionRetired retired = AppVersionRetired.newBuilder()
      .setMeta(meta("par_1", 4))
      .setAppVersion(1)
      .setKeyId(CANARY)
      .build();

    for (Event event : List.of(created, rotated, key, app, retired)) {
      assertThat(AuditEntries.of(event)).isPresent();
      assertThat(AuditEntries.of(event).orElseThrow().toString()).doesNotContain(CANARY);
    }
  }

  @Test
  void eventsOfSessionSecretsSayWhichOneAndUntilWhen() {
    NewSessionSecret secret = new NewSessionSecret("sks_2", "Night shift", AT.plusSeconds(60));
    AuditEntry created = AuditEntries.of(new SessionSecretCreated(meta("sks_2", 0), "ses_1", secret)).orElseThrow();
    assertThat(created.objectId()).isEqualTo("sks_2");
    assertThat(created.data())
      .containsEntry("session_id", "ses_1")
      .containsEntry("name", "Night shift")
      .containsEntry("expires_at", "2026-11-22T10:01:00Z");
    assertThat(
      AuditEntries.of(new SessionSecretRotated(meta("sks_2", 0), "ses_1", "sks_1", AT, secret))
        .orElseThrow()
        .data()
    )
      .containsEntry("previous_secret_id", "sks_1")
      .containsEntry("previous_usable_until", "2026-11-22T10:00:00Z");
    assertThat(
      AuditEntries.of(new SessionSecretRevoked(meta("sks_2", 0), "ses_1"))
        .orElseThrow()
        .data()
    ).containsOnlyKeys("session_id");
  }

  @Test
  void limitsOfDeploymentsAreAudited() {
    DeploymentUpdated updated = DeploymentUpdated.newBuilder()
      .setMeta(meta("pdp_1", 0))
      .setProviderId("prv_1")
      .setLimits(new CallLimits(5, null, 2))
      .build();

    assertThat(AuditEntries.of(updated).orElseThrow().data())
      .containsEntry("call_timeout_seconds", 5)
      .containsEntry("max_concurrent_calls", 2)
      .doesNotContainKey("longest_call_seconds");
  }

  @Test
  void theUseOfAnAppsVersionIsAudited() {
    AppVersionUsed used = AppVersionUsed.newBuilder()
      .setMeta(meta("par_1", 0))
      .setAppVersion(2)
      .setUsedAt(AT)
      .setAuthConfigId("pac_1")
      .build();

    assertThat(AuditEntries.of(used).orElseThrow().data())
      .containsEntry("app_version", 2L)
      .containsEntry("provider_auth_config_id", "pac_1");
  }

  @Test
  void aRejectionIsAudited() {
    CommandRejected rejected = CommandRejected.newBuilder()
      .setMeta(meta("pdp_1", 0))
      .setCommandType("io.keyfold.deployment.commands.UpdateDeployment")
      .setCode("gone")
      .setMessage("It is archived")
      .setPath(List.of())
      .build();

    AuditEntry entry = AuditEntries.of(rejected).orElseThrow();

    assertThat(entry.type()).isEqualTo("io.keyfold.schema.CommandRejected");
    assertThat(entry.data()).containsEntry("code", "gone");
  }

  @Test
  @Tag("promise-6")
  void anOperationIsAuditedOnceAcrossResends() {
    MapView view = view(
      MeteredOperations.start(MeteredOperations.call("tcl_1"), "usp_1", 1),
      MeteredOperations.start(MeteredOperations.call("tcl_1"), "usp_1", 1)
    );
    view = view.apply(
      (record, state) -> new AuditFold().apply("", record, state),
      List.of(MeteredOperations.completion(MeteredOperations.call("tcl_1"), Outcome.SUCCEEDED, "usp_1", 2))
    );

    List<AuditEntry> entries = scan(view, false);
    assertThat(entries).extracting(AuditEntry::objectId).containsExactly("tcl_1", "tcl_1");
    assertThat(entries.getFirst().isAbout("pdp_1")).isTrue();
    assertThat(entries.getLast().data()).containsEntry("outcome", "succeeded");
  }

  @Property(tries = 100)
  void mergedViewsAreOrderedAndComplete(@ForAll @Size(max = 400) List<@IntRange(min = 0, max = 3) Integer> where) {
    List<MapView> views = List.of(new MapView(), new MapView(), new MapView(), new MapView());
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < where.size(); i++) {
      DeploymentCreated event = DeploymentCreated.newBuilder()
        .setMeta(meta("pdp_" + i, i))
        .setProviderId("prv_1")
        .build();
      ids.add(event.getMeta().getEventId());
      views.get(where.get(i)).apply(new AuditFold()::apply, List.of(event));
    }
    MergedView merged = new MergedView(List.copyOf(views));

    assertThat(scan(merged, false)).extracting(AuditEntry::id).isEqualTo(ids);
    Collections.reverse(ids);
    assertThat(scan(merged, true)).extracting(AuditEntry::id).isEqualTo(ids);
  }

  private static MapView view(UsageEvent... events) {
    return new MapView().apply((record, state) -> new AuditFold().apply("", record, state), List.of(events));
  }

  private static List<AuditEntry> scan(State state, boolean descending) {
    List<AuditEntry> entries = new ArrayList<>();
    state.scan(new Scan<>(TENANT, AuditEntry.KIND, "", "", "", descending), (id, entry) -> entries.add(entry));
    return entries;
  }

  static EventMeta meta(String objectId, int index) {
    UUID command = new UUID(1, index);
    Instant at = AT.plusMillis(index);
    return EventMeta.newBuilder()
      .setEventId(Ids.derived("evt_", at, command, 0))
      .setTenantId(TENANT.value())
      .setObjectId(objectId)
      .setVersion(1)
      .setRecordedAt(at)
      .setActor(new Actor(ActorType.API_KEY, "key_1"))
      .setRequestId("req_1")
      .setCommandId(command)
      .build();
  }
}
