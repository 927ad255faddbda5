package io.keyfold.usage;

import io.keyfold.schema.Actor;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** The records that {@code usage.records} carries, closed: a switch over it is checked for completeness. */
public sealed interface UsageEvent extends SpecificRecord permits UsageCompleted, UsageRecorded {
  /** {@return the spool that carried the record} */
  String getSpoolId();

  /** {@return the record's position in its spool} */
  long getSpoolSequence();

  /** {@return the metered act's id: of its beginning and of its end the same} */
  String getRecordId();

  /** {@return when the record was made} */
  Instant getRecordedAt();

  /** {@return who asked} */
  Actor getActor();

  /** {@return the HTTP request} */
  String getRequestId();

  /** {@return the tenant} */
  String getTenantId();

  /** {@return the provider} */
  String getProviderId();

  /** {@return the deployment; the record's key} */
  String getProviderDeploymentId();

  /** {@return the auth config that was used; null if the provider needs none} */
  String getAuthConfigId();

  /** {@return the version of the credential that was used; null if there was none} */
  Long getCredentialVersion();

  /** {@return the session; null if the act was in none} */
  String getSessionId();

  /** {@return the session's provider; null if the act was in no session} */
  String getSessionProviderId();

  /** {@return the tool's key; null for resolutions} */
  String getTool();

  /** {@return what is counted} */
  String getMeter();

  /** {@return whose account at the provider was used} */
  Payer getPayer();

  /** {@return how the act ended, as far as this record knows} */
  Outcome getOutcome();
}
