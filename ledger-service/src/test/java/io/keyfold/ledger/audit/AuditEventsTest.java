package io.keyfold.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AppRotated;
import io.keyfold.authconfig.events.AppVersionRetired;
import io.keyfold.authconfig.events.AppVersionUsed;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.ledger.operations.Operation;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
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
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

public class AuditEventsTest {

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
  void theTwoRecordsOfAnOperationAreEntries() {
    UsageRecorded start = Records.start("tcl_1/tool_calls", 1);
    try (TestLedger ledger = new TestLedger()) {
      List<Operation> operations = new ArrayList<>();
      ledger.listen(batch -> operations.addAll(batch.usage().ended()));
      ledger.write(start, Records.completion(start, Outcome.SUCCEEDED, 2));
      Operation operation = operations.getFirst();

      AuditEntry started = OperationEntries.started(operation);
      AuditEntry completed = OperationEntries.completed(operation).orElseThrow();

      assertThat(List.of(started, completed)).extracting(AuditEntry::objectId).containsExactly("tcl_1", "tcl_1");
      assertThat(started.objects()).contains("pdp_1", "pac_1", "ses_1");
      assertThat(started.data()).containsEntry("outcome", "unknown");
      assertThat(completed.data()).containsEntry("outcome", "succeeded").containsEntry("payer", "customer");
      assertThat(completed.id()).isGreaterThan(started.id());
    }
  }

  public static EventMeta meta(String objectId, int index) {
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
