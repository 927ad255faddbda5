package io.keyfold.session.signals;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records on {@code session.signals}: what the instances of session-service tell each other about open connections.
 * They are hints, not state of record. Sealed, so that the compiler checks switches for completeness.
 */
public sealed interface SessionSignal
  extends SpecificRecord
  permits McpRequestCancelled, McpResourceSubscribed, McpResourceUnsubscribed
{
  /** {@return the tenant's id, which is the record's key} */
  String getTenantId();

  /** {@return the session's id} */
  String getSessionId();

  /** {@return when the client's message arrived} */
  Instant getAt();
}
