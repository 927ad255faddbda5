package io.keyfold.session.calls;

import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.SessionProvider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tool call with the provider's response.
 *
 * @param id its id ({@code tcl_})
 * @param at start time
 * @param provider the session's provider
 * @param resolved the resolution that was used
 * @param refusedVersion version of the credential that the provider refused before; null: none
 * @param response the provider's response
 */
public record FinishedCall(
  String id,
  Instant at,
  SessionProvider provider,
  Resolved resolved,
  @Nullable Long refusedVersion,
  RpcMessage.Response response
) {}
