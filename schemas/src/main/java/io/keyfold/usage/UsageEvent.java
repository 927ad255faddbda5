package io.keyfold.usage;

import io.keyfold.schema.Actor;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** The records on {@code usage.records}. Sealed, so that the compiler checks switches for completeness. */
public sealed interface UsageEvent extends SpecificRecord permits UsageCompleted, UsageRecorded {
  /** {@return the id of the spool that sent the record} */
  String getSpoolId();

  /** {@return the record's sequence number within its spool} */
  long getSpoolSequence();

  /** {@return the metered operation's id, equal in its begin and end records} */
  String getRecordId();

  /** {@return when the record was created} */
  Instant getRecordedAt();

  /** {@return the actor of the request} */
  Actor getActor();

  /** {@return the id of the HTTP request} */
  String getRequestId();

  /** {@return the tenant's id} */
  String getTenantId();

  /** {@return the provider's id} */
  String getProviderId();

  /** {@return the deployment's id, which is the record's key} */
  String getProviderDeploymentId();

  /** {@return the id of the used auth config; null if the provider needs none} */
  String getAuthConfigId();

  /** {@return the version of the used credential; null if there was none} */
  Long getCredentialVersion();

  /** {@return the session's id; null outside of a session} */
  String getSessionId();

  /** {@return the session provider's id; null outside of a session} */
  String getSessionProviderId();

  /** {@return the tool's key; null for resolutions} */
  String getTool();

  /** {@return the meter} */
  String getMeter();

  /** {@return the owner of the account at the provider} */
  Payer getPayer();

  /** {@return the tenant's user for whom it was done; null: none} */
  String getUser();

  /** {@return the outcome of the operation, as known to this record} */
  Outcome getOutcome();
}
